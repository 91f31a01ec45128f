package io.momentum.store.calendar;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads holidays from the text of a file: iCalendar (RFC 5545), or a plain list with {@code 2026-12-25 Christmas Day} on each line
 * and remarks behind {@code #}. Of iCalendar it takes whole days, single ones and those that come every year.
 */
public final class HolidayFile {

    /** Days that come every year are written out until then. */
    public static final int LAST_YEAR = 2050;

    /** More days than this in one file are a mistake. */
    public static final int DAYS_MAX = 10_000;

    private static final Pattern LINE = Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})[\\s,;]*(.*)");
    private static final Pattern ORDINAL_DAY = Pattern.compile("(-?[1-5])(MO|TU|WE|TH|FR|SA|SU)");
    private static final Map<String, DayOfWeek> DAYS = Map.of(
            "MO", DayOfWeek.MONDAY,
            "TU", DayOfWeek.TUESDAY,
            "WE", DayOfWeek.WEDNESDAY,
            "TH", DayOfWeek.THURSDAY,
            "FR", DayOfWeek.FRIDAY,
            "SA", DayOfWeek.SATURDAY,
            "SU", DayOfWeek.SUNDAY);

    private final SortedMap<LocalDate, String> days = new TreeMap<>();

    private HolidayFile() {}

    /**
     * The days and their names.
     *
     * @throws IllegalArgumentException with the line that cannot be read, and why
     */
    public static SortedMap<LocalDate, String> parse(String text) {
        var file = new HolidayFile();
        if (text.stripLeading().startsWith("BEGIN:VCALENDAR")) file.calendar(text);
        else file.list(text);
        return file.days;
    }

    private void list(String text) {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("#.*", "").strip();
            if (line.isEmpty()) continue;
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) throw problem(i + 1, "must be a day such as 2026-12-25 and its name");
            add(i + 1, isoDate(i + 1, matcher.group(1)), matcher.group(2));
        }
    }

    private static LocalDate isoDate(int line, String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw problem(line, "there is no day " + text);
        }
    }

    private void add(int line, LocalDate date, String name) {
        if (days.size() >= DAYS_MAX) throw problem(line, "more than " + DAYS_MAX + " days");
        days.merge(date, name, (one, other) -> one.isEmpty() ? other : one);
    }

    private void calendar(String text) {
        Map<String, String> event = new HashMap<>();
        boolean inEvent = false;
        List<Unfolded> lines = unfold(text);
        for (Unfolded line : lines) {
            switch (line.text()) {
                case "BEGIN:VEVENT" -> {
                    inEvent = true;
                    event.clear();
                }
                case "END:VEVENT" -> {
                    inEvent = false;
                    event(line.number(), event);
                }
                default -> {
                    if (inEvent) property(line, event);
                }
            }
        }
        if (inEvent) throw problem(lines.getLast().number(), "the last VEVENT has no end");
    }

    private record Unfolded(int number, String text) {}

    /** A line that begins with a blank goes on with the one before it. */
    private static List<Unfolded> unfold(String text) {
        List<Unfolded> unfolded = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isEmpty() && " \t".indexOf(line.charAt(0)) >= 0 && !unfolded.isEmpty()) {
                Unfolded before = unfolded.removeLast();
                unfolded.add(new Unfolded(before.number(), before.text() + line.substring(1)));
            } else {
                unfolded.add(new Unfolded(i + 1, line.strip()));
            }
        }
        return unfolded;
    }

    /** {@code NAME;PARAMETER=…:VALUE}; of a name that comes more than once, all values. */
    private static void property(Unfolded line, Map<String, String> event) {
        int colon = line.text().indexOf(':');
        if (colon < 0) return;
        String name = line.text().substring(0, colon).replaceFirst(";.*", "");
        event.merge(name, line.text().substring(colon + 1), (one, other) -> one + "," + other);
    }

    private void event(int line, Map<String, String> event) {
        if ("CANCELLED".equals(event.get("STATUS"))) return;
        String begin = event.get("DTSTART");
        if (begin == null) throw problem(line, "a VEVENT without DTSTART");
        LocalDate first = date(line, begin);
        String end = event.get("DTEND");
        LocalDate after = end == null ? first.plusDays(1) : date(line, end);
        long length = Math.max(1, after.toEpochDay() - first.toEpochDay());
        if (length > 366) throw problem(line, "a holiday of " + length + " days");
        List<LocalDate> without = new ArrayList<>();
        for (String each : event.getOrDefault("EXDATE", "").split(",", -1)) {
            if (!each.isBlank()) without.add(date(line, each));
        }
        String name = event.getOrDefault("SUMMARY", "").replace("\\,", ",").replace("\\;", ";");
        for (LocalDate start : starts(line, first, event.get("RRULE"))) {
            if (without.contains(start)) continue;
            for (int i = 0; i < length; i++) add(line, start.plusDays(i), name);
        }
    }

    private static LocalDate date(int line, String text) {
        try {
            return LocalDate.parse(text.substring(0, Math.min(8, text.length())), DateTimeFormatter.BASIC_ISO_DATE);
        } catch (DateTimeException e) {
            throw problem(line, "there is no day " + text);
        }
    }

    private static List<LocalDate> starts(int line, LocalDate first, @Nullable String rule) {
        if (rule == null) return List.of(first);
        Map<String, String> parts = new HashMap<>();
        for (String part : rule.split(";", -1)) {
            String[] pair = part.split("=", 2);
            if (pair.length == 2) parts.put(pair[0], pair[1]);
        }
        for (String key : parts.keySet()) {
            if (!List.of("FREQ", "COUNT", "UNTIL", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "WKST")
                    .contains(key)) throw problem(line, "a rule with " + key + " is not read here: write the days out");
        }
        if (!"YEARLY".equals(parts.get("FREQ"))) throw problem(line, "only days that come every year may have a rule");
        return yearly(line, first, parts);
    }

    private static List<LocalDate> yearly(int line, LocalDate first, Map<String, String> rule) {
        int step = number(line, rule.getOrDefault("INTERVAL", "1"), 1, 100);
        int count = number(line, rule.getOrDefault("COUNT", "9999"), 1, 9999);
        LocalDate last = rule.containsKey("UNTIL") ? date(line, rule.get("UNTIL")) : LocalDate.of(LAST_YEAR, 12, 31);
        int month = number(line, rule.getOrDefault("BYMONTH", "" + first.getMonthValue()), 1, 12);
        List<LocalDate> starts = new ArrayList<>();
        for (int year = first.getYear(); year <= LAST_YEAR && starts.size() < count; year += step) {
            Optional<LocalDate> date = inMonth(line, YearMonth.of(year, month), first, rule);
            date.filter(day -> !day.isBefore(first) && !day.isAfter(last)).ifPresent(starts::add);
        }
        return starts;
    }

    private static Optional<LocalDate> inMonth(int line, YearMonth month, LocalDate first, Map<String, String> rule) {
        String weekday = rule.get("BYDAY");
        if (weekday == null) {
            int day = number(line, rule.getOrDefault("BYMONTHDAY", "" + first.getDayOfMonth()), 1, 31);
            return month.isValidDay(day) ? Optional.of(month.atDay(day)) : Optional.empty();
        }
        Matcher matcher = ORDINAL_DAY.matcher(weekday);
        if (!matcher.matches()) throw problem(line, "BYDAY must be such as 3MO or -1MO, not " + weekday);
        DayOfWeek day = DAYS.getOrDefault(matcher.group(2), DayOfWeek.MONDAY);
        int ordinal = Integer.parseInt(matcher.group(1));
        LocalDate found = month.atDay(1).with(TemporalAdjusters.dayOfWeekInMonth(ordinal, day));
        return YearMonth.from(found).equals(month) ? Optional.of(found) : Optional.empty();
    }

    private static int number(int line, String text, int min, int max) {
        if (text.matches("[0-9]{1,4}")) {
            int value = Integer.parseInt(text);
            if (value >= min && value <= max) return value;
        }
        throw problem(line, "'%s' is not in %d..%d".formatted(text, min, max));
    }

    private static IllegalArgumentException problem(int line, String what) {
        return new IllegalArgumentException("line " + line + ": " + what);
    }
}
