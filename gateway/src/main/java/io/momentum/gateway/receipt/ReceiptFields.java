package io.momentum.gateway.receipt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/**
 * The fields of a receipt's text (SMPP 3.4 Appendix B), found in one pass over its octets: in any order and case, any
 * of them missing, of any width. A name counts at the beginning of a word only, its first value counts, and nothing
 * behind {@code text:} does: subscribers and senders write there what they like, {@code id:999 stat:DELIVRD} included.
 */
final class ReceiptFields {

    private static final int NONE = -1;
    static final int ID = 0;
    static final int STAT = 1;
    static final int ERR = 2;
    static final int DONE = 3;
    private static final int SUBMIT = 4;
    private static final int SUB = 5;
    private static final int DLVRD = 6;
    private static final int TEXT = 7;
    /** Those whose values are kept come first. */
    private static final int KEPT = 5;

    /** The underscore of the GSM 7-bit alphabet. */
    private static final byte GSM_UNDERSCORE = 0x11;

    private final byte[] bytes;
    private final int end;
    private final int[] from = new int[KEPT];
    private final int[] to = new int[KEPT];
    private int seen;
    private boolean beginsWithName;
    /** Behind the colon of the name that {@link #nameAt} found last. */
    private int valueAt;

    private ReceiptFields(byte[] bytes, int end) {
        this.bytes = bytes;
        this.end = end;
        Arrays.fill(from, NONE);
    }

    static ReceiptFields of(byte[] bytes, int from, int to) {
        ReceiptFields fields = new ReceiptFields(bytes, to);
        fields.scan(from);
        return fields;
    }

    private void scan(int start) {
        int at = start;
        boolean first = true;
        while (true) {
            while (at < end && isSeparator(bytes[at])) at++;
            if (at >= end) return;
            int name = nameAt(at);
            if (first) beginsWithName = name != NONE || hasColon(at);
            first = false;
            if (name == TEXT) return;
            at = name == NONE ? wordEnd(at) : value(name);
        }
    }

    /**
     * Notes the value behind the name found last, and answers where to go on. An empty value is followed by the next
     * name.
     */
    private int value(int name) {
        seen |= 1 << name;
        int at = skipBlanks(valueAt);
        if (at >= end || nameAt(at) != NONE) return at;
        int wordEnd = wordEnd(at);
        if (name == DONE || name == SUBMIT) wordEnd = clockEnd(at, wordEnd);
        if (name < KEPT && from[name] == NONE) {
            from[name] = at;
            to[name] = wordEnd;
        }
        return wordEnd;
    }

    /** A date with separators may have its time of day behind a blank: {@code 2026-11-23 12:01:00}. */
    private int clockEnd(int dateAt, int dateEnd) {
        int at = skipBlanks(dateEnd);
        if (dateEnd - dateAt > "2026-11-23".length() || at == dateEnd || at >= end) return dateEnd;
        int clockEnd = wordEnd(at);
        boolean colon = false;
        for (int i = at; i < clockEnd; i++) {
            if (bytes[i] == ':') colon = true;
            else if (bytes[i] < '0' || bytes[i] > '9') return dateEnd;
        }
        return colon ? clockEnd : dateEnd;
    }

    private int nameAt(int at) {
        return switch (bytes[at] | 0x20) {
            case 'i' -> colon(word(at, "id")) ? ID : NONE;
            case 'm' -> colon(word(at, "msgid")) || colon(joined(word(at, "message"), "id")) ? ID : NONE;
            case 's' -> nameWithS(at);
            case 'd' -> nameWithD(at);
            case 'e' -> colon(word(at, "err")) || colon(word(at, "error")) ? ERR : NONE;
            case 't' -> colon(word(at, "text")) ? TEXT : NONE;
            default -> NONE;
        };
    }

    private int nameWithS(int at) {
        if (colon(word(at, "stat")) || colon(word(at, "status")) || colon(word(at, "state"))) return STAT;
        if (colon(word(at, "sub"))) return SUB;
        return colon(joined(word(at, "submit"), "date")) ? SUBMIT : NONE;
    }

    private int nameWithD(int at) {
        if (colon(word(at, "dlvrd"))) return DLVRD;
        return colon(joined(word(at, "done"), "date")) ? DONE : NONE;
    }

    /** A second word behind a blank, an underscore, a hyphen or nothing. */
    private int joined(int at, String second) {
        if (at == NONE || at >= end) return NONE;
        byte b = bytes[at];
        boolean joint = b == ' ' || b == '_' || b == '-' || b == GSM_UNDERSCORE;
        return word(joint ? at + 1 : at, second);
    }

    /** Where the word ends if it is here, in any case, or {@link #NONE}. */
    private int word(int at, String lowerCase) {
        int length = lowerCase.length();
        if (at + length > end) return NONE;
        for (int i = 0; i < length; i++) {
            if ((bytes[at + i] | 0x20) != lowerCase.charAt(i)) return NONE;
        }
        return at + length;
    }

    private boolean colon(int at) {
        if (at == NONE) return false;
        int colonAt = skipBlanks(at);
        if (colonAt >= end || (bytes[colonAt] != ':' && bytes[colonAt] != '=')) return false;
        valueAt = colonAt + 1;
        return true;
    }

    private int skipBlanks(int start) {
        int at = start;
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\t')) at++;
        return at;
    }

    private int wordEnd(int start) {
        int at = start;
        while (at < end && !isSeparator(bytes[at])) at++;
        return at;
    }

    private boolean hasColon(int start) {
        for (int i = start; i < wordEnd(start); i++) {
            if (bytes[i] == ':' || bytes[i] == '=') return true;
        }
        return false;
    }

    /** White space, NULs in the middle of the text, and what joins fields where blanks do not. */
    private static boolean isSeparator(byte b) {
        return (b >= 0 && b <= ' ' && b != GSM_UNDERSCORE) || b == ',' || b == ';';
    }

    /** How many different names of Appendix B were found. */
    int count() {
        return Integer.bitCount(seen);
    }

    /** Whether the first word is a name with its colon, known or not. */
    boolean beginsWithName() {
        return beginsWithName;
    }

    boolean hasDate() {
        return (seen & (1 << DONE | 1 << SUBMIT)) != 0;
    }

    boolean has(int field) {
        return from[field] != NONE;
    }

    byte[] bytes() {
        return bytes;
    }

    int from(int field) {
        return from[field];
    }

    int to(int field) {
        return to[field];
    }

    /** A field's value, at most so long; empty where it has none. */
    String string(int field, int max) {
        if (from[field] == NONE) return "";
        String value = new String(bytes, from[field], Math.min(max, to[field] - from[field]), ISO_8859_1);
        return value.indexOf(GSM_UNDERSCORE) < 0 ? value : value.replace((char) GSM_UNDERSCORE, '_');
    }
}
