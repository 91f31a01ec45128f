package io.momentum.ops.followup.evidence;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Days and times of evidence: by UTC, wherever the host and its people are, so that a day has 24 hours and one meaning. */
public final class Days {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final long DAY_MICROS = 86_400_000_000L;

    private Days() {}

    /** The day of a moment, counted from 1970-01-01. */
    public static long of(long micros) {
        return Math.floorDiv(micros, DAY_MICROS);
    }

    /** As {@code 2026-11-29}. */
    public static String text(long day) {
        return LocalDate.ofEpochDay(day).toString();
    }

    /** The day of such a text. */
    public static long parse(String day) {
        return LocalDate.parse(day).toEpochDay();
    }

    /** Microseconds since 1970 as {@code 2026-11-29T14:03:22.118000Z}. */
    public static String time(long micros) {
        return TIME.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }
}
