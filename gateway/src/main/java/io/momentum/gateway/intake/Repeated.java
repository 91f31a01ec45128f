package io.momentum.gateway.intake;

import io.momentum.gateway.intake.IntakeRules.Repeats;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/**
 * The messages that one account has had accepted of late. Its binds are on different event loops and may bring one message at the
 * same moment: the first to claim it is the first, the others wait until that one is accepted or refused. Where it is refused, one of
 * them is the first: nobody is told of a message that nobody took. Any thread, without locks.
 *
 * <p>Remembered are accepted messages, as many as the rules allow, and besides them those that wait for the disk, which the windows of
 * the account's binds bound. After a start it is filled from the end of the journal.
 */
public final class Repeated {

    /** The command_status of what is refused because it came before: in the range for vendors, so that no client sends it again. */
    public static final int STATUS = 0x0431;

    /** Whoever has not told by then what became of its message never will. */
    private static final long OPEN_MILLIS_MAX = 60_000;

    private final Map<Identity, Entry> entries = new ConcurrentHashMap<>();
    private final Queue<Entry> accepted = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean trimming = new AtomicBoolean();
    private final LongAdder forgotten = new LongAdder();

    /** Who waits to hear what became of the first. Called once, on whatever thread brings the news. */
    public interface Waiter {
        /**
         * It is accepted.
         *
         * @param times how often it has come again, this time included
         */
        void first(long mtId, int times);

        /** It is not: claim it yourself. */
        void nobody();
    }

    /** What a claim comes to. */
    public sealed interface Claim {}

    /** Nobody has it: the claimant tells what becomes of it. */
    public final class Mine implements Claim {
        private final Entry entry;

        private Mine(Entry entry) {
            this.entry = entry;
        }

        /** It is accepted, and what equals it is a repetition from now on. */
        public void accepted(long mtId, Repeats rules, long nowMillis) {
            settle(entry, new Accepted(mtId, nowMillis + rules.within().toMillis()));
            trim(nowMillis, rules.most());
        }

        /** It is refused: as if it had never come. */
        public void released() {
            settle(entry, Gone.GONE);
        }
    }

    /**
     * It was accepted before.
     *
     * @param times how often it has come again, this time included
     */
    public record Again(long mtId, int times) implements Claim {}

    /** The first is on its way to the disk: the waiter hears of it. */
    public enum Waits implements Claim {
        WAITS
    }

    private sealed interface State {}

    private record Open(List<Waiter> waiting) implements State {}

    private record Accepted(long mtId, long untilMillis) implements State {}

    private enum Gone implements State {
        GONE
    }

    private static final class Entry {
        private final Identity identity;
        private final long atMillis;
        private final AtomicReference<State> state = new AtomicReference<>(new Open(List.of()));
        private final AtomicInteger repeats = new AtomicInteger();

        Entry(Identity identity, long atMillis) {
            this.identity = identity;
            this.atMillis = atMillis;
        }

        State state() {
            return Objects.requireNonNull(state.get());
        }

        boolean isOver(State seen, long nowMillis) {
            return switch (seen) {
                case Open _ -> nowMillis - atMillis > OPEN_MILLIS_MAX;
                case Accepted a -> nowMillis >= a.untilMillis();
                case Gone _ -> true;
            };
        }
    }

    /** Claims a message for whoever submits it. */
    public Claim claim(Identity identity, long nowMillis, Waiter waiter) {
        Entry mine = new Entry(identity, nowMillis);
        while (true) {
            Entry before = entries.putIfAbsent(identity, mine);
            if (before == null) return new Mine(mine);
            State seen = before.state();
            if (before.isOver(seen, nowMillis)) {
                settle(before, Gone.GONE);
                entries.remove(identity, before);
            } else if (seen instanceof Accepted a) {
                return new Again(a.mtId(), before.repeats.incrementAndGet());
            } else if (seen instanceof Open open) {
                List<Waiter> waiting = new ArrayList<>(open.waiting());
                waiting.add(waiter);
                if (before.state.compareAndSet(open, new Open(waiting))) return Waits.WAITS;
            }
        }
    }

    /** An earlier process has accepted it. */
    public void remember(Identity identity, long mtId, Repeats rules, long acceptedMillis, long nowMillis) {
        if (nowMillis - acceptedMillis >= rules.within().toMillis()) return;
        Entry entry = new Entry(identity, acceptedMillis);
        if (entries.putIfAbsent(identity, entry) != null) return;
        settle(entry, new Accepted(mtId, acceptedMillis + rules.within().toMillis()));
        trim(nowMillis, rules.most());
    }

    private void settle(Entry entry, State end) {
        State before = entry.state.getAndUpdate(now -> now instanceof Gone ? now : end);
        if (end instanceof Accepted && before instanceof Open) {
            accepted.add(entry);
            count.incrementAndGet();
        }
        if (end instanceof Gone) entries.remove(entry.identity, entry);
        if (!(before instanceof Open open)) return;
        for (Waiter waiter : open.waiting()) {
            if (end instanceof Accepted a) waiter.first(a.mtId(), entry.repeats.incrementAndGet());
            else waiter.nobody();
        }
    }

    /** Forgets, the oldest first, what is over and what is too much. One thread at a time; others need not. */
    private void trim(long nowMillis, int most) {
        if (!trimming.compareAndSet(false, true)) return;
        try {
            for (Entry oldest = accepted.peek(); oldest != null; oldest = accepted.peek()) {
                boolean over = oldest.isOver(oldest.state(), nowMillis);
                if (!over && count.get() <= most) return;
                if (!over) forgotten.increment();
                accepted.remove();
                count.decrementAndGet();
                settle(oldest, Gone.GONE);
            }
        } finally {
            trimming.set(false);
        }
    }

    /** How many accepted messages are remembered. */
    public int remembered() {
        return count.get();
    }

    /** How many were forgotten before their time because there were too many. */
    public LongAdder forgotten() {
        return forgotten;
    }
}
