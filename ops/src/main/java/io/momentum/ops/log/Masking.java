package io.momentum.ops.log;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.helpers.MessageFormatter;

/**
 * Takes the numbers of people out of lines of a log: 7 to 15 digits, as E.164 has them, in any text. What the program gives as
 * a number (a count, a size, the number of a fact) is none of a person's, for those are text or a type of their own.
 */
final class Masking {

    /**
     * Digits alone, with a plus or an encoded plus; or parted by blanks, dots, dashes and brackets after a plus. What is part of
     * a word, a decimal fraction or the name of a file is none.
     */
    private static final Pattern MSISDN = Pattern.compile(
            "(?:(?<![\\w.-])\\+?|%2[Bb])[0-9]{7,15}(?![\\w-]|\\.[0-9])" + "|\\+[0-9](?:[ ().-]{0,2}[0-9]){6,14}");

    private Masking() {}

    /** A line as it may be seen. */
    static String line(@Nullable String format, Object @Nullable [] arguments) {
        String text = text(String.valueOf(format));
        if (arguments == null || arguments.length == 0) return text;
        @Nullable Object[] masked = new Object[arguments.length];
        for (int i = 0; i < masked.length; i++) masked[i] = masked(arguments[i]);
        return MessageFormatter.basicArrayFormat(text, masked);
    }

    /** A text as it may be seen. */
    static String text(String text) {
        return MSISDN.matcher(text).replaceAll(Masking::lastTwo);
    }

    private static String lastTwo(MatchResult number) {
        String digits = number.group().replaceAll("[^0-9]", "");
        return "…" + digits.substring(digits.length() - 2);
    }

    private static @Nullable Object masked(@Nullable Object argument) {
        return argument == null || argument instanceof Number ? argument : text(argument.toString());
    }
}
