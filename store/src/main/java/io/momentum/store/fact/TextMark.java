package io.momentum.store.fact;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What stands where a text was that has gone: enough to prove that a text which somebody holds is the one, and no more.
 *
 * @param octets how long it was
 * @param sha256 of its octets, in hexadecimal
 * @param untilMicros when it went, microseconds since 1970
 */
public record TextMark(long octets, String sha256, long untilMicros) {

    /** How many octets {@link #toBytes} makes. */
    static final int BYTES = 48;

    /** No keyboard makes it. */
    private static final char SUBSTITUTE = '\u001a';

    private static final int HASH_BYTES = 32;

    private static final Pattern JSON = Pattern.compile("\\{\"gone\":\\{\"octets\":[0-9]+,\"sha256\":\"[0-9a-f]{64}\","
            + "\"untilMicros\":[0-9]+}(,\"to\":\"[0-9]+\")?}");

    static TextMark of(byte[] bytes, int from, int length, long untilMicros) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, from, length);
            return new TextMark(length, HexFormat.of().formatHex(digest.digest()), untilMicros);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }

    /** Of a text in UTF-8. */
    static TextMark of(String text, long untilMicros) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return of(bytes, 0, bytes.length, untilMicros);
    }

    /** In the place of a text of a follow-up fact. */
    String toText() {
        return SUBSTITUTE + "%d %s %d".formatted(octets, sha256, untilMicros);
    }

    /** In the place of a JSON object; {@code more} members behind it, each with a comma before it. */
    String toJson(String more) {
        return "{\"gone\":{\"octets\":%d,\"sha256\":\"%s\",\"untilMicros\":%d}%s}"
                .formatted(octets, sha256, untilMicros, more);
    }

    static boolean isJson(String text) {
        return JSON.matcher(text).matches();
    }

    byte[] toBytes() {
        return ByteBuffer.allocate(BYTES)
                .putLong(octets)
                .put(HexFormat.of().parseHex(sha256))
                .putLong(untilMicros)
                .array();
    }

    static TextMark of(byte[] bytes, int from) {
        ByteBuffer in = ByteBuffer.wrap(bytes, from, BYTES);
        long octets = in.getLong();
        byte[] hash = new byte[HASH_BYTES];
        in.get(hash);
        return new TextMark(octets, HexFormat.of().formatHex(hash), in.getLong());
    }

    /** A text as people read it: empty where it has gone. */
    public static String plain(String text) {
        return in(text).isPresent() ? "" : text;
    }

    /** The mark in the place of a text; empty where the text is still there. */
    public static Optional<TextMark> in(String text) {
        if (text.isEmpty() || text.charAt(0) != SUBSTITUTE) return Optional.empty();
        String[] words = text.substring(1).split(" ", -1);
        if (words.length != 3 || words[1].length() != 2 * HASH_BYTES) return Optional.empty();
        try {
            return Optional.of(new TextMark(Long.parseLong(words[0]), words[1], Long.parseLong(words[2])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
