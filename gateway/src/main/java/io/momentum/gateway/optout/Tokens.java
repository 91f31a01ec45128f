package io.momentum.gateway.optout;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * The words of one text, brought to one form: compatibility forms (full width, mathematical, circled letters), case, accents and
 * look-alikes are levelled; apostrophes leave no gap, emoji and other signs do; a word that is said twice in a row counts once. A
 * hyphen parts words and no thoughts: "week-end" does not begin anew with "end".
 * Two arrays a text, and one more for a text beyond Latin. At signs and dollars stay in words, for letters that they imitate.
 */
final class Tokens {

    /** Beyond this many words nobody opts out. */
    static final int COUNT_MAX = 400;

    private static final char LATIN_END = 0x250;
    private static final char[] PLAIN = plain();
    private static final String SENTENCE_ENDS = ".!?;:\n\r\u2026\u00a1\u00bf";
    private static final String APOSTROPHES = "'\u2019\u2018\u02bc`\u00b4";
    private static final String HYPHENS = "-\u2010\u2011";

    private static final int FIELDS = 4;
    private static final int FROM = 0;
    private static final int TO = 1;
    private static final int ID = 2;
    private static final int MARK = 3;

    /** Before a word: nothing; a comma or another sign; the end of a sentence. */
    private static final int INSIDE = 0;

    private static final int SOFT = 1;
    private static final int HARD = 2;

    private final Lexicon lexicon;
    private char[] text;
    private int[] fields = new int[16 * FIELDS];
    private int length;
    private int count;
    private int start;
    private int mark = HARD;
    /** Whether a hyphen stands right behind a word; it joins what follows at once. */
    private boolean hyphen;

    private Tokens(Lexicon lexicon, int room) {
        this.lexicon = lexicon;
        text = new char[room];
    }

    static Tokens of(String text, Lexicon lexicon) {
        String plain = isBeyondLatin(text) ? Normalizer.normalize(text, Normalizer.Form.NFKD) : text;
        var tokens = new Tokens(lexicon, plain.length() + 1);
        for (int i = 0; i < plain.length() && tokens.count < COUNT_MAX; ) {
            int c = plain.codePointAt(i);
            i += Character.charCount(c);
            tokens.take(c);
        }
        tokens.endWord();
        return tokens;
    }

    private static boolean isBeyondLatin(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean punctuation = c >= 0x2000 && c < 0x2070;
            if (c >= LATIN_END && !punctuation) return true;
        }
        return false;
    }

    /** The Latin letter under an accent, in lower case. */
    private static char[] plain() {
        char[] table = new char[LATIN_END];
        for (char c = 0; c < LATIN_END; c++) {
            String parts = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKD);
            boolean accented = parts.codePoints().skip(1).allMatch(Tokens::isInvisible);
            table[c] = Character.toLowerCase(accented && !parts.isEmpty() ? parts.charAt(0) : c);
        }
        return table;
    }

    private void take(int c) {
        int letter = c < LATIN_END ? PLAIN[c] : Character.toLowerCase(LookAlikes.latin(c));
        if (Character.isLetterOrDigit(letter) || letter == '@' || letter == '$') {
            hyphen = false;
            append(letter);
            return;
        }
        // Accents, keycap frames, variation selectors, zero-width joiners and apostrophes leave no gap.
        if (isInvisible(c) || APOSTROPHES.indexOf(c) >= 0) return;
        boolean joins = HYPHENS.indexOf(c) >= 0 && length > start;
        endWord();
        if (SENTENCE_ENDS.indexOf(c) >= 0) mark = HARD;
        else if (hyphen || !(joins || Character.isWhitespace(c) || Character.isSpaceChar(c)))
            mark = Math.max(mark, SOFT);
        hyphen = joins;
    }

    private static boolean isInvisible(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT;
    }

    private void append(int letter) {
        if (length + 2 > text.length) text = Arrays.copyOf(text, text.length * 2);
        length += Character.toChars(letter, text, length);
    }

    private void endWord() {
        while (length > start && isSign(text[length - 1])) length--;
        if (length == start) return;
        int id = lexicon.idOf(text, start, length);
        boolean again = count > 0 && id != Lexicon.UNKNOWN && id == id(count - 1) && length - start > 1;
        if (again) sayAgain();
        else add(id);
        start = length;
    }

    /** What is said again begins what its last time begins: "better not, no texts" has a thought "no texts". */
    private void sayAgain() {
        length = start;
        int at = (count - 1) * FIELDS + MARK;
        fields[at] = Math.max(fields[at], mark);
        mark = INSIDE;
    }

    private void add(int id) {
        int at = count * FIELDS;
        if (at == fields.length) fields = Arrays.copyOf(fields, at * 2);
        fields[at + FROM] = start;
        fields[at + TO] = length;
        fields[at + ID] = id;
        fields[at + MARK] = mark;
        count++;
        mark = INSIDE;
    }

    static boolean isSign(char c) {
        return c == '@' || c == '$';
    }

    int count() {
        return count;
    }

    int id(int word) {
        return fields[word * FIELDS + ID];
    }

    /** Whether a sentence begins with it. */
    boolean beginsSentence(int word) {
        return fields[word * FIELDS + MARK] == HARD;
    }

    /** Whether a sentence begins with it, or it stands behind a comma or another sign. */
    boolean beginsThought(int word) {
        return fields[word * FIELDS + MARK] != INSIDE;
    }

    int lengthOf(int word) {
        return fields[word * FIELDS + TO] - fields[word * FIELDS + FROM];
    }

    char charOf(int word, int index) {
        return text[fields[word * FIELDS + FROM] + index];
    }

    /** The words from one to before another, with single blanks, cut where they get long. */
    String words(int from, int to) {
        StringBuilder words = new StringBuilder();
        for (int i = from; i < to && words.length() < Verdict.WORD_MAX; i++) {
            if (i > from) words.append(' ');
            words.append(text, fields[i * FIELDS + FROM], lengthOf(i));
        }
        return words.substring(0, Math.min(words.length(), Verdict.WORD_MAX));
    }
}
