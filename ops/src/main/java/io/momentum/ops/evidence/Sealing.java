package io.momentum.ops.evidence;

import io.momentum.ops.evidence.EvidenceTable.End;
import io.momentum.ops.evidence.EvidenceTable.Entry;
import io.momentum.ops.followup.evidence.Days;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Which day is sealed next. Days go on by the records, not by the clock alone: a clock that stands years ahead for a moment must
 * neither seal all those years nor keep all that comes later from being sealed. Pure.
 *
 * <p>A day with records is sealed when it has ended. Days without records are sealed too, but where they are more than {@value
 * #IDLE_MAX} nobody ran or the clock is wrong, and they stay without a seal: their numbers show that nothing is missing. Where a wrong
 * clock has led the days ahead, they go on from there, one for each day of the clock: the time of each record says when it was.
 */
final class Sealing {

    /** So many days without a record are sealed, and so many days a clock may be wrong that is waited for. */
    static final int IDLE_MAX = 7;

    private Sealing() {}

    /**
     * The day to be sealed now; empty where there is none.
     *
     * @param first the first record without a seal
     * @param today by the clock
     */
    static OptionalLong next(End end, @Nullable Entry first, long today) {
        long idle = end.sealedDay() + 1;
        long until = first == null ? today : Math.min(first.day(), today);
        if (idle < until && until - idle <= IDLE_MAX) return OptionalLong.of(idle);
        if (first == null) return OptionalLong.empty();
        boolean due = first.day() < today || isLedAhead(first, today);
        return due ? OptionalLong.of(first.day()) : OptionalLong.empty();
    }

    /** Whether a day that is far ahead of the clock has had a day of the clock to itself. */
    private static boolean isLedAhead(Entry first, long today) {
        return first.day() > today + IDLE_MAX && Days.of(first.atMicros()) != today;
    }

    /** How many days the clock is ahead of what is sealed, or behind it (below 0); 0 where that is nothing to speak of. */
    static long astray(End end, long today) {
        long ahead = today - 1 - Math.max(end.sealedDay(), end.day());
        return Math.abs(ahead) > IDLE_MAX ? ahead : 0;
    }
}
