package io.momentum.ops.followup.classify;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * A reply as it is compared: lower case, without accents and apostrophes, letters that are said over and over said once, words
 * divided by one blank. Question and exclamation marks, signs of money and emoji are words of their own. Any string can be
 * folded; of a long one, the beginning is.
 *
 * @param text the words, divided by single blanks
 * @param words the same, one by one
 * @param shouted most letters are capitals, and there are several words' worth of them
 */
record Folded(String text, List<String> words, boolean shouted) {

    /** Three segments. What comes after them changes no meaning. */
    static final int LENGTH_MAX = 480;

    private static final int SHOUT_MIN = 8;

    static Folded of(String reply) {
        var folding = new Folding(beginning(reply));
        String text = folding.text();
        return new Folded(text, split(text), folding.shouted());
    }

    private static String beginning(String reply) {
        String text = reply.length() <= LENGTH_MAX ? reply : reply.substring(0, LENGTH_MAX);
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7F) return Normalizer.normalize(text, Normalizer.Form.NFKD);
        }
        return text;
    }

    private static List<String> split(String text) {
        List<String> words = new ArrayList<>(16);
        int from = 0;
        while (from < text.length()) {
            int blank = text.indexOf(' ', from);
            int to = blank < 0 ? text.length() : blank;
            words.add(text.substring(from, to));
            from = to + 1;
        }
        return words;
    }

    boolean isQuestion() {
        return words.contains("?");
    }

    /** One pass over the characters. */
    private static final class Folding {

        private final String from;
        private final StringBuilder out;
        private int last;
        private int run;
        private int letters;
        private int capitals;

        Folding(String from) {
            this.from = from;
            this.out = new StringBuilder(from.length() + 8);
        }

        String text() {
            for (int i = 0; i < from.length() && out.length() < LENGTH_MAX; ) {
                int c = from.codePointAt(i);
                i += Character.charCount(c);
                add(c, i < from.length() ? from.charAt(i) : ' ');
            }
            int end = out.length();
            return end > 0 && out.charAt(end - 1) == ' ' ? out.substring(0, end - 1) : out.toString();
        }

        boolean shouted() {
            return letters >= SHOUT_MIN && capitals * 10 > letters * 7;
        }

        private void add(int c, char next) {
            if (Character.isLetterOrDigit(c)) {
                if (Character.isLetter(c)) letters++;
                if (Character.isUpperCase(c)) capitals++;
                letter(Character.toLowerCase(c));
                return;
            }
            if (isUnseen(c)) return;
            run = 0;
            if (isJoint(c, next)) out.append((char) c);
            else sign(c);
        }

        /** Said three times or more, it is said once. */
        private void letter(int c) {
            run = c == last ? run + 1 : 1;
            last = c;
            boolean digit = Character.isDigit(c);
            if (run < 3 || digit) out.appendCodePoint(c);
            else if (run == 3) out.setLength(out.length() - Character.charCount(c));
        }

        /** What holds the digits of a number, a date or a time together. */
        private boolean isJoint(int c, char next) {
            boolean joins = c == ':' || c == '.' || c == ',' || c == '/' || c == '-';
            if (!joins || out.isEmpty()) return false;
            return Character.isDigit(out.charAt(out.length() - 1)) && Character.isDigit(next);
        }

        private static boolean isUnseen(int c) {
            if (c == '\'' || c == '’' || c == '‘' || c == '´' || c == '`') return true;
            int type = Character.getType(c);
            return type == Character.NON_SPACING_MARK
                    || type == Character.ENCLOSING_MARK
                    || type == Character.FORMAT
                    || (type == Character.MODIFIER_SYMBOL && c > 0xFFFF);
        }

        private void sign(int c) {
            int type = Character.getType(c);
            boolean word = c == '?' || c == '!' || type == Character.CURRENCY_SYMBOL || type == Character.OTHER_SYMBOL;
            blank();
            if (!word) return;
            String sign = Character.toString(type == Character.CURRENCY_SYMBOL ? '$' : c);
            boolean repeated =
                    out.length() > sign.length() && out.lastIndexOf(sign) == out.length() - sign.length() - 1;
            if (!repeated) out.append(sign).append(' ');
        }

        private void blank() {
            if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') out.append(' ');
        }
    }
}
