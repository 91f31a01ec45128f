package io.momentum.gateway.intercept;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;

/**
 * When a rule holds.
 *
 * @param days of the week, none for all; an hour after midnight is of its own day
 * @param from the first moment; where it is not before {@code until} the hours span midnight
 * @param until the first moment that is not in them
 */
public record Hours(Set<DayOfWeek> days, LocalTime from, LocalTime until, ZoneId zone) {

    public Hours {
        days = Set.copyOf(days);
    }

    boolean contain(long millis) {
        ZonedDateTime now = Instant.ofEpochMilli(millis).atZone(zone);
        if (!days.isEmpty() && !days.contains(now.getDayOfWeek())) return false;
        LocalTime time = now.toLocalTime();
        boolean begun = !time.isBefore(from);
        boolean over = !time.isBefore(until);
        return from.isBefore(until) ? begun && !over : begun || !over;
    }
}
