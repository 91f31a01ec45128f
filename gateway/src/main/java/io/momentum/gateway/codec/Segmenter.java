package io.momentum.gateway.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import io.momentum.gateway.codec.DataCoding.Alphabet;
import io.momentum.gateway.codec.SegmentRules.Mode;
import io.momentum.gateway.codec.TextForm.DefaultAlphabet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a submit_sm into the segments that one peer takes, and writes its text in that peer's alphabet. Octets are cut where they
 * lie and only written anew where the peer's alphabet is another one: what nobody has to understand stays as it is. An escape
 * stays with its character and a surrogate with its other half. Whoever has cut his message himself is left alone.
 */
public final class Segmenter {

    /** User data of one short message (3GPP TS 23.040 section 9.2.3.24). */
    private static final int USER_DATA_MAX = 140;

    /** Octets of TLVs in all segments together: a peer's large one times 255 is not for our memory. */
    private static final int TLVS_MAX = 1 << 18;

    /** What a message_payload can say of its length, less a header: two octets a character may be more. */
    private static final int PIECE_MAX = 0xFFFF - 256;

    private Segmenter() {}

    /**
     * Whether a message has to be looked at.
     *
     * @param ours whether the text came to us as text, so that its alphabet is ours to choose
     */
    public static boolean concerns(MessagePdu message, SegmentRules rules, boolean ours) {
        if (ours || rules.form().isUnusual()) return true;
        return rules.mode() != Mode.PAYLOAD && message.smLength() == 0 && message.textLength() > 0;
    }

    /** The segments of a message. */
    public static Segments of(MessagePdu message, SegmentRules rules, boolean ours, int reference) {
        Body body = body(message);
        UserDataHeader header = UserDataHeader.of(message);
        boolean odd = body.alphabet() == Alphabet.UCS2 && body.octets().length % 2 != 0;
        if (message.shortMessageOffset() == 0 || body.octets().length == 0 || header.isBroken() || odd) {
            return unchanged(body.alphabet(), rules);
        }
        if (Concatenation.isSaid(message)) return ownSegment(message, header, body, rules);
        Body best = ours ? shortest(body, header, rules) : inPeersAlphabet(body, rules);
        return cut(message, header, best, rules, reference, !best.equals(body));
    }

    private static Segments unchanged(Alphabet alphabet, SegmentRules rules) {
        return new Segments(List.of(), 1, rules.partsMax(), alphabet);
    }

    /**
     * A text as octets: one a septet, or two for UTF-16BE, or what they are.
     *
     * @param shift the tables of septets
     */
    private record Body(Alphabet alphabet, Shift shift, byte[] octets) {

        static Body ucs2(String text) {
            return new Body(Alphabet.UCS2, Shift.NONE, text.getBytes(UTF_16BE));
        }

        String text() {
            return alphabet == Alphabet.UCS2 ? new String(octets, UTF_16BE) : shift.decode(octets, 0, octets.length);
        }

        int unitOctets() {
            return alphabet == Alphabet.UCS2 ? 2 : 1;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Body b
                    && b.alphabet == alphabet
                    && b.shift.equals(shift)
                    && Arrays.equals(b.octets, octets);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(octets);
        }
    }

    private static Body body(MessagePdu message) {
        int from = message.textOffset() + message.udhLength();
        byte[] octets = Arrays.copyOfRange(message.bytes(), from, message.textOffset() + message.textLength());
        return new Body(
                DataCoding.alphabet(message.dataCoding()),
                UserDataHeader.of(message).shift(),
                octets);
    }

    // ---- the alphabet

    /** The same alphabet, unless the peer's default one lacks a character: then UCS-2. */
    private static Body inPeersAlphabet(Body body, SegmentRules rules) {
        DefaultAlphabet wire = rules.form().alphabet();
        if (body.alphabet() != Alphabet.DEFAULT || wire == DefaultAlphabet.GSM7) return body;
        String text = body.text();
        Shift shift = wire == DefaultAlphabet.GSM7_PACKED ? body.shift() : Shift.NONE;
        return isIn(wire, shift, text) ? new Body(Alphabet.DEFAULT, shift, shift.encode(text)) : Body.ucs2(text);
    }

