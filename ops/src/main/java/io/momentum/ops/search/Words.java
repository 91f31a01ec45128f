package io.momentum.ops.search;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The words of a text as they are looked for: lower case, without accents; what is neither letter nor digit divides them. */
final class Words {

    /** So many of one text. */
    static final int TEXT_MAX = 64;

    private static final int CHARACTERS_MAX = 2_000;
    private static final int LENGTH_MIN = 2;

    /** What is behind it distinguishes no words that people look for. */
    private static final int LENGTH_MAX = 24;

    private Words() {}

    static List<String> of(String text) {
        String some = text.substring(0, Math.min(text.length(), CHARACTERS_MAX));
        String plain = Normalizer.normalize(some, Normalizer.Form.NFKD);
        Set<String> words = new LinkedHashSet<>();
        var word = new StringBuilder();
        for (int i = 0; i < plain.length() && words.size() < TEXT_MAX; ) {
            int c = plain.codePointAt(i);
            i += Character.charCount(c);
            if (Character.isLetterOrDigit(c)) word.appendCodePoint(Character.toLowerCase(c));
            else if (Character.getType(c) != Character.NON_SPACING_MARK) end(word, words);
        }
        if (words.size() < TEXT_MAX) end(word, words);
        return new ArrayList<>(words);
    }

    private static void end(StringBuilder word, Set<String> words) {
        int length = Math.min(word.length(), LENGTH_MAX);
        if (length >= LENGTH_MIN) words.add(word.substring(0, length));
        word.setLength(0);
    }
}
