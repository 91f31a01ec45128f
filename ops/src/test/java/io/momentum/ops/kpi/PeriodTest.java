package io.momentum.ops.kpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PeriodTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final long HOUR_MICROS = 3_600_000_000L;

    @Test
    void aWeekInWhichTheClockChangesHasAnHourMoreOrLess() {
        Period autumn = Period.parse("2026-W44", NEW_YORK); // to Sunday, 1 November
        assertEquals(169 * HOUR_MICROS, autumn.toMicros() - autumn.fromMicros());
        assertEquals(25 * HOUR_MICROS, length(autumn.days().getLast()));
        Period spring = Period.parse("2026-W10", NEW_YORK); // to Sunday, 8 March
        assertEquals(167 * HOUR_MICROS, spring.toMicros() - spring.fromMicros());
        assertEquals(23 * HOUR_MICROS, length(spring.days().getLast()));
    }

    private static long length(Period period) {
        return period.toMicros() - period.fromMicros();
    }

    @Test
    void daysOfAWeekFollowEachOtherWithoutAGap() {
        Period week = Period.parse("2026-W44", NEW_YORK);
        long at = week.fromMicros();
        for (Period day : week.days()) {
            assertEquals(at, day.fromMicros());
            at = day.toMicros();
        }
        assertEquals(week.toMicros(), at);
    }

    @Test
    void weeksAreThoseOfIso() {
        assertEquals(
                LocalDate.of(2026, 11, 23), Period.parse("2026-W48", NEW_YORK).first());
        assertEquals("2026-W53", Period.parse("2027-W01", NEW_YORK).before().name());
        assertEquals("2025-12", Period.parse("2026-01", NEW_YORK).before().name());
        assertEquals("2026-02-28", Period.parse("2026-03-01", NEW_YORK).before().name());
        assertEquals(
                "2026-W53", Period.weekOf(LocalDate.of(2027, 1, 1), NEW_YORK).name());
    }

    @Test
    void whatIsNoneIsRefusedInWords() {
        for (String text : new String[] {"2025-W53", "2026-W00", "2026-13", "2026-02-30", "last week", ""}) {
            var refused = assertThrows(IllegalArgumentException.class, () -> Period.parse(text, NEW_YORK), text);
            assertEquals(
                    "'%s' is no day, week or month such as 2026-11-23, 2026-W48 or 2026-11".formatted(text),
                    refused.getMessage());
        }
    }

    @Test
    void percentilesAreThoseOfTheSortedTimes() {
        var random = new java.util.Random(20261129);
        for (int n : new int[] {1, 2, 10, 999, 5_000}) {
            var times = new Times();
            int[] all = new int[n];
            for (int i = 0; i < n; i++) {
                all[i] = random.nextInt(4) == 0 ? random.nextInt(Integer.MAX_VALUE) : random.nextInt(600);
                times.add(all[i]);
            }
            java.util.Arrays.sort(all);
            int[] found = times.percentiles(0.5, 0.9, 0.95, 1);
            double[] shares = {0.5, 0.9, 0.95, 1};
            for (int s = 0; s < shares.length; s++)
                assertEquals(all[(int) Math.ceil(shares[s] * n) - 1], found[s], n + " times, share " + shares[s]);
        }
    }

    @Test
    void aCellTakesTimesAwayAgain() {
        var some = new Times();
        for (int value : new int[] {70_000, 5, 5, 0, 300}) some.add(value);
        byte[] cell = TimesCell.changed(null, some, new Times());
        var five = new Times();
        five.add(5);
        var left = new Times();
        left.addCell(TimesCell.changed(cell, new Times(), five));
        assertEquals(4, left.count());
        assertEquals(70_305 / 4.0, left.mean());
        assertEquals(null, TimesCell.changed(cell, new Times(), some));
        byte[] again = TimesCell.changed(cell, new Times(), five);
        assertThrows(IllegalStateException.class, () -> TimesCell.changed(again, new Times(), some));
    }

    @Test
    void aLongCellHasTheTimesThatWentInAndNotThoseTakenAway() {
        var random = new java.util.Random(20261129);
        byte[] cell = null;
        java.util.List<Integer> kept = new java.util.ArrayList<>();
        for (int round = 0; round < 6; round++) {
            var added = new Times();
            for (int i = 0; i < 400; i++) {
                int value = random.nextInt(5) == 0 ? random.nextInt(Integer.MAX_VALUE) : random.nextInt(900);
                added.add(value);
                kept.add(value);
            }
            var removed = new Times();
            for (int i = 0; i < 100; i++) removed.add(kept.remove(/* index */ random.nextInt(kept.size())));
            cell = TimesCell.changed(cell, added, removed);
        }
        int[] all = kept.stream().mapToInt(Integer::intValue).sorted().toArray();
        var read = new Times();
        read.addCell(cell);
        assertEquals(all.length, read.count());
        assertEquals(java.util.Arrays.stream(all).average().orElseThrow(), read.mean());
        assertEquals(all[(int) Math.ceil(0.9 * all.length) - 1], read.percentiles(0.9)[0]);
        assertEquals(java.util.Arrays.toString(all), java.util.Arrays.toString(read.sorted()));
    }

    @Test
    void aTimeStandsInTheRangeThatBeginsAtOrBelowIt() {
        for (int shift = 0; shift < 31; shift++) {
            for (int time : new int[] {(1 << shift) - 1, 1 << shift, (1 << shift) + 1, Integer.MAX_VALUE}) {
                int range = TimesCell.rangeOf(time);
                assertTrue(TimesCell.leastOf(range) <= time, time + " in " + range);
                assertTrue(range + 1 == TimesCell.RANGES || TimesCell.leastOf(range + 1) > time, time + " in " + range);
            }
        }
    }

    @Test
    void everyFigureSaysWhatItIsInBothLanguages() {
        for (Kpi kpi : Kpi.values()) {
            for (Kpi.Text text : new Kpi.Text[] {kpi.title(), kpi.definition()}) {
                assertEquals(text.en().strip(), text.en());
                assertEquals(false, text.en().isEmpty() || text.es().isEmpty(), kpi.word());
                assertEquals(text.es(), text.in(Locale.of("es", "CO")));
            }
            assertEquals(kpi, Kpi.named(kpi.word()).orElseThrow());
        }
    }

    @Test
    void aQueryThatEndsBeforeItBeginsIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Query(2, 1, 3, Map.of()));
    }
}