    /** Whether the peer's default alphabet has all of it: on the air it becomes 7-bit again, so both must. */
    private static boolean isIn(DefaultAlphabet wire, Shift shift, String text) {
        if (shift.width(text) < 0) return false;
        char last = wire == DefaultAlphabet.ASCII ? '\u007F' : '\u00FF';
        boolean octets = wire == DefaultAlphabet.ASCII || wire == DefaultAlphabet.LATIN1;
        return !octets || text.chars().allMatch(c -> c <= last);
    }

    /** Of all ways to write it the one with the fewest segments, then the fewest octets; of equals the most usual one. */
    private static Body shortest(Body body, UserDataHeader header, SegmentRules rules) {
        if (body.alphabet() == Alphabet.OCTETS) return body;
        String text = body.text();
        Body best = Body.ucs2(text);
        for (Shift shift : tables(rules).reversed()) {
            if (!isIn(rules.form().alphabet(), shift, text)) continue;
            Body next = new Body(Alphabet.DEFAULT, shift, shift.encode(text));
            if (cost(next, header, rules) <= cost(best, header, rules)) best = next;
        }
        return best;
    }

    private static List<Shift> tables(SegmentRules rules) {
        List<Shift> tables = new ArrayList<>();
        tables.add(Shift.NONE);
        DefaultAlphabet wire = rules.form().alphabet();
        boolean septets = wire == DefaultAlphabet.GSM7 || wire == DefaultAlphabet.GSM7_PACKED;
        // A header for the tables beside sar_* TLVs, or in a payload that the SMSC cuts, is asking for trouble.
        if (!septets || rules.mode() == Mode.SAR || rules.mode() == Mode.PAYLOAD) return tables;
        for (NationalLanguage language : rules.languages()) {
            tables.add(Shift.of(null, language));
            if (language.hasLocking()) {
                tables.add(Shift.of(language, null));
                tables.add(Shift.of(language, language));
            }
        }
        return tables;
    }

    private static long cost(Body body, UserDataHeader header, SegmentRules rules) {
        int parts = pieces(body, header, rules).size();
        int bits = body.alphabet() == Alphabet.DEFAULT ? 7 : 8;
        int headers = headerOctets(body, header, parts > 1 ? rules.mode().elementOctets() : 0);
        return ((long) parts << 32) + (long) body.octets().length * bits + headers * 8L * parts;
    }

    // ---- the cut

    private static int headerOctets(Body body, UserDataHeader header, int concatenation) {
        int elements = body.shift().elementOctets() + header.others().length + concatenation;
        return elements == 0 ? 0 : 1 + elements;
    }

    /** Octets of a body that fit behind a header. */
    private static int room(Body body, int headerOctets) {
        int octets = Math.max(8, USER_DATA_MAX - headerOctets);
        return switch (body.alphabet()) {
            case DEFAULT -> octets * 8 / 7;
            case UCS2 -> octets & ~1;
            case OCTETS -> octets;
        };
    }

    private static List<byte[]> pieces(Body body, UserDataHeader header, SegmentRules rules) {
        boolean whole =
                rules.mode() == Mode.PAYLOAD || body.octets().length <= room(body, headerOctets(body, header, 0));
        if (whole) return List.of(body.octets());
        int room = room(body, headerOctets(body, header, rules.mode().elementOctets()));
        List<byte[]> pieces = new ArrayList<>();
        byte[] octets = body.octets();
        for (int from = 0; from < octets.length; ) {
            int to = Math.min(octets.length, from + room);
            if (to < octets.length && isInside(body, to)) to -= body.unitOctets();
            pieces.add(Arrays.copyOfRange(octets, from, to));
            from = to;
        }
        return pieces;
    }

    /** Whether a cut here would part what belongs together. */
    private static boolean isInside(Body body, int at) {
        byte[] octets = body.octets();
        return switch (body.alphabet()) {
            case OCTETS -> false;
            case UCS2 -> (octets[at - 2] & 0xFC) == 0xD8 && (octets[at] & 0xFC) == 0xDC;
            case DEFAULT -> {
                // An escape may itself be escaped: an odd row of them reaches over the cut.
                int escapes = 0;
                while (escapes < at && octets[at - 1 - escapes] == Gsm7.ESCAPE) escapes++;
                yield escapes % 2 != 0;
            }
        };
    }

