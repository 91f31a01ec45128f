package io.momentum.store.calendar;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a day by the clock on the wall.
 *
 * @param fromSecond of the day, 0 to 86399
 * @param toSecond the first after it, to 86400
 */
public record Interval(int fromSecond, int toSecond) implements Comparable<Interval> {

    public static final int DAY_SECONDS = 86_400;

    /** From midnight to midnight. */
    public static final Interval WHOLE_DAY = new Interval(0, DAY_SECONDS);

    private static final Pattern WRITTEN =
            Pattern.compile("([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?-([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?");

    public Interval {
        if (fromSecond < 0 || toSecond > DAY_SECONDS || fromSecond >= toSecond)
            throw new IllegalArgumentException("an interval must end after it begins, within one day");
    }

    /** Reads {@code 09:00-17:30}, with seconds where there are some; a day ends at 24:00. */
    public static Interval parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) throw bad("must be hours such as 09:00-17:30", text);
        int from = seconds(matcher, 1, text);
        int to = seconds(matcher, 4, text);
        if (from >= to)
            throw bad("must end after it begins; one over midnight ends at 24:00, and goes on the next day", text);
        return new Interval(from, to);
    }

    private static int seconds(Matcher matcher, int group, String text) {
        int minute = Integer.parseInt(matcher.group(group + 1));
        int second = matcher.group(group + 2) == null ? 0 : Integer.parseInt(matcher.group(group + 2));
        int ofDay = Integer.parseInt(matcher.group(group)) * 3600 + minute * 60 + second;
        if (minute > 59 || second > 59 || ofDay > DAY_SECONDS) throw bad("must have hours of a day, to 24:00", text);
        return ofDay;
    }

    private static IllegalArgumentException bad(String what, String text) {
        return new IllegalArgumentException("%s, not '%s'".formatted(what, text));
    }

    public boolean overlaps(Interval other) {
        return fromSecond < other.toSecond && other.fromSecond < toSecond;
    }

    @Override
    public int compareTo(Interval other) {
        return Integer.compare(fromSecond, other.fromSecond);
    }

    @Override
    public String toString() {
        return time(fromSecond) + "-" + time(toSecond);
    }

    private static String time(int second) {
        String minutes = "%02d:%02d".formatted(second / 3600, second / 60 % 60);
        return second % 60 == 0 ? minutes : minutes + ":%02d".formatted(second % 60);
    }
}
