package io.momentum.gateway.probe;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds out in which zone a carrier dates its receipts: those of a probe ended just before they came. */
final class ReceiptDates {

    private static final Pattern DONE = Pattern.compile("(?i)done[ _]date:\\s*(\\d{10,14})(\\d{2}[+-])?");
    private static final Map<Integer, String> FORMS =
            Map.of(10, "uuMMddHHmm", 12, "uuMMddHHmmss", 14, "uuuuMMddHHmmss");
    private static final int QUARTER_SECONDS = 900;
    private static final int SLACK_SECONDS = 300;
    private static final int ZONE_MAX_SECONDS = 14 * 3_600;

    private ReceiptDates() {}

    /**
     * A date of a receipt.
     *
     * @param form for people
     * @param aheadSeconds by how much it is ahead of UTC
     * @param atMillis when the receipt came, milliseconds since 1970
     */
    record Dated(String form, long aheadSeconds, long atMillis) {}

    static Optional<Dated> in(String text, long atMillis) {
        Matcher done = DONE.matcher(text);
        if (!done.find()) return Optional.empty();
        String digits = done.group(1);
        String form = FORMS.get(digits.length());
        if (form == null || digits.matches("0+")) return Optional.empty();
        try {
            LocalDateTime local = LocalDateTime.parse(
                    digits.length() == 14 ? digits : "20" + digits,
                    DateTimeFormatter.ofPattern(digits.length() == 14 ? form : "uu" + form));
            long ahead = local.toEpochSecond(ZoneOffset.UTC) - Math.floorDiv(atMillis, 1_000);
            return Optional.of(new Dated(form.replace("uu", "yy"), ahead, atMillis));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static Optional<Lesson> lesson(List<Dated> dates, ZoneId inForce) {
        if (dates.isEmpty()) return Optional.empty();
        Set<Integer> offsets = dates.stream()
                .map(ReceiptDates::offset)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        String form = dates.getFirst().form();
        if (offsets.size() != 1 || dates.stream().anyMatch(date -> offset(date).isEmpty())) {
            return Optional.of(Lesson.seen(
                    "dates",
                    "Dates are written %s, and no zone explains them: the carrier's clock is wrong.".formatted(form)));
        }
        ZoneOffset learned = ZoneOffset.ofTotalSeconds(offsets.iterator().next());
        ZoneOffset now = inForce.getRules()
                .getOffset(Instant.ofEpochMilli(dates.getFirst().atMillis()));
        String value = learned.equals(now) ? inForce.getId() : name(learned);
        String sentence = "Dates are written %s and are %s.".formatted(form, name(learned));
        return Optional.of(Lesson.of("dates", sentence, "receipts.zone", quoted(value), quoted(inForce.getId())));
    }

    private static Optional<Integer> offset(Dated date) {
        long quarters = Math.round(date.aheadSeconds() / (double) QUARTER_SECONDS);
        long offset = quarters * QUARTER_SECONDS;
        if (Math.abs(date.aheadSeconds() - offset) > SLACK_SECONDS || Math.abs(offset) > ZONE_MAX_SECONDS)
            return Optional.empty();
        return Optional.of((int) offset);
    }

    private static String name(ZoneOffset offset) {
        return offset.equals(ZoneOffset.UTC) ? "UTC" : offset.getId();
    }

    private static String quoted(String zone) {
        return '"' + (zone.equals("Z") ? "UTC" : zone) + '"';
    }
}
