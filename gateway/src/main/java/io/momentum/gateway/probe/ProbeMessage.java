package io.momentum.gateway.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;

import io.momentum.gateway.codec.CommandId;
import io.momentum.gateway.codec.Gsm7;
import io.momentum.gateway.codec.PduWriter;
import io.momentum.gateway.codec.TextForm.DefaultAlphabet;
import io.momentum.gateway.codec.Tlv;
import io.momentum.store.value.Address;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One submit_sm of a probe.
 *
 * @param part from 1; 1 for a message of one part
 * @param pdu with sequence number 0
 */
record ProbeMessage(Kind kind, int part, String text, byte[] pdu) {

    private static final int UDHI = 0x40;
    private static final int UCS2 = 8;
    private static final int PARTS = 3;
    private static final int REFERENCE = 0x4D;
    private static final int PART_OCTETS = 120;
    private static final String LONG = "Momentum asks in three parts whether they come as one: ".repeat(6);

    /** What a message is to find out. */
    enum Kind {
        PLAIN("one part in plain letters"),
        ALPHABET("the whole GSM alphabet"),
        UCS2("UCS-2 with an emoji"),
        UDH("three parts with a user data header"),
        SAR("two parts with SAR TLVs"),
        PAYLOAD("a long text in message_payload");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /** All messages for one number. */
    static List<ProbeMessage> all(Address from, Address to, DefaultAlphabet charset) {
        var writer = new Writer(from, to);
        var all = new ArrayList<ProbeMessage>();
        all.add(writer.whole(
                Kind.PLAIN, "Momentum probe: plain letters", encoded("Momentum probe: plain letters", charset)));
        String alphabet = "Momentum probe: @£$_{}[]€";
        all.add(writer.whole(Kind.ALPHABET, alphabet, encoded(alphabet, charset)));
        all.add(writer.ucs2("Momentum probe: \uD83D\uDE00 ñ ж 漢"));
        for (int part = 1; part <= PARTS; part++) all.add(writer.udh(part));
        for (int part = 1; part <= 2; part++) all.add(writer.sar(part));
        all.add(writer.payload());
        return List.copyOf(all);
    }

    private static byte[] encoded(String text, DefaultAlphabet charset) {
        return switch (charset) {
            case LATIN1, ASCII -> text.getBytes(ISO_8859_1);
            case GSM7, GSM7_PACKED -> Objects.requireNonNull(Gsm7.encode(text));
        };
    }

    /** Messages from one address to another. */
    private record Writer(Address from, Address to) {

        ProbeMessage whole(Kind kind, String text, byte[] octets) {
            return new ProbeMessage(kind, 1, text, submit(0, 0, octets, new byte[0]));
        }

        ProbeMessage ucs2(String text) {
            return new ProbeMessage(Kind.UCS2, 1, text, submit(0, UCS2, text.getBytes(UTF_16BE), new byte[0]));
        }

        ProbeMessage udh(int part) {
            String text = piece(part);
            byte[] octets = bytes(5, 0, 3, REFERENCE, PARTS, part, text.getBytes(ISO_8859_1));
            return new ProbeMessage(Kind.UDH, part, text, submit(UDHI, 0, octets, new byte[0]));
        }

        ProbeMessage sar(int part) {
            byte[] tlvs = bytes(
                    tlv(Tlv.SAR_MSG_REF_NUM, 0, REFERENCE + 1),
                    tlv(Tlv.SAR_TOTAL_SEGMENTS, 2),
                    tlv(Tlv.SAR_SEGMENT_SEQNUM, part));
            return new ProbeMessage(
                    Kind.SAR, part, piece(part), submit(0, 0, piece(part).getBytes(ISO_8859_1), tlvs));
        }

        ProbeMessage payload() {
            byte[] octets = LONG.substring(0, 2 * PART_OCTETS).getBytes(ISO_8859_1);
            byte[] header = ByteBuffer.allocate(4)
                    .putShort((short) Tlv.MESSAGE_PAYLOAD)
                    .putShort((short) octets.length)
                    .array();
            byte[] pdu = submit(0, 0, new byte[0], bytes(header, octets));
            return new ProbeMessage(Kind.PAYLOAD, 1, new String(octets, ISO_8859_1), pdu);
        }

        private static String piece(int part) {
            return LONG.substring((part - 1) * 60, part * 60);
        }

        private byte[] submit(int esmClass, int dataCoding, byte[] octets, byte[] tlvs) {
            byte[] body = bytes(
                    0,
                    address(from),
                    address(to),
                    esmClass,
                    0,
                    0,
                    0,
                    0,
                    1,
                    0,
                    dataCoding,
                    0,
                    octets.length,
                    octets,
                    tlvs);
            return ByteBuffer.allocate(16 + body.length)
                    .putInt(16 + body.length)
                    .putInt(CommandId.SUBMIT_SM)
                    .putInt(0)
                    .putInt(0)
                    .put(body)
                    .array();
        }

        private static byte[] address(Address address) {
            return bytes(address.ton(), address.npi(), address.text().getBytes(ISO_8859_1), 0);
        }

        private static byte[] tlv(int tag, int... value) {
            var out = new ByteArrayOutputStream();
            out.writeBytes(bytes(tag >> 8, tag, 0, value.length));
            for (int octet : value) out.write(octet);
            return out.toByteArray();
        }

        /** Integers are single octets. */
        private static byte[] bytes(Object... parts) {
            var out = new ByteArrayOutputStream();
            for (Object part : parts) {
                if (part instanceof byte[] raw) out.writeBytes(raw);
                else out.write((Integer) part);
            }
            return out.toByteArray();
        }
    }

    /** The usual address of a text. */
    static Address address(String text) {
        return PduWriter.address(text);
    }
}
