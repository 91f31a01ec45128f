package io.momentum.gateway.optout;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Brings the ways of writing one keyword to one form: compatibility forms (full width, mathematical, circled letters),
 * case, accents, look-alikes, emoji and punctuation, spaced letters, digits for letters, and the words of courtesy
 * around it.
 */
final class Fold {

    private static final Set<String> COURTESY =
            Set.of("please", "gracias", "obrigado", "obrigada", "merci", "thanks", "now", "ya");
    private static final String LEET = "01345@$7";

    private Fold() {}

    /** The words of the text; at signs and dollars stay in them, for {@link #leet}. */
    static String letters(String text) {
        String plain = isAscii(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFKD);
        StringBuilder out = new StringBuilder(plain.length());
        for (int i = 0; i < plain.length(); ) {
            int c = plain.codePointAt(i);
            i += Character.charCount(c);
            append(out, c);
        }
        return out.toString();
    }

    private static void append(StringBuilder out, int c) {
        if (Character.isLetterOrDigit(c) || c == '@' || c == '$') {
            out.appendCodePoint(Character.toLowerCase(LookAlikes.latin(c)));
            return;
        }
        int type = Character.getType(c);
        // Accents, keycap frames, variation selectors and zero-width joiners leave no gap.
        boolean invisible =
                type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT;
        if (!invisible) out.append(' ');
    }

    /**
     * The keyword that the letters may be: without courtesy, spaced letters joined, one word for a word said over and
     * over.
     */
    static String phrase(String letters) {
        List<String> words = words(letters.replace('@', ' ').replace('$', ' '));
        return join(words);
    }

    /**
     * As {@link #phrase}, with digits and signs read as the letters that they imitate; empty where too few are letters.
     */
    static String leet(String letters, char one) {
        int imitations = 0;
        int real = 0;
        StringBuilder out = new StringBuilder(letters.length());
        for (int i = 0; i < letters.length(); i++) {
            char c = letters.charAt(i);
            if (LEET.indexOf(c) >= 0) imitations++;
            else if (Character.isLetter(c)) real++;
            out.append(imitated(c, one));
        }
        // 4170 is an answer, not ALTO.
        return imitations == 0 || real < imitations ? "" : join(words(out.toString()));
    }

    private static char imitated(char c, char one) {
        return switch (c) {
            case '0' -> 'o';
            case '1' -> one;
            case '3' -> 'e';
            case '4', '@' -> 'a';
            case '5', '$' -> 's';
            case '7' -> 't';
            default -> c;
        };
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int blank = text.indexOf(' ', from);
            int to = blank < 0 ? text.length() : blank;
            if (to > from) words.add(text.substring(from, to));
            from = to + 1;
        }
        return withoutCourtesy(words);
    }

    private static List<String> withoutCourtesy(List<String> words) {
        List<String> kept = new ArrayList<>(words.size());
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (COURTESY.contains(word)) continue;
            String next = i + 1 < words.size() ? words.get(i + 1) : "";
            boolean two = (word.equals("por") && next.equals("favor")) || (word.equals("thank") && next.equals("you"));
            if (two) i++;
            else kept.add(word);
        }
        return kept;
    }

    private static String join(List<String> words) {
        if (words.isEmpty()) return "";
        String first = words.getFirst();
        boolean same = first.length() > 1;
        boolean spaced = words.size() > 2;
        for (String word : words) {
            same &= word.equals(first);
            spaced &= word.length() == 1;
        }
        return same ? first : String.join(spaced ? "" : " ", words);
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7F) return false;
        }
        return true;
    }
}
