package io.momentum.ops.kpi;

import io.momentum.ops.kpi.Kpi.Unit;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A key figure of some rows.
 *
 * @param of how many rows it counts; of times, how many were measured
 * @param over how many rows it is over; 0 for counts and times
 * @param stillOpen how many there are that may still become otherwise
 * @param times null for all but times
 */
public record Figure(
        Kpi kpi,
        long of,
        long over,
        long stillOpen,
        @Nullable Measured times) {

    /**
     * Times, in the unit of the figure; exact: each percentile is one that was measured, the least that so many are not above.
     */
    public record Measured(int p50, int p90, int p95, double mean) {}

    static Figure of(Kpi kpi, Times times) {
        int count = times.count();
        if (count == 0) return new Figure(kpi, 0, 0, 0, null);
        int[] at = times.percentiles(0.5, 0.9, 0.95);
        return new Figure(kpi, count, 0, 0, new Measured(at[0], at[1], at[2], times.mean()));
    }

    /** Its value in its unit; empty where there is nothing that it could be of: that is not 0. */
    public OptionalDouble value() {
        return switch (kpi.unit()) {
            case COUNT -> OptionalDouble.of((double) of);
            case PERCENT -> share(100);
            case PER_THOUSAND -> share(1000);
            case RATIO -> share(1);
            case SECONDS, MILLISECONDS -> times == null ? OptionalDouble.empty() : OptionalDouble.of(times.p50);
        };
    }

    private OptionalDouble share(int factor) {
        return over == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) of * factor / over);
    }

    /** The same without any number in it, so that nobody can be told from it. */
    public Figure hidden() {
        return new Figure(kpi, 0, 0, 0, null);
    }

    /** Whether it is of so few people that it could tell who they are. */
    public boolean isOfFew() {
        return kpi.group() == Kpi.Group.GOVERNMENT && kpi.unit() == Unit.PERCENT && over > 0 && over < 10;
    }
}
