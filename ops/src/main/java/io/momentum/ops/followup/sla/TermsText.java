package io.momentum.ops.followup.sla;

import io.momentum.ops.followup.sla.Rung.Whom;
import io.momentum.store.calendar.Interval;
import io.momentum.store.calendar.WorkCalendar;
import io.momentum.store.calendar.WorkCalendar.Day;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Terms as text, and back: what a clock runs by is kept as it was when the clock began, calendar and all, whatever becomes of the
 * configuration. Lines of a word and its values.
 */
public final class TermsText {

    private TermsText() {}

    /** The text; equal terms have equal texts. */
    public static String of(Terms terms) {
        List<String> lines = new ArrayList<>();
        lines.add("policy " + terms.version() + " " + terms.policy());
        lines.add("clock " + terms.kind().name());
        lines.add("within " + terms.within());
        for (int percent : terms.warnPercent()) lines.add("warn " + percent);
        for (Rung rung : terms.ladder()) lines.add("rung " + rung.whom() + " " + rung.after());
        calendar(terms.calendar(), lines);
        return String.join("\n", lines.stream().map(TermsText::oneLine).toList());
    }

    /** A name that goes over several lines is written in one: what is frozen must be read again. */
    private static String oneLine(String line) {
        return line.replaceAll("\\p{Cntrl}", " ");
    }

    private static void calendar(WorkCalendar calendar, List<String> lines) {
        lines.add("calendar " + calendar.zone().getId() + " " + calendar.id());
        calendar.week().forEach((day, hours) -> lines.add("day " + day + " " + words(hours)));
        calendar.exceptions()
                .forEach((date, day) -> lines.add("except " + date + " " + words(day.open()) + " " + day.name()));
    }

    private static String words(List<Interval> hours) {
        return hours.isEmpty()
                ? "-"
                : String.join(",", hours.stream().map(Interval::toString).toList());
    }

    /** The terms of a text; throws IllegalArgumentException where it is none. */
    public static Terms parse(String text) {
        var read = new Read();
        for (String line : text.split("\n", -1)) read.line(line);
        return read.terms();
    }

    private static final class Read {
        private String policy = "";
        private int version;
        private ClockKind kind = ClockKind.RESOLUTION;
        private Duration within = Duration.ZERO;
        private final List<Integer> warn = new ArrayList<>();
        private final List<Rung> ladder = new ArrayList<>();
        private String calendar = "";
        private ZoneId zone = ZoneId.of("UTC");
        private final Map<DayOfWeek, List<Interval>> week = new EnumMap<>(DayOfWeek.class);
        private final Map<LocalDate, Day> exceptions = new TreeMap<>();

        void line(String line) {
            String[] words = line.split(" ", 3);
            String first = words.length > 1 ? words[1] : "";
            String rest = words.length > 2 ? words[2] : "";
            switch (words[0]) {
                case "policy" -> {
                    version = Integer.parseInt(first);
                    policy = rest;
                }
                case "clock" -> kind = ClockKind.valueOf(first);
                case "within" -> within = Duration.parse(first);
                case "warn" -> warn.add(Integer.parseInt(first));
                case "rung" -> ladder.add(new Rung(Whom.valueOf(first), Duration.parse(rest)));
                case "calendar" -> {
                    zone = ZoneId.of(first);
                    calendar = rest;
                }
                case "day" -> week.put(DayOfWeek.valueOf(first), hours(rest));
                case "except" -> exception(LocalDate.parse(first), rest);
                default -> throw new IllegalArgumentException("no line of terms: " + line);
            }
        }

        private void exception(LocalDate date, String rest) {
            String[] words = rest.split(" ", 2);
            exceptions.put(date, new Day(words.length > 1 ? words[1] : "", hours(words[0])));
        }

        private static List<Interval> hours(String text) {
            List<Interval> hours = new ArrayList<>();
            if (text.equals("-")) return hours;
            for (String one : text.split(",", -1)) hours.add(Interval.parse(one));
            return hours;
        }

        Terms terms() {
            return new Terms(
                    policy, version, kind, within, new WorkCalendar(calendar, zone, week, exceptions), warn, ladder);
        }
    }
}
