package io.momentum.gateway.policy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;

/**
 * How many messages one recipient may get in a time.
 *
 * @param messages 1 to {@link #MESSAGES_MAX}
 * @param per the time; a day or week is one by the recipient's calendar
 */
public record Cap(int messages, Window per) {

    /** So many of a recipient's last messages are remembered. */
    public static final int MESSAGES_MAX = 8;

    /** A time in which messages are counted. */
    public sealed interface Window {}

    /** The last so much time, whenever it is. */
    public record Rolling(Duration length) implements Window {}

    /** From midnight to midnight. */
    public record Day() implements Window {}

    /** From Monday to Sunday. */
    public record Week() implements Window {}

    public Cap {
        if (messages < 1 || messages > MESSAGES_MAX)
            throw new IllegalArgumentException("messages: 1 to " + MESSAGES_MAX);
    }

    /**
     * When the next may be sent: the moment itself, or the first after it.
     *
     * @param sentMicros when the last ones were sent, in order, microseconds since 1970
     */
    Instant nextAllowed(Instant at, ZoneId zone, long[] sentMicros) {
        if (sentMicros.length < messages) return at;
        Instant decisive = instant(sentMicros[sentMicros.length - messages]);
        Instant free = freeAfter(decisive, zone);
        return free.isAfter(at) ? free : at;
    }

    private Instant freeAfter(Instant sent, ZoneId zone) {
        LocalDate date = sent.atZone(zone).toLocalDate();
        return switch (per) {
            case Rolling(Duration length) -> sent.plus(length);
            case Day() -> date.plusDays(1).atStartOfDay(zone).toInstant();
            case Week() ->
                date.with(TemporalAdjusters.next(DayOfWeek.MONDAY))
                        .atStartOfDay(zone)
                        .toInstant();
        };
    }

    /** For how long a message counts at most. */
    Duration lookBack() {
        return switch (per) {
            case Rolling(Duration length) -> length;
            case Day() -> Duration.ofDays(2);
            case Week() -> Duration.ofDays(8);
        };
    }

    /** A moment of facts. */
    public static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
    }

    @Override
    public String toString() {
        String window = switch (per) {
            case Rolling(Duration length) -> length.toHours() + "h";
            case Day() -> "day";
            case Week() -> "week";
        };
        return "%d per %s".formatted(messages, window);
    }
}
