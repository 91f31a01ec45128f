package io.momentum.ops.kpi;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Marks, times and endings of some rows, added up. Not for several threads. */
public final class Tally {

    private static final List<Mark> RIPENING =
            Arrays.stream(Mark.values()).filter(mark -> !mark.ripens().isZero()).toList();

    private final long asOfMicros;
    private final long[] counts = new long[Mark.CODES];
    private final long[] unripe = new long[Mark.CODES];
    private final EnumMap<Span, Times> times = new EnumMap<>(Span.class);
    private final TreeMap<String, Long> words = new TreeMap<>();
    private long oldestMicros = Long.MAX_VALUE;

    /** @param asOfMicros by when a row must be ripe */
    Tally(long asOfMicros) {
        this.asOfMicros = asOfMicros;
    }

    void add(KpiRow row) {
        int hour = KpiKeys.hourOf(row.atMicros());
        row.marks().forEach((mark, n) -> add(mark, n, hour));
        row.spans().forEach((span, value) -> times(span).add(value));
        if (!row.word().isEmpty()) words.merge(row.word(), 1L, Long::sum);
        if (row.kind().isStanding()) since(row.atMicros());
    }

    /** Takes off a row that is in what was added, and counts for nothing here; not its times, which what stands has none of. */
    void remove(KpiRow row) {
        int hour = KpiKeys.hourOf(row.atMicros());
        row.marks().forEach((mark, n) -> add(mark, -n, hour));
    }

    /** Something has stood open since then. */
    void since(long micros) {
        oldestMicros = Math.min(oldestMicros, micros);
    }

    void add(byte[] cell, int hour, int part) {
        if (part != 0) {
            times(Span.ofCode(part)).addCell(cell);
            return;
        }
        Counts.read(cell, (mark, n) -> add(mark, n, hour), (word, n) -> words.merge(word, n, Long::sum));
    }

    private void add(Mark mark, long n, int hour) {
        counts[mark.code()] += n;
        if (isUnripe(mark, hour)) unripe[mark.code()] += n;
    }

    /** Ripeness goes by the hour, so that rows and cells agree. */
    private boolean isUnripe(Mark mark, int hour) {
        return !mark.ripens().isZero() && KpiKeys.microsOf(hour) + mark.ripens().toNanos() / 1_000 > asOfMicros;
    }

    /** Whether something ripens from one hour to a later one: what happened in between cannot be added as one. */
    boolean ripensWithin(int firstHour, int lastHour) {
        for (Mark mark : RIPENING) {
            if (isUnripe(mark, firstHour) != isUnripe(mark, lastHour)) return true;
        }
        return false;
    }

    public long count(Mark mark) {
        return counts[mark.code()];
    }

    /** Of those with a mark, how many may still become otherwise. */
    long unripe(Mark mark) {
        return unripe[mark.code()];
    }

    Times times(Span span) {
        return times.computeIfAbsent(span, _ -> new Times());
    }

    /** How messages ended that did not arrive, as {@code io.momentum.ops.care.Ending} writes it, and how many. */
    public Map<String, Long> endings() {
        return Collections.unmodifiableMap(words);
    }

    /** Since when the first of those waits that stand open, microseconds since 1970; {@link Long#MAX_VALUE} for none. */
    public long oldestMicros() {
        return oldestMicros;
    }
}
