package io.momentum.gateway.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.momentum.store.value.MessageState;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a receipt's text (SMPP 3.4 Appendix B), found in one pass over its octets: in any order and case, any
 * of them missing, of any width. A name counts at the beginning of a word only, its first value counts, and nothing
 * behind {@code text:} does: subscribers and senders write there what they like, {@code id:999 stat:DELIVRD} included.
 */
final class ReceiptFields {

    private static final int NONE = -1;
    private static final int ID = 0;
    private static final int STAT = 1;
    private static final int ERR = 2;
    private static final int DONE = 3;
    private static final int SUBMIT = 4;
    private static final int SUB = 5;
    private static final int DLVRD = 6;
    private static final int TEXT = 7;
    /** Those whose values are kept come first. */
    private static final int KEPT = 4;

    private final byte[] bytes;
    private final int end;
    private final int[] from = {NONE, NONE, NONE, NONE};
    private final int[] to = new int[KEPT];
    private int seen;
    /** Behind the colon of the name that {@link #nameAt} found last. */
    private int valueAt;

    private ReceiptFields(byte[] bytes, int end) {
        this.bytes = bytes;
        this.end = end;
    }

    static ReceiptFields of(byte[] bytes, int from, int to) {
        ReceiptFields fields = new ReceiptFields(bytes, to);
        fields.scan(from);
        return fields;
    }

    private void scan(int start) {
        int at = start;
        while (true) {
            while (at < end && isSeparator(bytes[at])) at++;
            if (at >= end) return;
            int name = nameAt(at);
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
        if (name < KEPT && from[name] == NONE) {
            from[name] = at;
            to[name] = wordEnd;
        }
        return wordEnd;
    }

    private int nameAt(int at) {
        return switch (bytes[at] | 0x20) {
            case 'i' -> colon(word(at, "id")) ? ID : NONE;
            case 's' -> nameWithS(at);
            case 'd' -> nameWithD(at);
            case 'e' -> colon(word(at, "err")) || colon(word(at, "error")) ? ERR : NONE;
            case 't' -> colon(word(at, "text")) ? TEXT : NONE;
            default -> NONE;
        };
    }

    private int nameWithS(int at) {
        if (colon(word(at, "stat")) || colon(word(at, "status"))) return STAT;
        if (colon(word(at, "sub"))) return SUB;
        return colon(date(word(at, "submit"))) ? SUBMIT : NONE;
    }

    private int nameWithD(int at) {
        if (colon(word(at, "dlvrd"))) return DLVRD;
        return colon(date(word(at, "done"))) ? DONE : NONE;
    }

    /** "date" behind a blank, an underscore, a hyphen or nothing. */
    private int date(int at) {
        if (at == NONE || at >= end) return NONE;
        boolean joined = bytes[at] == ' ' || bytes[at] == '_' || bytes[at] == '-';
        return word(joined ? at + 1 : at, "date");
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
        if (colonAt >= end || bytes[colonAt] != ':') return false;
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

    /** White space, NULs in the middle of the text, and what joins fields where blanks do not. */
    private static boolean isSeparator(byte b) {
        return (b >= 0 && b <= ' ') || b == ',' || b == ';';
    }

    /** Whether any name of Appendix B was found. */
    boolean any() {
        return seen != 0;
    }

    /** An id and a state in a word that only receipts use: a receipt, whatever esm_class says. */
    boolean areUnmistakable() {
        return from[ID] != NONE && from[STAT] != NONE && StatWord.known(bytes, from[STAT], to[STAT]) != null;
    }

    String id(int max) {
        return string(ID, max);
    }

    String error(int max) {
        return string(ERR, max);
    }

    private String string(int field, int max) {
        if (from[field] == NONE) return "";
        return new String(bytes, from[field], Math.min(max, to[field] - from[field]), ISO_8859_1);
    }

    long doneAtMicros() {
        return from[DONE] == NONE ? SmppTime.NONE : SmppTime.receipt(bytes, from[DONE], to[DONE] - from[DONE]);
    }

    /** Null where the text has no stat; a word that nobody knows is UNKNOWN. */
    @Nullable
    MessageState state() {
        if (from[STAT] == NONE) return null;
        MessageState state = StatWord.known(bytes, from[STAT], to[STAT]);
        if (state == null && to[STAT] - from[STAT] == 1) state = StatWord.ofCode(bytes[from[STAT]]);
        return state == null ? MessageState.UNKNOWN : state;
    }
}
