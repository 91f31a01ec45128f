package io.momentum.store.fact;

import io.momentum.store.value.Address;
import io.momentum.store.value.MessageId;
import io.momentum.store.value.Msisdn;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes the members of one JSON object, one behind the other. A member without a value is left out. */
final class JsonLine {

    private static final int SHOWN_DIGITS = 2;

    private final StringBuilder out = new StringBuilder(256).append('{');
    private final boolean masked;

    JsonLine(boolean masked) {
        this.masked = masked;
    }

    String end() {
        return out.append('}').toString();
    }

    JsonLine number(String name, long value) {
        name(name);
        out.append(value);
        return this;
    }

    JsonLine text(String name, @Nullable String value) {
        if (value == null) return this;
        name(name);
        quoted(value);
        return this;
    }

    JsonLine id(String name, long value) {
        return text(name, MessageId.format(value));
    }

    JsonLine time(String name, long micros) {
        return text(name, Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString());
    }

    /** Which part of a message; nothing where it was not cut. */
    JsonLine part(int part) {
        return part == Fact.WHOLE ? this : number("part", part);
    }

    JsonLine status(int value) {
        return text("status", "0x" + HexFormat.of().toHexDigits(value));
    }

    JsonLine digits(String name, long digits) {
        if (digits == Msisdn.NONE) return this;
        return text(name, masked ? Msisdn.masked(digits) : Long.toString(digits));
    }

    JsonLine address(String name, Address address) {
        name(name);
        out.append("{\"ton\":").append(address.ton()).append(",\"npi\":").append(address.npi());
        out.append(",\"text\":");
        quoted(masked ? masked(address.text()) : address.text());
        out.append('}');
        return this;
    }

    JsonLine flag(String name, boolean value) {
        name(name);
        out.append(value);
        return this;
    }

    /** What people wrote or are called: where lines are masked, its length. */
    JsonLine personal(String name, String value) {
        return masked ? number(name + "Length", value.length()) : text(name, value);
    }

    JsonLine texts(String name, List<?> values) {
        name(name);
        out.append('[');
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) out.append(',');
            quoted(String.valueOf(values.get(i)));
        }
        out.append(']');
        return this;
    }

    /** What quotes people: where lines are masked, how much there is. */
    JsonLine personal(String name, List<?> values) {
        return masked ? number(name + "Count", values.size()) : texts(name, values);
    }

    /** Numbers of subscribers. */
    JsonLine masked(String name, List<?> digits) {
        return texts(
                name,
                digits.stream()
                        .map(one -> masked ? Msisdn.masked((Long) one) : String.valueOf(one))
                        .toList());
    }

    /** Attributes of people: where lines are masked, their names alone. */
    JsonLine personal(String name, Map<?, ?> values) {
        if (masked) return texts(name, List.copyOf(new TreeMap<>(values).keySet()));
        name(name);
        out.append('{');
        boolean first = true;
        for (Map.Entry<?, ?> entry : new TreeMap<>(values).entrySet()) {
            if (!first) out.append(',');
            first = false;
            quoted((String) entry.getKey());
            out.append(':');
            quoted((String) entry.getValue());
        }
        out.append('}');
        return this;
    }

    JsonLine pdu(byte[] pdu) {
        if (masked) return number("pduBytes", pdu.length);
        return text("pdu", HexFormat.of().formatHex(pdu));
    }

    private static String masked(String address) {
        return "…" + address.substring(Math.max(0, address.length() - SHOWN_DIGITS));
    }

    private void name(String name) {
        if (out.length() > 1) out.append(',');
        quoted(name);
        out.append(':');
    }

    /** RFC 8259 section 7. Halves of surrogate pairs are escaped, so that the line is always valid UTF-8. */
    private void quoted(String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') out.append('\\').append(c);
            else if (c < ' ' || c == 0x7f || Character.isSurrogate(c) || c == '\u2028' || c == '\u2029') escaped(c);
            else out.append(c);
        }
        out.append('"');
    }

    private void escaped(char c) {
        out.append("\\u").append(HexFormat.of().toHexDigits(c));
    }
}
