package io.momentum.store.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the times at which a calendar is open, in order, from a moment on. Between two changes of the zone's offset its
 * clock runs evenly, so that each such stretch is plain arithmetic.
 */
final class OpenTimes {

    /** Nobody is closed so long: a calendar has hours in its week, and a bounded list of exceptions. */
    static final int DAYS_MAX = 200_000;

    private final WorkCalendar calendar;
    private final ZoneRules rules;
    private final Instant from;
    private ZoneOffset offset;
    private long stretchEnd;
    private LocalDate date;
    private int nextInterval;
    private long cursor;
    private long start;
    private long end;
    private int daysLeft = DAYS_MAX;

    OpenTimes(WorkCalendar calendar, Instant from) {
        this.calendar = calendar;
        rules = calendar.zone().getRules();
        cursor = from.getEpochSecond();
        this.from = from;
        offset = rules.getOffset(from);
        stretchEnd = endOfStretch(from);
        date = localDate();
    }

    /** Goes to the next time. @return false where there is none any more */
    boolean next() {
        while (daysLeft > 0) {
            Interval interval = nextOfDay();
            if (interval == null) {
                nextDay();
                continue;
            }
            long midnight = date.toEpochDay() * Interval.DAY_SECONDS - offset.getTotalSeconds();
            start = Math.max(cursor, midnight + interval.fromSecond());
            end = Math.min(stretchEnd, midnight + interval.toSecond());
            if (end <= start) continue;
            cursor = end;
            return true;
        }
        return false;
    }

    private @Nullable Interval nextOfDay() {
        List<Interval> hours = calendar.hoursOf(date);
        return nextInterval < hours.size() ? hours.get(nextInterval++) : null;
    }

    /** To the next day of this stretch, or to the first of the next one. */
    private void nextDay() {
        daysLeft--;
        nextInterval = 0;
        date = date.plusDays(1);
        long midnight = date.toEpochDay() * Interval.DAY_SECONDS - offset.getTotalSeconds();
        if (midnight < stretchEnd) return;
        cursor = stretchEnd;
        Instant from = Instant.ofEpochSecond(stretchEnd);
        offset = rules.getOffset(from);
        stretchEnd = endOfStretch(from);
        date = localDate();
    }

    private LocalDate localDate() {
        return LocalDateTime.ofEpochSecond(cursor, 0, offset).toLocalDate();
    }

    private long endOfStretch(Instant from) {
        @Nullable ZoneOffsetTransition next = rules.nextTransition(from);
        return next == null ? Long.MAX_VALUE : next.toEpochSecond();
    }

    /** Where the walk began within it, to the nanosecond. */
    Instant start() {
        return start == from.getEpochSecond() ? from : Instant.ofEpochSecond(start);
    }

    Instant end() {
        return Instant.ofEpochSecond(end);
    }
}
