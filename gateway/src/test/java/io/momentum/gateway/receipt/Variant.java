package io.momentum.gateway.receipt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.momentum.gateway.codec.CommandId;
import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.profile.ReceiptProfile;
import io.momentum.store.value.MessageState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One line of {@code receipts/variants.txt}.
 *
 * @param how the settings of the second column
 */
public record Variant(String name, List<String> how, String text, String understood) {

    private static final int PAYLOAD = 0x0424;
    private static final byte[] ADDRESSES = "\1\00115550100123\0\3\000890123\0".getBytes(ISO_8859_1);

    public static List<Variant> all() {
        try (InputStream file = Variant.class.getResourceAsStream("/receipts/variants.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Variant::of)
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Variant of(String line) {
        String[] columns = line.split("\\|", -1);
        if (columns.length != 4) throw new AssertionError(columns.length + " columns: " + line);
        String how = columns[1].strip();
        return new Variant(
                columns[0].strip(),
                how.isEmpty() ? List.of() : List.of(how.split(" ", -1)),
                unescaped(withoutMargins(columns[2])),
                columns[3].strip());
    }

    /** One blank on each side is the table's, any other the text's. */
    private static String withoutMargins(String column) {
        return column.length() < 2 ? "" : column.substring(1, column.length() - 1);
    }

    private static String unescaped(String text) {
        String plain = text.replace("\\r", "\r")
                .replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\\0", "\0");
        var out = new StringBuilder();
        for (int i = 0; i < plain.length(); i++) {
            if (plain.startsWith("\\x", i)) {
                out.append((char) HexFormat.fromHexDigits(plain, i + 2, i + 4));
                i += 3;
            } else {
                out.append(plain.charAt(i));
            }
        }
        return out.toString();
    }

    ReceiptScanner scanner() {
        ReceiptProfile profile = ReceiptProfile.DEFAULT;
        for (String setting : how) {
            String value = setting.substring(setting.indexOf('=') + 1);
            if (setting.startsWith("zone=")) profile = profile.withZone(ZoneId.of(value));
            if (setting.equals("textwins")) profile = profile.withTextWins();
            if (setting.startsWith("pattern=")) profile = profile.withPattern(value);
            if (setting.startsWith("stats=")) profile = profile.withStats(stats(value));
        }
        return new ReceiptScanner(profile);
    }

    private static Map<String, MessageState> stats(String words) {
        Map<String, MessageState> stats = new HashMap<>();
        for (String pair : words.split(",", -1)) {
            String[] both = pair.split(":", -1);
            stats.put(both[0], MessageState.valueOf(both[1]));
        }
        return stats;
    }

    MessagePdu message() {
        MessagePdu message = MessagePdu.parse(pdu(), true);
        if (!message.isOk()) throw new AssertionError("status " + message.status());
        return message;
    }

    public byte[] pdu() {
        byte[] octets = octets();
        boolean dataSm = how.contains("datasm");
        boolean payload = dataSm || how.contains("payload");
        int esmClass = number("esm=", 4);
        int coding = number("dcs=", 0);
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[16]);
        out.write(0);
        out.writeBytes(ADDRESSES);
        out.write(esmClass);
        if (dataSm) {
            out.writeBytes(new byte[] {0, (byte) coding});
        } else {
            out.writeBytes(new byte[] {0, 0, 0, 0, 0, 0, (byte) coding, 0, (byte) (payload ? 0 : octets.length)});
            if (!payload) out.writeBytes(octets);
        }
        if (payload && octets.length > 0) tlv(out, PAYLOAD, octets);
        tlvs(out);
        byte[] pdu = out.toByteArray();
        ByteBuffer.wrap(pdu).putInt(pdu.length).putInt(dataSm ? CommandId.DATA_SM : CommandId.DELIVER_SM);
        return pdu;
    }

    private void tlvs(ByteArrayOutputStream out) {
        for (String setting : how) {
            String value = setting.substring(setting.indexOf('=') + 1);
            HexFormat hex = HexFormat.of();
            if (setting.startsWith("id=")) tlv(out, 0x1E, (value + "\0").getBytes(ISO_8859_1));
            if (setting.startsWith("rawid=")) tlv(out, 0x1E, hex.parseHex(value));
            if (setting.startsWith("state=")) tlv(out, 0x427, hex.parseHex(value));
            if (setting.startsWith("nec=")) tlv(out, 0x423, hex.parseHex(value));
            if (!setting.startsWith("tlv=")) continue;
            int colon = value.indexOf(':');
            tlv(out, HexFormat.fromHexDigits(value, 0, colon), hex.parseHex(value.substring(colon + 1)));
        }
    }

    private static void tlv(ByteArrayOutputStream out, int tag, byte[] value) {
        out.writeBytes(new byte[] {(byte) (tag >> 8), (byte) tag, (byte) (value.length >> 8), (byte) value.length});
        out.writeBytes(value);
    }

    private byte[] octets() {
        if (how.contains("enc=utf16be")) return text.getBytes(StandardCharsets.UTF_16BE);
        if (how.contains("enc=utf16le")) return text.getBytes(StandardCharsets.UTF_16LE);
        if (how.contains("enc=utf16bom")) return ("\ufeff" + text).getBytes(StandardCharsets.UTF_16BE);
        return text.getBytes(ISO_8859_1);
    }

    private int number(String key, int usual) {
        for (String setting : how) {
            if (setting.startsWith(key)) return Integer.parseInt(setting.substring(key.length()));
        }
        return usual;
    }

    /** A scan's result in the words of the last column. */
    static String told(Receipt receipt) {
        if (receipt == null) return "MO";
        var out = new StringBuilder(receipt.state().name());
        if (!receipt.smscId().isEmpty()) out.append(" id:").append(receipt.smscId());
        if (!receipt.error().isEmpty()) out.append(" err:").append(receipt.error());
        long done = receipt.doneAtMicros();
        if (done != 0) out.append(" done:").append(Instant.ofEpochMilli(done / 1000));
        if (receipt.intermediate()) out.append(" intermediate");
        if (receipt.contradictory()) out.append(" conflict");
        if (receipt.assumed()) out.append(" assumed");
        return out.toString();
    }

    @Override
    public String toString() {
        return name.toLowerCase(Locale.ROOT);
    }
}