    private static Segments cut(
            MessagePdu message,
            UserDataHeader header,
            Body body,
            SegmentRules rules,
            int reference,
            boolean rewritten) {
        List<byte[]> pieces = pieces(body, header, rules);
        int count = pieces.size();
        if (count > rules.partsMax()) return new Segments(List.of(), count, rules.partsMax(), body.alphabet());
        boolean overlong = pieces.getFirst().length > PIECE_MAX || (long) count * tlvOctets(message) > TLVS_MAX;
        if (overlong) return new Segments(List.of(), count, 0, body.alphabet());
        boolean moved = message.smLength() == 0 && rules.mode() != Mode.PAYLOAD;
        boolean translated = rules.form().isUnusual() && body.alphabet() != Alphabet.OCTETS;
        if (count == 1 && !rewritten && !moved && !translated) return unchanged(body.alphabet(), rules);
        boolean same = DataCoding.alphabet(message.dataCoding()) == body.alphabet();
        int dataCoding = same ? message.dataCoding() : DataCoding.of(body.alphabet(), message.dataCoding());
        List<byte[]> pdus = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Concatenation place = place(rules.mode(), reference, count, i + 1);
            byte[] elements = SegmentWriter.elements(body.shift(), header.others(), place);
            byte[] wire = wire(body, pieces.get(i), elements.length, rules.form());
            Concatenation sar = rules.mode() == Mode.SAR ? place : null;
            pdus.add(SegmentWriter.write(message, new SegmentWriter.Segment(elements, wire, dataCoding, sar)));
        }
        return new Segments(pdus, count, rules.partsMax(), body.alphabet());
    }

    /** Octets of TLVs that go with every segment. */
    private static int tlvOctets(MessagePdu message) {
        int payload = message.smLength() == 0 ? message.textLength() : 0;
        return message.end() - message.tlvOffset() - payload;
    }

    private static @Nullable Concatenation place(Mode mode, int reference, int total, int number) {
        if (total == 1) return null;
        return switch (mode) {
            case UDH8 -> new Concatenation(Concatenation.Form.UDH8, reference & 0xFF, total, number);
            case UDH16 -> new Concatenation(Concatenation.Form.UDH16, reference & 0xFFFF, total, number);
            case SAR -> new Concatenation(Concatenation.Form.SAR, reference & 0xFFFF, total, number);
            case PAYLOAD -> null;
        };
    }

    /** A piece as the peer reads it. */
    private static byte[] wire(Body body, byte[] piece, int headerOctets, TextForm form) {
        return switch (body.alphabet()) {
            case OCTETS -> piece;
            case UCS2 -> form.littleEndian() ? new String(piece, UTF_16BE).getBytes(UTF_16LE) : piece;
            case DEFAULT ->
                switch (form.alphabet()) {
                    case GSM7 -> piece;
                    case GSM7_PACKED -> Septets.pack(piece, headerOctets);
                    case LATIN1, ASCII ->
                        Shift.NONE.decode(piece, 0, piece.length).getBytes(ISO_8859_1);
                };
        };
    }

    /** A segment that its ESME has cut stays one segment under its own header; only its alphabet may have to change. */
    private static Segments ownSegment(MessagePdu message, UserDataHeader header, Body body, SegmentRules rules) {
        Concatenation place = Concatenation.of(message);
        boolean translated = rules.form().isUnusual() && body.alphabet() != Alphabet.OCTETS;
        Body theirs = inPeersAlphabet(body, rules);
        boolean leave = !translated || theirs.alphabet() != body.alphabet() || message.smLength() == 0;
        if (place == null || leave) return unchanged(body.alphabet(), rules);
        int at = message.textOffset();
        byte[] elements = Arrays.copyOfRange(message.bytes(), at, at + header.octets());
        byte[] wire = wire(theirs, theirs.octets(), header.octets(), rules.form());
        Concatenation sar = place.form() == Concatenation.Form.SAR ? place : null;
        var segment = new SegmentWriter.Segment(elements, wire, message.dataCoding(), sar);
        return new Segments(List.of(SegmentWriter.write(message, segment)), 1, rules.partsMax(), body.alphabet());
    }
}
