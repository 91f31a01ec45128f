package io.momentum.gateway.net;

import io.momentum.gateway.record.FlightRecorder;
import io.momentum.store.journal.Journal;
import io.momentum.store.value.MessageId;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop and all that lives on it: connections, windows, queues, ids, the facts of the current turn. Its state needs
 * no locks because only its thread touches it; {@link #assertOwner} holds everyone to that.
 *
 * <p>Work is done in turns: one read of a socket, one callback of the journal, one tick of the clock. At the end of a turn its
 * facts go to the journal in one batch, and each connection that was written to is flushed once.
 */
public final class Loop {

    /** How often timers are looked at; no message has a timer object of its own. */
    public static final int TICK_MILLIS = 100;

    /** A tick that comes so late tells that the loop was held up. */
    private static final int STALL_MILLIS = 1_000;

    /** A turn that does not end by then goes on with the next one. */
    private static final int END_ROUNDS_MAX = 4;

    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);

    private final int index;
    private final EventLoop executor;
    private final JournalStage stage;
    private final MessageId.Generator ids;
    private final FlightRecorder recorder;
    private final List<SmppConnection> dirty = new ArrayList<>();
    private final List<Runnable> tickers = new ArrayList<>();
    private final List<Runnable> turnEnds = new ArrayList<>();
    private final List<Runnable> afterFacts = new ArrayList<>();
    private final Executor turns = this::later;
    private final LongAdder stalls = new LongAdder();
    private long tickedNanos;
    private boolean inTurn;
    private long turnMicros;

    Loop(int index, EventLoop executor, Journal journal, MessageId.Space space, FlightRecorder recorder) {
        this.recorder = recorder;
        this.index = index;
        this.executor = executor;
        stage = new JournalStage(this, journal);
        ids = space.generator(index);
    }

    void start() {
        var _ = executor.scheduleWithFixedDelay(
                () -> turn(this::tick), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    public int index() {
        return index;
    }

    public EventLoop executor() {
        return executor;
    }

    /** The facts of this turn. */
    public JournalStage stage() {
        return stage;
    }

    FlightRecorder recorder() {
        return recorder;
    }

    public long nextId() {
        assertOwner();
        return ids.next(nowMicros());
    }

    public static long nowMillis() {
        return System.currentTimeMillis();
    }

    /** Wall-clock time for facts, in microseconds since 1970: read once a turn, for a turn is short. */
    public long nowMicros() {
        assertOwner();
        if (turnMicros == 0) turnMicros = clockMicros();
        return turnMicros;
    }

    /** As {@link #nowMicros}, for facts that are made on other threads. */
    public static long clockMicros() {
        var now = Instant.now();
        return now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
    }

    /** Runs tasks as turns of this loop, from any thread: all that one call brings is one turn. */
    Executor turns() {
        return turns;
    }

    /** Runs a task as a turn of its own: at once when called on this loop outside of a turn, inside the current turn, or later. */
    public void run(Runnable task) {
        if (!executor.inEventLoop()) later(task);
        else turn(task);
    }

    /** Runs a task as a later turn, though this loop calls. */
    public void later(Runnable task) {
        try {
            executor.execute(() -> turn(task));
        } catch (RejectedExecutionException e) {
            LOG.debug("Event loop {} has ended; a task for it is moot", index);
        }
    }

    /** A task that waits for its time. */
    @FunctionalInterface
    public interface Timer {
        /** Forgets the task, and all that it holds, where it has not run. On the loop. */
        void cancel();
    }

    /** Runs a task as a turn after a while. */
    public Timer after(long delayMillis, Runnable task) {
        var waiting = executor.schedule(() -> turn(task), delayMillis, TimeUnit.MILLISECONDS);
        return () -> waiting.cancel(false);
    }

    /** Runs a part of a turn; the outermost call ends the turn. A fault in it is logged, and the loop goes on. */
    void turn(Runnable part) {
        assertOwner();
        if (inTurn) {
            part.run();
            return;
        }
        inTurn = true;
        try {
            guarded(part);
            endTurn();
        } finally {
            inTurn = false;
            turnMicros = 0;
        }
    }

    /** One connection's fault must cost no other its turn. */
    private void guarded(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException e) {
            LOG.error("A part of a turn of event loop {} failed; the loop goes on", index, e);
        }
    }

    /** Something to do at every tick. */
    public void onTick(Runnable ticker) {
        assertOwner();
        tickers.add(ticker);
    }

    public void offTick(Runnable ticker) {
        assertOwner();
        tickers.remove(ticker);
    }

    /** Something to do once, when this turn ends and before its facts are handed over. */
    public void atTurnEnd(Runnable task) {
        assertOwner();
        turnEnds.add(task);
    }

    /**
     * Something to do once, when the facts of this turn are with the journal: what another loop does because of it, and writes
     * there, comes after them.
     */
    public void afterFacts(Runnable task) {
        assertOwner();
        afterFacts.add(task);
    }

    void touched(SmppConnection connection) {
        dirty.add(connection);
    }

    /** How often the clock of this loop was late by {@value #STALL_MILLIS} ms and more: something held it up. Any thread. */
    public long stalls() {
        return stalls.sum();
    }

    /** Tasks that wait for their turn. Any thread; a moment old. */
    public int pendingTasks() {
        return executor instanceof SingleThreadEventExecutor single ? single.pendingTasks() : 0;
    }

    private void tick() {
        long nowNanos = System.nanoTime();
        if (tickedNanos != 0 && nowNanos - tickedNanos > (TICK_MILLIS + STALL_MILLIS) * 1_000_000L) stalls.increment();
        tickedNanos = nowNanos;
        for (Runnable ticker : List.copyOf(tickers)) guarded(ticker);
    }

    /** What ends a turn may ask for more: refused facts go back to their queues, a flushed socket takes more bytes. */
    private void endTurn() {
        for (int rounds = 0; rounds < END_ROUNDS_MAX; rounds++) {
            for (int i = 0; i < turnEnds.size(); i++) guarded(turnEnds.get(i));
            turnEnds.clear();
            stage.handOver();
            for (int i = 0; i < afterFacts.size(); i++) guarded(afterFacts.get(i));
            afterFacts.clear();
            for (int i = 0; i < dirty.size(); i++) dirty.get(i).flush();
            dirty.clear();
            if (turnEnds.isEmpty()) return;
        }
    }

    public void assertOwner() {
        if (!executor.inEventLoop()) throw new IllegalStateException("not on event loop " + index);
    }
}
