package io.momentum.gateway.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/** PDUs as bytes, put together by hand so that they can be wrong: nothing here uses the product's codec. */
final class Pdus {

    static final int BIND_RX = 0x01;
    static final int BIND_TX = 0x02;
    static final int QUERY_SM = 0x03;
    static final int SUBMIT_SM = 0x04;
    static final int DELIVER_SM = 0x05;
    static final int UNBIND = 0x06;
    static final int REPLACE_SM = 0x07;
    static final int CANCEL_SM = 0x08;
    static final int BIND_TRX = 0x09;
    static final int ENQUIRE_LINK = 0x15;
    static final int SUBMIT_MULTI = 0x21;
    static final int ALERT_NOTIFICATION = 0x102;
    static final int DATA_SM = 0x103;
    static final int RESP = 0x8000_0000;
    static final int NACK = RESP;

    private Pdus() {}

    static byte[] pdu(int id, int sequence, Object... body) {
        return pdu(id, 0, sequence, bytes(body));
    }

    static byte[] pdu(int id, int status, int sequence, byte[] body) {
        return ByteBuffer.allocate(16 + body.length)
                .putInt(16 + body.length)
                .putInt(id)
                .putInt(status)
                .putInt(sequence)
                .put(body)
                .array();
    }

    static byte[] response(int requestId, int status, int sequence, Object... body) {
        return pdu(requestId | RESP, status, sequence, bytes(body));
    }

    /** Strings become C-octet strings, integers single octets, byte arrays themselves. */
    static byte[] bytes(Object... parts) {
        var out = new ByteArrayOutputStream();
        for (Object part : parts) {
            switch (part) {
                case String text -> {
                    out.writeBytes(text.getBytes(ISO_8859_1));
                    out.write(0);
                }
                case Integer octet -> out.write(octet);
                case byte[] raw -> out.writeBytes(raw);
                default -> throw new IllegalArgumentException(part.toString());
            }
        }
        return out.toByteArray();
    }

    static byte[] raw(String text) {
        return text.getBytes(ISO_8859_1);
    }

    static byte[] tlv(int tag, byte[] value) {
        return ByteBuffer.allocate(4 + value.length)
                .putShort((short) tag)
                .putShort((short) value.length)
                .put(value)
                .array();
    }

    static byte[] join(List<byte[]> parts) {
        var out = new ByteArrayOutputStream();
        parts.forEach(out::writeBytes);
        return out.toByteArray();
    }

    static byte[] join(byte[]... parts) {
        return join(List.of(parts));
    }

    static byte[] bind(int id, int sequence, String systemId, String password, int version) {
        return pdu(id, sequence, systemId, password, "", version, 0, 0, "");
    }

    static byte[] submit(int sequence, String to, String text) {
        return message(SUBMIT_SM, sequence, "890123", to, 0, 0, raw(text), new byte[0]);
    }

    static byte[] deliver(int sequence, String from, String to, int dataCoding, byte[] text) {
        return message(DELIVER_SM, sequence, from, to, 0, dataCoding, text, new byte[0]);
    }

    static byte[] receipt(int sequence, String smscId, String from, String stat) {
        String text = "id:" + smscId + " sub:001 dlvrd:001 submit date:2601010101 done date:2601010102 stat:" + stat
                + " err:000 text:";
        return message(DELIVER_SM, sequence, from, "890123", 4, 0, raw(text), new byte[0]);
    }

    static byte[] message(
            int id, int sequence, String from, String to, int esmClass, int dataCoding, byte[] text, byte[] after) {
        return pdu(
                id,
                sequence,
                "",
                1,
                1,
                from,
                1,
                1,
                to,
                esmClass,
                0,
                0,
                "",
                "",
                1,
                0,
                dataCoding,
                0,
                text.length,
                text,
                after);
    }
}
