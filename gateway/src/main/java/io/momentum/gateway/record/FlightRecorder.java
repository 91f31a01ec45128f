package io.momentum.gateway.record;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All tapes, and the files that are written from them when a connection goes wrong: masked, one for a connection's owner and
 * reason in a minute, and the oldest of them make room. Writing is a thread's of its own. Any thread.
 */
public final class FlightRecorder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FlightRecorder.class);
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int REASONS_MAX = 1_000;
    private static final int LOOP_SECONDS = 5;
    private static final int WAITING_MAX = 16;

    private final RecorderConfig config;
    private final RecordFiles files;
    private final int tapeBytes;
    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, FlightTape> tapes = new ConcurrentHashMap<>();
    private final Map<String, Long> writtenNanos = new ConcurrentHashMap<>();
    private final LongAdder written = new LongAdder();
    private final LongAdder leftOut = new LongAdder();
    private final ThreadPoolExecutor writer = new ThreadPoolExecutor(
            1, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING_MAX), FlightRecorder::thread);

    /** @param directory where recordings are written; made when the first one is */
    public FlightRecorder(RecorderConfig config, Path directory) {
        this.config = config;
        files = new RecordFiles(directory, config.filesMax(), config.filesBytesMax());
        tapeBytes = Integer.highestOneBit(config.sessionBytes());
        writer.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable task) {
        var thread = new Thread(task, "momentum-records");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * A tape for a new connection; null where the recorder is off.
     *
     * @param loop the connection's own
     */
    public @Nullable FlightTape begin(InetSocketAddress ours, InetSocketAddress theirs, Executor loop) {
        if (config.sessionBytes() == 0) return null;
        var tape = new FlightTape(ids.incrementAndGet(), ours, theirs, tapeBytes, loop);
        tapes.put(tape.id(), tape);
        return tape;
    }

    /** The connection has gone. */
    public void end(FlightTape tape) {
        tapes.remove(tape.id());
    }

    /** The tapes of the connections that are there, oldest first. */
    public List<FlightTape> tapes() {
        List<FlightTape> all = new ArrayList<>(tapes.values());
        all.sort(Comparator.comparingLong(FlightTape::id));
        return all;
    }

    /**
     * What is on these tapes now. Blocks for a turn of their loops: not to be called on one.
     *
     * @throws TimeoutException where a loop does not come round to it
     */
    public List<Recording> recordings(List<FlightTape> of) throws TimeoutException, InterruptedException {
        List<CompletableFuture<Recording>> asked = of.stream()
                .map(tape -> CompletableFuture.supplyAsync(tape::recording, tape.loop()))
                .toList();
        List<Recording> all = new ArrayList<>();
        for (CompletableFuture<Recording> each : asked) {
            try {
                all.add(each.get(LOOP_SECONDS, TimeUnit.SECONDS));
            } catch (ExecutionException e) {
                throw new IllegalStateException("a tape cannot be read", e);
            }
        }
        return all;
    }

    /** Recordings written. */
    public LongAdder written() {
        return written;
    }

    /** Recordings that were not written: the same reason a moment ago, too many at once, or the disk. */
    public LongAdder leftOut() {
        return leftOut;
    }

    /** Whether a recording for this reason may be written now; if so it counts as written. */
    boolean claims(String owner, String reason, long nowNanos) {
        if (writtenNanos.size() >= REASONS_MAX) writtenNanos.values().removeIf(at -> nowNanos - at >= QUIET_NANOS);
        if (writtenNanos.size() >= REASONS_MAX) return false;
        boolean[] claimed = {false};
        writtenNanos.compute(owner + ' ' + reason, (key, at) -> {
            claimed[0] = at == null || nowNanos - at >= QUIET_NANOS;
            return claimed[0] || at == null ? Long.valueOf(nowNanos) : at;
        });
        return claimed[0];
    }

    /** Asks for a recording because something went wrong. @return false where there is one of the kind already */
    public boolean wants(FlightTape tape, String reason) {
        boolean claimed = claims(tape.owner(), reason, System.nanoTime());
        if (!claimed) leftOut.increment();
        return claimed;
    }

    /** Writes a recording that {@link #wants} asked for. */
    public void save(Recording recording, String reason) {
        try {
            writer.execute(() -> write(recording, reason));
        } catch (RejectedExecutionException e) {
            leftOut.increment();
        }
    }

    private void write(Recording recording, String reason) {
        try {
            Path file = files.write(recording, reason, System.currentTimeMillis());
            written.increment();
            LOG.info("The last PDUs of session {} ({}) are in {}", recording.session(), reason, file);
        } catch (IOException e) {
            leftOut.increment();
            LOG.warn("The last PDUs of session {} could not be written: {}", recording.session(), e.toString());
        }
    }

    /** Recordings as a file for Wireshark. */
    public static byte[] pcapng(List<Recording> recordings, String comment, boolean masked) {
        return Pcapng.of(recordings, comment, masked);
    }

    /** Writes what it was told to, and ends. */
    @Override
    public void close() {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(2, TimeUnit.SECONDS)) writer.shutdownNow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
