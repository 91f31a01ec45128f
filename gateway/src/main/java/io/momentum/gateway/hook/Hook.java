package io.momentum.gateway.hook;

import io.momentum.gateway.intercept.Action;
import io.momentum.gateway.intercept.HookConfig;
import io.momentum.gateway.intercept.HookLine;
import io.momentum.gateway.intercept.Subject;
import io.momentum.gateway.net.Loop;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One program. Event loops put questions into a bounded queue and go on; a thread of the hook writes them, another reads the answers,
 * in whatever order they come. A question that is not answered in time has no answer: its own timer says so, on its loop, whatever the
 * program, the pipe or the threads are doing. Several in a row without an answer stop the program, and for a while nothing is asked; the
 * first question after that starts it anew, and one failure more stops it again.
 */
public final class Hook implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Hook.class);
    private static final long START_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LOOK_MILLIS = 500;

    /** Of our environment, for ours may hold passwords. */
    private static final Set<String> ENVIRONMENT = Set.of("PATH", "HOME", "LANG", "LC_ALL", "TZ");

    private final HookConfig config;
    private final HookCounters counters = new HookCounters();
    private final BlockingQueue<byte[]> outgoing;
    private final Map<Long, Asked> asked = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicLong pausedUntilNanos = new AtomicLong(System.nanoTime());
    private final AtomicReference<@Nullable Process> process = new AtomicReference<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread writer;
    private long startedNanos = System.nanoTime() - START_AGAIN_NANOS;

    /** A question on its way. */
    private static final class Asked {
        final Loop loop;
        final Consumer<Optional<Action>> then;
        final long atNanos = System.nanoTime();
        Loop.@Nullable Timer timer;

        Asked(Loop loop, Consumer<Optional<Action>> then) {
            this.loop = loop;
            this.then = then;
        }
    }

    /** A program that is started when it is first asked. */
    public Hook(HookConfig config) {
        this.config = config;
        outgoing = new ArrayBlockingQueue<>(config.waiting());
        writer = Thread.ofPlatform()
                .daemon()
                .name("momentum-hook-" + config.name())
                .start(this::write);
    }

    public HookConfig config() {
        return config;
    }

    public HookCounters counters() {
        return counters;
    }

    /** Whether nothing is asked now, because it did not answer. */
    public boolean isPaused() {
        return System.nanoTime() - pausedUntilNanos.get() < 0;
    }

    /** Questions that wait for their answer. */
    public int waiting() {
        return asked.size();
    }

    /** Asks; answers on the loop, once and within the time limit: with nothing where there is no answer. */
    public void ask(Loop loop, Subject subject, Consumer<Optional<Action>> then) {
        if (closed.get() || isPaused() || asked.size() >= config.waiting()) {
            counters.skipped.increment();
            then.accept(Optional.empty());
            return;
        }
        long number = numbers.incrementAndGet();
        Asked question = new Asked(loop, then);
        asked.put(number, question);
        question.timer = loop.after(config.timeout().toMillis(), () -> late(number));
        if (!outgoing.offer(HookLine.question(number, subject))) late(number);
    }

    private void late(long number) {
        Asked question = asked.remove(number);
        if (question == null) return;
        if (question.timer != null) question.timer.cancel();
        counters.late.increment();
        failed();
        question.then.accept(Optional.empty());
    }

    private void failed() {
        if (failures.incrementAndGet() < config.failures()) return;
        failures.set(config.failures() - 1);
        if (isPaused()) return;
        pausedUntilNanos.set(System.nanoTime() + config.pause().toNanos());
        counters.pauses.increment();
        LOG.warn("Hook {} does not answer in time; it is stopped and not asked for {}", config.name(), config.pause());
        outgoing.clear();
        stop();
    }

    private void stop() {
        Process running = process.getAndSet(null);
        if (running != null) running.destroyForcibly();
    }

    // ---- the hook's own threads

    private void write() {
        while (!closed.get()) {
            try {
                byte[] line = outgoing.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                Process running = line == null ? null : running();
                if (line == null || running == null) continue;
                OutputStream out = running.getOutputStream();
                out.write(line);
                if (outgoing.isEmpty()) out.flush();
            } catch (IOException e) {
                LOG.warn("Hook {} cannot be asked: {}", config.name(), e.getMessage());
                stop();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** The process, started where there is none; null where that was tried a moment ago. */
    private @Nullable Process running() throws IOException {
        Process running = process.get();
        if (running != null && running.isAlive()) return running;
        long now = System.nanoTime();
        if (now - startedNanos < START_AGAIN_NANOS) return null;
        startedNanos = now;
        var builder = new ProcessBuilder(config.command()).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().retainAll(ENVIRONMENT);
        Process started = builder.start();
        counters.starts.increment();
        process.set(started);
        if (closed.get()) stop();
        Thread.ofPlatform()
                .daemon()
                .name("momentum-hook-" + config.name() + "-answers")
                .start(() -> read(started));
        return started;
    }

    private void read(Process running) {
        try {
            new Lines(running.getInputStream()).each(this::answered);
        } catch (IOException e) {
            if (!closed.get()) LOG.warn("Hook {} cannot be heard: {}", config.name(), e.getMessage());
        } finally {
            running.destroyForcibly();
        }
    }

    private void answered(String line) {
        var number = HookLine.number(line);
        Asked question = number.isEmpty() ? null : asked.remove(number.getAsLong());
        if (question == null) {
            if (number.isEmpty()) counters.malformed.increment();
            return; // an answer that comes too late is counted by its timer
        }
        Optional<Action> action = HookLine.answer(line);
        if (action.isPresent()) failures.set(0);
        else counters.malformed.increment();
        counters.answerTime.add(System.nanoTime() - question.atNanos);
        question.loop.run(() -> {
            if (question.timer != null) question.timer.cancel();
            question.then.accept(action);
        });
    }

    /** Stops the program; what waits for it has no answer when its time is over. */
    @Override
    public void close() {
        closed.set(true);
        writer.interrupt();
        stop();
    }
}
