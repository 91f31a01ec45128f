package io.momentum.ops.kpi;

import io.momentum.store.calendar.WorkCalendar;
import io.momentum.store.index.Shelf;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Who has how many open replies, and how old they are in the working time of their team. Whoever owns none is not in it; what
 * nobody owns is, with an empty owner.
 */
public final class Backlog {

    /** Where one age ends and the next begins; there is one age more. */
    public static final List<Duration> AGES =
            List.of(Duration.ofHours(1), Duration.ofHours(4), Duration.ofHours(24), Duration.ofDays(3));

    /**
     * One owner's.
     *
     * @param byAge how many of each age, the youngest first
     * @param oldestMicros since when the oldest waits, microseconds since 1970
     */
    public record Load(String owner, List<Long> byAge, long oldestMicros) {
        public long total() {
            return byAge.stream().mapToLong(Long::longValue).sum();
        }
    }

    private static final class Counting {
        private final long[] byAge = new long[AGES.size() + 1];
        private long oldestMicros = Long.MAX_VALUE;
    }

    private Backlog() {}

    /**
     * As it stands, the largest first.
     *
     * @param calendarOf the hours of each team
     */
    public static List<Load> of(Shelf rows, Query query, Function<String, WorkCalendar> calendarOf) {
        Map<String, Counting> byOwner = new TreeMap<>();
        new Figures(rows).standing(query, row -> {
            Counting owner = byOwner.computeIfAbsent(row.dims().owner(), _ -> new Counting());
            WorkCalendar calendar = calendarOf.apply(row.dims().team());
            Duration age = calendar.between(instant(row.atMicros()), instant(query.asOfMicros()));
            owner.byAge[ageOf(age)]++;
            owner.oldestMicros = Math.min(owner.oldestMicros, row.atMicros());
        });
        List<Load> loads = new ArrayList<>();
        byOwner.forEach((owner, counting) ->
                loads.add(new Load(owner, Arrays.stream(counting.byAge).boxed().toList(), counting.oldestMicros)));
        loads.sort(Comparator.comparingLong(Load::total).reversed());
        return loads;
    }

    private static int ageOf(Duration age) {
        int index = 0;
        while (index < AGES.size() && age.compareTo(AGES.get(index)) >= 0) index++;
        return index;
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
