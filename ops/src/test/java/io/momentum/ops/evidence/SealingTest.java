package io.momentum.ops.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.momentum.ops.evidence.EvidenceTable.End;
import io.momentum.ops.evidence.EvidenceTable.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SealingTest {

    private static final long DAY = 86_400_000_000L;

    private static End sealed(long day) {
        return new End(9, "", day, day, 9, "", "key");
    }

    private static Entry record(long day, long madeOn) {
        return new Entry(10, day, madeOn * DAY, "opt_out", 1, 0, "", "", "", new byte[0], "");
    }

    /** All that is sealed by a clock that stands, where there is one record without a seal at most. */
    private static List<Long> all(long sealed, @Nullable Entry first, long today) {
        List<Long> all = new ArrayList<>();
        Entry left = first;
        End end = sealed(sealed);
        for (OptionalLong next = Sealing.next(end, left, today);
                next.isPresent();
                next = Sealing.next(end, left, today)) {
            all.add(next.getAsLong());
            end = sealed(next.getAsLong());
            if (left != null && left.day() == next.getAsLong()) left = null;
        }
        return all;
    }

    @Test
    void eachDayThatHasEndedIsSealedAndTodayIsNot() {
        assertEquals(List.of(), all(99, null, 100));
        assertEquals(List.of(100L), all(99, null, 101));
        assertEquals(List.of(100L), all(99, record(100, 100), 101));
        assertEquals(List.of(), all(99, record(100, 100), 100));
    }

    @Test
    void aWeekInWhichNobodyRanIsSealedDayByDayAndALongerTimeIsNot() {
        assertEquals(List.of(100L, 101L, 102L, 103L, 104L, 105L, 106L), all(99, null, 107));
        assertEquals(List.of(), all(99, null, 108));
        assertEquals(List.of(), all(99, null, 29_000));
        assertEquals(List.of(100L), all(99, record(100, 100), 29_000), "what has a record is sealed");
        assertEquals(List.of(150L, 151L), all(99, record(150, 150), 152));
        assertEquals(List.of(100L, 101L, 102L), all(99, record(102, 102), 103));
    }

    @Test
    void aClockThatWasSetBackALittleIsWaitedFor() {
        assertEquals(List.of(), all(99, record(100, 100), 99));
        assertEquals(List.of(), all(99, record(103, 103), 100));
        assertEquals(List.of(100L), all(99, record(103, 103), 101), "and no day is sealed that has not come");
    }

    @Test
    void daysThatAWrongClockHasLedAheadGoOnOneForEachOfTheClock() {
        assertEquals(List.of(29_000L), all(100, record(29_000, 29_000), 101), "the clock is right again");
        assertEquals(List.of(), all(29_000, record(29_001, 101), 101));
        assertEquals(List.of(29_001L), all(29_000, record(29_001, 101), 102));
    }

    @Test
    void aClockFarFromTheLastDayIsSaid() {
        assertEquals(0, Sealing.astray(sealed(99), 100));
        assertEquals(0, Sealing.astray(sealed(99), 107));
        assertEquals(8, Sealing.astray(sealed(99), 108));
        assertEquals(-28_900, Sealing.astray(sealed(29_000), 101));
    }
}
