package io.momentum.ops.inbox;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;

/** Times in words. */
final class Times {

    private Times() {}

    static String when(Instant at, Instant now, ZoneId zone, Language language) {
        ZonedDateTime then = at.atZone(zone);
        ZonedDateTime today = now.atZone(zone);
        String time = DateTimeFormatter.ofPattern("HH:mm").format(then);
        if (then.toLocalDate().equals(today.toLocalDate())) return time;
        String pattern = then.getYear() == today.getYear() ? "d MMM" : "d MMM yyyy";
        return DateTimeFormatter.ofPattern(pattern, language.locale()).format(then) + " " + time;
    }

    static String day(Instant at, ZoneId zone, Language language) {
        return DateTimeFormatter.ofPattern("d MMM yyyy", language.locale()).format(at.atZone(zone));
    }

    static String exactly(Instant at, ZoneId zone, Language language) {
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL, FormatStyle.MEDIUM)
                .withLocale(language.locale())
                .format(at.atZone(zone));
    }

    /** How much lies between, in its one or two greatest units. */
    static String span(Instant one, Instant other) {
        Duration span = Duration.between(one, other).abs();
        if (span.toDays() >= 1) return span.toDays() + " d " + span.toHoursPart() + " h";
        if (span.toHours() >= 1) return span.toHours() + " h " + span.toMinutesPart() + " min";
        if (span.toMinutes() >= 10) return span.toMinutes() + " min";
        return "%d:%02d".formatted(span.toMinutes(), span.toSecondsPart());
    }

    /** A day by its weekday and number: {@code Mon 23}. */
    static String weekday(LocalDate day, Language language) {
        return DateTimeFormatter.ofPattern("EEE d", language.locale()).format(day);
    }
}
