package io.momentum.ops.config;

import io.momentum.store.calendar.HolidayFile;
import io.momentum.store.calendar.Interval;
import io.momentum.store.calendar.WorkCalendar;
import io.momentum.store.calendar.WorkCalendar.Day;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads hours of the week, holidays and days with other hours: those of teams and those of packs of rules. */
final class CalendarKeys {

    private static final int NAME_MAX = 100;
    /** Each clock that begins keeps the calendar that it runs by. */
    private static final int DAYS_MAX = 2_000;

    private CalendarKeys() {}

    /** A calendar of its own, with its name and zone. */
    static Optional<Placed<WorkCalendar>> read(Section section) {
        Optional<Placed<String>> id = section.required("id", Values.visible(1, 63));
        ZoneId zone =
                section.required("zone", CalendarKeys::zone).map(Placed::value).orElse(ZoneOffset.UTC);
        Optional<WorkCalendar> calendar = hours(
                section,
                id.map(Placed::value).orElse(""),
                zone,
                section.source().reading().directory());
        section.end();
        return id.flatMap(name -> calendar.map(value -> new Placed<>(value, name.source(), name.node())));
    }

    /** The hours, holidays and exceptions in a section; empty where there are none, or wrong ones. */
    static Optional<WorkCalendar> hours(Section section, String id, ZoneId zone, Path directory) {
        Map<LocalDate, Day> exceptions = new TreeMap<>();
        for (var day : section.list("holidays", CalendarKeys::date)) exceptions.put(day.value(), Day.holiday(""));
        for (var file : section.list("holidayFiles", directory::resolve)) holidays(file, exceptions);
        for (Section each : section.sections("exceptions")) exception(each, exceptions);
        if (exceptions.size() > DAYS_MAX)
            section.problem("%d holidays and exceptions, of at most %d".formatted(exceptions.size(), DAYS_MAX));
        Map<DayOfWeek, List<Interval>> week = week(section);
        if (week.isEmpty()) {
            section.problem("hours", "at least one day must have hours");
            return Optional.empty();
        }
        return Optional.of(new WorkCalendar(id, zone, week, exceptions));
    }

    private static Map<DayOfWeek, List<Interval>> week(Section section) {
        Map<DayOfWeek, List<Interval>> week = new EnumMap<>(DayOfWeek.class);
        for (Section each : section.sections("hours")) {
            List<Placed<DayOfWeek>> days = each.list("days", Values.constant(DayOfWeek.class));
            List<Interval> open = open(each);
            each.end();
            for (Placed<DayOfWeek> day : days) {
                List<Interval> all = new ArrayList<>(week.getOrDefault(day.value(), List.of()));
                all.addAll(open);
                if (overlap(all)) day.problem("the hours of " + Values.written(day.value()) + " overlap");
                else if (!all.isEmpty()) week.put(day.value(), all);
            }
        }
        return week;
    }

    private static List<Interval> open(Section section) {
        return section.list("open", Interval::parse).stream().map(Placed::value).toList();
    }

    private static boolean overlap(List<Interval> hours) {
        for (int i = 0; i < hours.size(); i++) {
            for (int j = 0; j < i; j++) if (hours.get(i).overlaps(hours.get(j))) return true;
        }
        return false;
    }

    private static void exception(Section section, Map<LocalDate, Day> exceptions) {
        Optional<Placed<LocalDate>> date = section.required("date", CalendarKeys::date);
        String name = section.value("name", CalendarKeys::name, "");
        List<Interval> open = open(section);
        section.end();
        if (overlap(open)) section.problem("open", "the hours overlap");
        else date.ifPresent(day -> exceptions.put(day.value(), new Day(name, open)));
    }

    private static void holidays(Placed<Path> file, Map<LocalDate, Day> exceptions) {
        try {
            HolidayFile.parse(Files.readString(file.value()))
                    .forEach((date, name) -> exceptions.put(date, Day.holiday(shortened(name))));
        } catch (IOException e) {
            file.problem(FileProblems.explain(file.value(), e));
        } catch (IllegalArgumentException e) {
            file.problem(file.value() + ": " + e.getMessage());
        }
    }

    private static String name(String text) {
        if (text.length() > NAME_MAX || text.chars().anyMatch(Character::isISOControl))
            throw Values.bad("a name of one line, of at most " + NAME_MAX + " characters", text);
        return text;
    }

    private static String shortened(String name) {
        return name.substring(0, Math.min(name.length(), NAME_MAX));
    }

    static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw Values.bad("a day such as 2026-12-25", text);
        }
    }

    static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw Values.bad("a time zone such as UTC or Europe/Madrid", text);
        }
    }
}
