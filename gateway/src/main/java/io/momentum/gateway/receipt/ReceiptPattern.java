package io.momentum.gateway.receipt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Receipts that are no list of {@code key:value}, read by the profile's regular expression: {@code
 * 00,0210021543,0210021500,,15550100,8000,ref} with some (Kannel's list, 2007). Its named groups are {@code id}, {@code stat},
 * {@code err} and {@code done}. Subscribers' texts pass through it too, so a match that takes too many steps is none.
 */
final class ReceiptPattern {

    private static final int TEXT_MAX = 512;
    private static final int STEPS_MAX = 50_000;

    private final Pattern pattern;

    ReceiptPattern(String expression) {
        pattern = Pattern.compile(expression);
    }

    /** What a text says, null where the expression does not match. */
    @Nullable
    Fields match(byte[] bytes, int from, int to) {
        int end = Math.min(to, from + TEXT_MAX);
        while (end > from && bytes[end - 1] >= 0 && bytes[end - 1] <= ' ') end--;
        Matcher matcher = pattern.matcher(new Steps(new String(bytes, from, end - from, ISO_8859_1)));
        try {
            return matcher.matches() ? new Fields(matcher) : null;
        } catch (TooManySteps | StackOverflowError e) {
            return null;
        }
    }

    /** The groups of a match; a group that the expression does not have is empty. */
    record Fields(String id, String stat, String error, String done) {
        private Fields(Matcher matcher) {
            this(group(matcher, "id"), group(matcher, "stat"), group(matcher, "err"), group(matcher, "done"));
        }

        private static String group(Matcher matcher, String name) {
            if (!matcher.namedGroups().containsKey(name)) return "";
            String value = matcher.group(name);
            return value == null ? "" : value.trim();
        }
    }

    /** Counts the looks at a text and ends them. */
    private static final class Steps implements CharSequence {
        private final String text;
        private int left = STEPS_MAX;

        Steps(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (--left < 0) throw new TooManySteps();
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static final class TooManySteps extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooManySteps() {
            super(null, null, false, false);
        }
    }
}
