package io.momentum.ops.followup.evidence;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON that has one form only (RFC 8785): members by the UTF-16 units of their names, numbers as ECMAScript writes them, no
 * blanks. Takes maps with text as keys, lists, text, booleans, whole numbers up to 2^53, finite doubles and null; anything else,
 * and text with half a surrogate pair, is an IllegalArgumentException.
 */
public final class CanonicalJson {

    private static final int EXACT_BITS = 53;
    private static final String ESCAPED = "\b\t\n\f\r\"\\";
    private static final String ESCAPES = "btnfr\"\\";

    private CanonicalJson() {}

    public static byte[] bytes(@Nullable Object value) {
        return text(value).getBytes(StandardCharsets.UTF_8);
    }

    public static String text(@Nullable Object value) {
        var out = new StringBuilder(256);
        write(value, out);
        return out.toString();
    }

    private static void write(@Nullable Object value, StringBuilder out) {
        switch (value) {
            case null -> out.append("null");
            case String text -> string(text, out);
            case Boolean flag -> out.append(flag.booleanValue());
            case Integer number -> out.append(number.intValue());
            case Long number -> out.append(whole(BigInteger.valueOf(number)));
            case BigInteger number -> out.append(whole(number));
            case Double number -> out.append(number(number));
            case Map<?, ?> map -> object(map, out);
            case List<?> list -> array(list, out);
            default -> throw new IllegalArgumentException("no JSON: " + value.getClass());
        }
    }

    private static void object(Map<?, ?> map, StringBuilder out) {
        var sorted = new TreeMap<String, @Nullable Object>();
        map.forEach((name, value) -> sorted.put((String) name, value));
        out.append('{');
        String before = "";
        for (Map.Entry<String, @Nullable Object> member : sorted.entrySet()) {
            out.append(before);
            string(member.getKey(), out);
            out.append(':');
            write(member.getValue(), out);
            before = ",";
        }
        out.append('}');
    }

    private static void array(List<?> list, StringBuilder out) {
        out.append('[');
        String before = "";
        for (Object entry : list) {
            out.append(before);
            write(entry, out);
            before = ",";
        }
        out.append(']');
    }

    private static void string(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int escape = ESCAPED.indexOf(c);
            if (escape >= 0) out.append('\\').append(ESCAPES.charAt(escape));
            else if (c < ' ') out.append("\\u").append(HexFormat.of().toHexDigits(c));
            else if (Character.isSurrogate(c)) i = pair(text, i, out);
            else out.append(c);
        }
        out.append('"');
    }

    private static int pair(String text, int at, StringBuilder out) {
        boolean whole = at + 1 < text.length() && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
        if (!whole) throw new IllegalArgumentException("half a surrogate pair");
        out.append(text, at, at + 2);
        return at + 1;
    }

    /** Numbers are doubles, all of them: a whole one beyond 2^53 is one only if that is how the double is written. */
    private static String whole(BigInteger number) {
        String text = number.toString();
        if (number.bitLength() <= EXACT_BITS || number(number.doubleValue()).equals(text)) return text;
        throw new IllegalArgumentException(text + " is beyond 2^53");
    }

    /** ECMA-262, Number::toString. */
    private static String number(double number) {
        if (!Double.isFinite(number)) throw new IllegalArgumentException(number + " is no number of JSON");
        if (number == 0) return "0";
        BigDecimal shortest = shortest(Math.abs(number));
        String digits = shortest.unscaledValue().toString();
        int count = digits.length();
        int point = count - shortest.scale();
        String sign = number < 0 ? "-" : "";
        if (point > 21 || point < -5) return sign + scientific(digits, point - 1);
        if (point >= count) return sign + digits + "0".repeat(point - count);
        if (point > 0) return sign + digits.substring(0, point) + "." + digits.substring(point);
        return sign + "0." + "0".repeat(-point) + digits;
    }

    private static String scientific(String digits, int exponent) {
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        return digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
    }

    /** The fewest digits that still mean this number. The JDK never writes fewer than two, where one may do. */
    private static BigDecimal shortest(double number) {
        BigDecimal decimal = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        if (decimal.precision() != 2) return decimal;
        BigDecimal one = decimal.round(new MathContext(1)).stripTrailingZeros();
        return one.doubleValue() == number ? one : decimal;
    }
}
