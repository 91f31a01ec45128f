package io.momentum.ops.followup.classify;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A day or a time that a reply names: "friday at 3", "el 15", "mañana". Which date that is depends on when it was said.
 *
 * @param daysAhead 0 today, 1 tomorrow; negative where it is said otherwise
 * @param dayOfMonth 1..31; 0 where it is said otherwise
 * @param month 1..12; 0 where no month is said
 */
public record Moment(
        int daysAhead,
        @Nullable DayOfWeek weekday,
        int dayOfMonth,
        int month,
        @Nullable LocalTime time) {

    private static final Map<String, Integer> AHEAD = Map.ofEntries(
            Map.entry("today", 0),
            Map.entry("tonight", 0),
            Map.entry("hoy", 0),
            Map.entry("hoje", 0),
            Map.entry("tomorrow", 1),
            Map.entry("tmrw", 1),
            Map.entry("tmr", 1),
            Map.entry("2morrow", 1),
            Map.entry("tomorow", 1),
            Map.entry("manana", 1),
            Map.entry("mnn", 1),
            Map.entry("amanha", 1));
    private static final List<List<String>> WEEKDAYS = List.of(
            List.of("monday", "mon", "lunes", "lun", "segunda"),
            List.of("tuesday", "tue", "tues", "martes", "terca"),
            List.of("wednesday", "wed", "miercoles", "quarta"),
            List.of("thursday", "thu", "thur", "thurs", "jueves", "quinta"),
            List.of("friday", "fri", "viernes", "vie", "sexta"),
            List.of("saturday", "sat", "sabado"),
            List.of("sunday", "domingo"));
    private static final List<List<String>> MONTHS = List.of(
            List.of("january", "jan", "enero"),
            List.of("february", "feb", "febrero"),
            List.of("march", "marzo"),
            List.of("april", "apr", "abril"),
            List.of("may", "mayo"),
            List.of("june", "jun", "junio"),
            List.of("july", "jul", "julio"),
            List.of("august", "aug", "agosto"),
            List.of("september", "sep", "sept", "septiembre"),
            List.of("october", "oct", "octubre"),
            List.of("november", "nov", "noviembre"),
            List.of("december", "dec", "diciembre"));
    /** Before "manana" they make it a morning, before a number a day of the month. */
    private static final Set<String> ARTICLES = Set.of("la", "esta", "the", "el", "on", "al", "dia");

    private static final Set<String> AT = Set.of("at", "las", "la", "@");

    static Optional<Moment> in(List<String> words, String language) {
        var found = new Search(words, language.equals("en"));
        return found.nothing() ? Optional.empty() : Optional.of(found.moment());
    }

    /** The date that is meant, by somebody who says it on this day; empty where only a time is said, or no such date is. */
    public Optional<LocalDate> date(LocalDate said) {
        if (daysAhead >= 0) return Optional.of(said.plusDays(daysAhead));
        if (dayOfMonth > 0) return next(said);
        return weekday == null ? Optional.empty() : Optional.of(said.with(TemporalAdjusters.next(weekday)));
    }

    private Optional<LocalDate> next(LocalDate said) {
        LocalDate first = said.withDayOfMonth(1);
        for (int ahead = 0; ahead <= 12; ahead++) {
            LocalDate at = first.plusMonths(ahead);
            if (month > 0 && at.getMonthValue() != month) continue;
            if (dayOfMonth > at.lengthOfMonth()) continue;
            LocalDate date = at.withDayOfMonth(dayOfMonth);
            if (!date.isBefore(said)) return Optional.of(date);
        }
        return Optional.empty();
    }

    /** One pass over the words; the first of each kind counts. */
    private static final class Search {

        private final List<String> words;
        private final boolean monthFirst;
        private int ahead = -1;
        private @Nullable DayOfWeek weekday;
        private int day;
        private int month;
        private @Nullable LocalTime time;

        Search(List<String> words, boolean monthFirst) {
            this.words = words;
            this.monthFirst = monthFirst;
            for (int i = 0; i < words.size(); i++) look(i);
            if (month > 0 && day == 0) month = 0;
        }

        boolean nothing() {
            return ahead < 0 && weekday == null && day == 0 && time == null;
        }

        Moment moment() {
            return new Moment(ahead, weekday, day, month, time);
        }

        private void look(int i) {
            String word = words.get(i);
            if (word.isEmpty()) return;
            char first = word.charAt(0);
            if (first >= '0' && first <= '9') {
                number(i, word);
                return;
            }
            Integer days = AHEAD.get(word);
            boolean morning = word.equals("manana") && ARTICLES.contains(near(i, -1));
            if (days != null && !morning && ahead < 0) ahead = near(i, -1).equals("pasado") ? 2 : days;
            int named = indexOf(WEEKDAYS, word);
            if (named >= 0 && weekday == null) weekday = DayOfWeek.of(named + 1);
            int monthNamed = indexOf(MONTHS, word);
            if (monthNamed >= 0 && month == 0) month(i, monthNamed + 1);
        }

        /** "march 15", "15 march", "15 de marzo"; "may" alone is a verb. */
        private void month(int i, int number) {
            int before =
                    dayNumber(near(i, near(i, -1).equals("de") || near(i, -1).equals("of") ? -2 : -1));
            int after = dayNumber(near(i, 1));
            if (before == 0 && after == 0) return;
            month = number;
            day = before > 0 ? before : after;
        }

        private void number(int i, String word) {
            if (word.indexOf('/') > 0 || word.indexOf('-') > 0) date(word);
            else if (time == null) clock(i, word);
            boolean ordinal = word.endsWith("st") || word.endsWith("nd") || word.endsWith("rd") || word.endsWith("th");
            boolean said =
                    ordinal || (ARTICLES.contains(near(i, -1)) && !near(i, -1).equals("la"));
            if (day == 0 && said && time == null) day = dayNumber(word);
        }

        private void date(String word) {
            String[] parts = word.split("[/-]", -1);
            int one = dayNumber(parts[0]);
            int two = dayNumber(parts[1]);
            boolean american = monthFirst ? one <= 12 : two > 12;
            int maybeMonth = american ? one : two;
            int maybeDay = american ? two : one;
            if (day > 0 || maybeMonth < 1 || maybeMonth > 12 || maybeDay < 1) return;
            month = maybeMonth;
            day = maybeDay;
        }

        private void clock(int i, String word) {
            boolean half = word.endsWith("am") || word.endsWith("pm");
            String suffix = half ? word.substring(word.length() - 2) : near(i, 1);
            String plain = half ? word.substring(0, word.length() - 2) : word;
            boolean marked = suffix.equals("am") || suffix.equals("pm") || plain.indexOf(':') > 0;
            if (!marked && !AT.contains(near(i, -1))) return;
            String[] parts = plain.split(":", -1);
            int hour = small(parts[0]);
            int minute = parts.length > 1 ? small(parts[1]) : 0;
            if (suffix.equals("pm") && hour < 12) hour += 12;
            if (suffix.equals("am") && hour == 12) hour = 0;
            if (hour >= 0 && hour < 24 && minute >= 0 && minute < 60) time = LocalTime.of(hour, minute);
        }

        private String near(int i, int step) {
            int at = i + step;
            return at >= 0 && at < words.size() ? words.get(at) : "";
        }

        private static int dayNumber(String word) {
            int end = word.length();
            while (end > 0 && !Character.isDigit(word.charAt(end - 1))) end--;
            int number = small(word.substring(0, end));
            return number >= 1 && number <= 31 ? number : 0;
        }

        /** One or two plain digits; -1 for anything else. */
        private static int small(String word) {
            if (word.isEmpty() || word.length() > 2) return -1;
            int number = 0;
            for (int i = 0; i < word.length(); i++) {
                char c = word.charAt(i);
                if (c < '0' || c > '9') return -1;
                number = number * 10 + c - '0';
            }
            return number;
        }

        private static int indexOf(List<List<String>> names, String word) {
            for (int i = 0; i < names.size(); i++) {
                if (names.get(i).contains(word)) return i;
            }
            return -1;
        }
    }
}
