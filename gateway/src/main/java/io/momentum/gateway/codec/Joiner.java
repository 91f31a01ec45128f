package io.momentum.gateway.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;

import io.momentum.gateway.codec.DataCoding.Alphabet;
import io.momentum.gateway.codec.TextForm.DefaultAlphabet;
import java.util.Arrays;
import java.util.List;

/**
 * Makes one deliver_sm of the segments that a carrier delivered. Octets are joined before they are read: some handsets cut
 * through an escape or a surrogate. What comes out is in the usual form, GSM 7-bit or UTF-16BE, whatever the carrier's is.
 */
public final class Joiner {

    /** A text in message_payload: its length has two octets. */
    private static final int OCTETS_MAX = 0xFFFF;

    private Joiner() {}

    /**
     * The whole message: all that the first segment says, with the text of all of them.
     *
     * @param segments in their order; some may be missing
     */
    public static byte[] join(List<MessagePdu> segments, TextForm form) {
        MessagePdu first = segments.getFirst();
        int dataCoding = first.dataCoding();
        Alphabet alphabet = DataCoding.alphabet(dataCoding);
        boolean alike = segments.stream().allMatch(s -> DataCoding.alphabet(s.dataCoding()) == alphabet);
        byte[] text;
        if (!alike) {
            String words = words(segments, form);
            text = usual(words);
            dataCoding = DataCoding.of(alphabetOf(words), dataCoding);
        } else if (alphabet == Alphabet.OCTETS) {
            text = joined(segments);
        } else if (alphabet == Alphabet.UCS2) {
            text = ucs2(segments, form);
        } else {
            String words = septets(segments, form);
            text = usual(words);
            if (alphabetOf(words) != Alphabet.DEFAULT) dataCoding = DataCoding.of(Alphabet.UCS2, dataCoding);
        }
        byte[] others = UserDataHeader.of(first).others();
        byte[] header = SegmentWriter.elements(Shift.NONE, others, null);
        byte[] fitting = fitting(text, OCTETS_MAX - header.length);
        return SegmentWriter.write(first, new SegmentWriter.Segment(header, fitting, dataCoding, null));
    }

    /** What goes into one message; only segments that no handset sends are longer together. */
    private static byte[] fitting(byte[] text, int max) {
        return text.length <= max ? text : Arrays.copyOf(text, max & ~1);
    }

    private static Alphabet alphabetOf(String words) {
        return Shift.NONE.width(words) < 0 ? Alphabet.UCS2 : Alphabet.DEFAULT;
    }

    private static byte[] usual(String words) {
        return alphabetOf(words) == Alphabet.DEFAULT ? Shift.NONE.encode(words) : words.getBytes(UTF_16BE);
    }

    private static String words(List<MessagePdu> segments, TextForm form) {
        StringBuilder words = new StringBuilder();
        for (MessagePdu segment : segments) words.append(TextDecoder.decode(segment, form));
        return words.toString();
    }

    private static byte[] ucs2(List<MessagePdu> segments, TextForm form) {
        byte[] octets = joined(segments);
        String words = TextDecoder.decode(octets, 0, octets.length, DataCoding.UCS2, form, UserDataHeader.NONE);
        return words.replace("\uFEFF", "").getBytes(UTF_16BE); // some mark each segment
    }

    private static String septets(List<MessagePdu> segments, TextForm form) {
        Shift shift = UserDataHeader.of(segments.getFirst()).shift();
        if (form.alphabet() != DefaultAlphabet.GSM7_PACKED) {
            byte[] octets = joined(segments);
            if (form.alphabet() != DefaultAlphabet.GSM7) return new String(octets, ISO_8859_1);
            return shift.decode(octets, 0, octets.length);
        }
        return words(segments, form);
    }

    private static byte[] joined(List<MessagePdu> segments) {
        int length =
                segments.stream().mapToInt(s -> s.textLength() - s.udhLength()).sum();
        byte[] all = new byte[length];
        int at = 0;
        for (MessagePdu segment : segments) {
            int header = segment.udhLength();
            int octets = segment.textLength() - header;
            System.arraycopy(segment.bytes(), segment.textOffset() + header, all, at, octets);
            at += octets;
        }
        return all;
    }
}
