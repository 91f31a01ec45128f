package io.momentum.gateway.policy;

import io.momentum.gateway.policy.Decision.Send;
import java.util.Arrays;
import java.util.function.Function;

/**
 * What rules need to know of each recipient: when its last messages left, for caps, and when it last wrote, for answers. Bounded:
 * a million recipients, and {@link Cap#MESSAGES_MAX} messages of each; about 200 bytes for one. Any thread.
 */
public final class ContactCounters {

    /** Recipients that are remembered. */
    public static final int CONTACTS_MAX = 1_000_000;

    private static final long[] NONE = {};

    private final Recents<long[]> sent;
    private final Recents<Wrote> wrote;

    /**
     * The last message of a contact.
     *
     * @param to the number that it wrote to
     */
    private record Wrote(String to, long atMicros) {}

    public ContactCounters() {
        this(CONTACTS_MAX);
    }

    ContactCounters(int contactsMax) {
        sent = new Recents<>(contactsMax);
        wrote = new Recents<>(contactsMax);
    }

    /**
     * Decides by what the recipient has had, and counts the message if it may leave: in one step, so that two that are decided at
     * the same time are not both the last one allowed. One that is decided again, to be tried again, counts once and does not
     * stand in its own way.
     *
     * @param rule is given the times of the last messages, in order, in microseconds since 1970
     */
    public Decision decide(long digits, Category category, long mtId, long nowMicros, Function<long[], Decision> rule) {
        Decision[] decision = new Decision[1];
        sent.update(key(digits, category), before -> {
            long[] others = before == null ? NONE : without(before, mtId);
            decision[0] = rule.apply(times(others));
            return decision[0] instanceof Send ? with(others, mtId, nowMicros) : before;
        });
        return decision[0];
    }

    /** Takes up a message that an earlier process has counted. */
    public void restore(long digits, Category category, long mtId, long atMicros) {
        sent.update(
                key(digits, category),
                before -> before == null ? with(NONE, mtId, atMicros) : with(without(before, mtId), mtId, atMicros));
    }

    /** When the last messages of a recipient left, in order, microseconds since 1970. */
    public long[] sent(long digits, Category category) {
        long[] pairs = sent.get(key(digits, category));
        return pairs == null ? NONE : times(pairs);
    }

    /** It did not leave after all. */
    public void notSent(long digits, Category category, long mtId) {
        sent.update(key(digits, category), before -> before == null ? null : without(before, mtId));
    }

    /** A contact wrote to a number of ours. */
    public void wrote(long digits, String to, long atMicros) {
        wrote.update(digits, before -> new Wrote(to, atMicros));
    }

    /** Whether the contact wrote to this number within the time before. */
    public boolean hasWritten(long digits, String to, long nowMicros, long withinMicros) {
        Wrote last = wrote.get(digits);
        return last != null && last.to().equals(to) && nowMicros - last.atMicros() < withinMicros;
    }

    /** Contacts that had to be forgotten because there were too many. */
    public long forgotten() {
        return sent.forgotten() + wrote.forgotten();
    }

    private static long key(long digits, Category category) {
        return digits * Category.CODES + category.code();
    }

    // ---- pairs of a message's id and its time, the latest last

    private static long[] with(long[] pairs, long mtId, long atMicros) {
        int kept = Math.min(pairs.length, 2 * (Cap.MESSAGES_MAX - 1));
        long[] now = Arrays.copyOfRange(pairs, pairs.length - kept, pairs.length + 2);
        now[kept] = mtId;
        now[kept + 1] = atMicros;
        return now;
    }

    private static long[] without(long[] pairs, long mtId) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i] != mtId) continue;
            long[] others = new long[pairs.length - 2];
            System.arraycopy(pairs, 0, others, 0, i);
            System.arraycopy(pairs, i + 2, others, i, others.length - i);
            return others;
        }
        return pairs;
    }

    private static long[] times(long[] pairs) {
        long[] times = new long[pairs.length / 2];
        for (int i = 0; i < times.length; i++) times[i] = pairs[2 * i + 1];
        return times;
    }
}
