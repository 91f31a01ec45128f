package io.momentum.gateway.codec;

import io.momentum.gateway.codec.DataCoding.Alphabet;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Texts that miss the GSM 7-bit alphabet by a few characters that have a plain form in it: quotes and dashes of a word processor,
 * letters with accents. All of a text fits afterwards or nothing of it is changed: half of the work would save nothing.
 */
public final class Gsm7Fit {

    /** How far a text may be changed. */
    public enum Level {
        OFF,
        /** Quotes, dashes, blanks, dots: what is read the same. */
        TYPOGRAPHY,
        /** Letters too: without the accents that the alphabet lacks. */
        LETTERS
    }

    private static final Map<Integer, String> MARKS = new HashMap<>();
    private static final Map<Integer, String> LETTERS = Map.ofEntries(
            Map.entry((int) '\u0152', "OE"),
            Map.entry((int) '\u0153', "oe"),
            Map.entry((int) '\u0141', "L"),
            Map.entry((int) '\u0142', "l"),
            Map.entry((int) '\u0110', "D"),
            Map.entry((int) '\u0111', "d"),
            Map.entry((int) '\u00D0', "D"),
            Map.entry((int) '\u00F0', "d"),
            Map.entry((int) '\u00DE', "TH"),
            Map.entry((int) '\u00FE', "th"),
            Map.entry((int) '\u0131', "i"),
            Map.entry((int) '\u1E9E', "SS"));

    static {
        put("'", "\u2018\u2019\u201A\u201B\u2032\u00B4`\u02BC");
        put("\"", "\u201C\u201D\u201E\u201F\u2033\u00AB\u00BB");
        put("<", "\u2039");
        put(">", "\u203A");
        put("-", "\u2010\u2011\u2012\u2013\u2014\u2015\u2212");
        put("...", "\u2026");
        put(" ", "\u00A0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u202F\u205F\u3000\t");
        put("", "\u00AD\u200B\u2060\uFEFF");
        put("*", "\u2022\u00B7");
        put("\n", "\u2028\u2029");
    }

    private Gsm7Fit() {}

    private static void put(String plain, String marks) {
        marks.chars().forEach(mark -> MARKS.put(mark, plain));
    }

    /** The text so that all of it is in the alphabet; null where it is already, or cannot be. */
    public static @Nullable String fit(String text, Level level) {
        if (level == Level.OFF || Gsm7.encode(text) != null) return null;
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        var fitted = new StringBuilder(composed.length());
        for (int at = 0; at < composed.length(); ) {
            int character = composed.codePointAt(at);
            at += Character.charCount(character);
            String plain = plain(character, level);
            if (plain == null) return null;
            fitted.append(plain);
        }
        return fitted.toString();
    }

    /** As {@link #fit}; the text itself where it stays. */
    public static String fitted(String text, Level level) {
        String other = fit(text, level);
        return other == null ? text : other;
    }

    /**
     * A submit_sm in UCS-2 with its text in the alphabet; null where it stays as it is. Of a message that its ESME has cut one part
     * alone would be in another alphabet than the rest: those stay.
     */
    public static byte @Nullable [] fit(MessagePdu message, Level level) {
        boolean ucs2 = DataCoding.alphabet(message.dataCoding()) == Alphabet.UCS2;
        if (level == Level.OFF || !ucs2 || message.hasUdh() || Concatenation.isSaid(message)) return null;
        if (message.textLength() == 0 || message.textLength() % 2 != 0) return null;
        String text = TextDecoder.decode(message);
        byte[] septets = Gsm7.encode(fitted(text, level));
        if (septets == null) return null;
        int dataCoding = DataCoding.of(Alphabet.DEFAULT, message.dataCoding());
        return SegmentWriter.write(message, new SegmentWriter.Segment(new byte[0], septets, dataCoding, null));
    }

    private static @Nullable String plain(int character, Level level) {
        String same = Character.toString(character);
        if (Gsm7.encode(same) != null) return same;
        String mark = MARKS.get(character);
        if (mark != null || level != Level.LETTERS) return mark;
        String letter = LETTERS.get(character);
        return letter != null ? letter : withoutAccents(same);
    }

    private static @Nullable String withoutAccents(String character) {
        String parts = Normalizer.normalize(character, Normalizer.Form.NFD);
        int first = parts.codePointAt(0);
        boolean accented = parts.length() > Character.charCount(first) && Character.isLetter(first);
        String base = Character.toString(first);
        return accented && Gsm7.encode(base) != null ? base : null;
    }
}
