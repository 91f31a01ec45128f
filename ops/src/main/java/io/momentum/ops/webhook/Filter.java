package io.momentum.ops.webhook;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a template does to a value before it is put in its place. What a filter has no use for it leaves as it is. */
@FunctionalInterface
interface Filter {

    @Nullable
    Object apply(@Nullable Object value);

    /** Out of {@code name} or {@code name: argument}. */
    static Filter parse(String text) {
        int colon = text.indexOf(':');
        String name = (colon < 0 ? text : text.substring(0, colon)).strip();
        String argument = colon < 0 ? "" : text.substring(colon + 1).strip();
        return switch (name) {
            case "default" -> value -> isNothing(value) ? argument : value;
            case "upper" -> text(each -> each.toUpperCase(Locale.ROOT));
            case "lower" -> text(each -> each.toLowerCase(Locale.ROOT));
            case "digits" -> text(each -> each.replaceAll("[^0-9]", ""));
            case "date" -> text(each -> each.length() < 10 ? each : each.substring(0, 10));
            case "seconds" -> time(Instant::getEpochSecond);
            case "millis" -> time(Instant::toEpochMilli);
            case "number" -> Filter::number;
            case "cut" -> cut(length(argument));
            case "join" -> join(argument.isEmpty() ? ", " : argument + " ");
            case "words" -> words(argument);
            default ->
                throw new IllegalArgumentException("no filter '" + name
                        + "', known: cut, date, default, digits, join, lower, millis, number, seconds, upper, words");
        };
    }

    private static boolean isNothing(@Nullable Object value) {
        return value == null || value.equals("");
    }

    /** What is done to a text. */
    @FunctionalInterface
    interface OfText {
        Object apply(String text);
    }

    private static Filter text(OfText change) {
        return value -> value instanceof String text ? change.apply(text) : value;
    }

    /** What is done to a time. */
    @FunctionalInterface
    interface OfTime {
        long apply(Instant time);
    }

    private static Filter time(OfTime change) {
        return text(text -> {
            try {
                return change.apply(Instant.parse(text));
            } catch (DateTimeException | ArithmeticException e) {
                return text; // no time, or none that can be counted: left as it is
            }
        });
    }

    private static @Nullable Object number(@Nullable Object value) {
        if (!(value instanceof String text)) return value;
        if (text.matches("-?[0-9]{1,18}")) return Long.parseLong(text);
        return text.matches("-?[0-9]{1,15}\\.[0-9]{1,15}") ? (Object) Double.parseDouble(text) : text;
    }

    private static int length(String argument) {
        if (argument.matches("[1-9][0-9]{0,4}")) return Integer.parseInt(argument);
        throw new IllegalArgumentException("cut: how many characters?");
    }

    private static Filter cut(int length) {
        return text(text -> text.length() <= length ? text : text.substring(0, length));
    }

    private static Filter join(String separator) {
        return value -> value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(separator))
                : value;
    }

    /** {@code a=b, c=d, *=e}: other words for these. */
    private static Filter words(String argument) {
        Map<String, String> words = new TreeMap<>();
        for (String pair : argument.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 0) throw new IllegalArgumentException("words: as in a=b, c=d, *=e");
            words.put(
                    pair.substring(0, equals).strip(),
                    pair.substring(equals + 1).strip());
        }
        return value -> {
            if (value == null) return null;
            String word = words.get(String.valueOf(value));
            return word != null ? word : words.getOrDefault("*", String.valueOf(value));
        };
    }
}
