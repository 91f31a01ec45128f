package io.momentum.gateway.server;

import io.momentum.gateway.codec.BindRequest;
import io.momentum.gateway.server.PasswordScheme.Argon2id;
import io.momentum.gateway.server.PasswordScheme.Pbkdf2;
import io.momentum.gateway.server.PasswordScheme.Plain;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A secret that an ESME must know: in plain text; as {@code $argon2id$v=19$m=…,t=…,p=…$SALT$HASH}, in the form that is common
 * to all programs that use it; or as {@code pbkdf2-sha256$ITERATIONS$SALT$HASH}, which earlier configurations have. Comparing
 * takes the same time whatever the answer; never printed.
 */
public final class Password {

    private static final Pattern ARGON2ID = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=([0-9]{1,6}),t=([0-9]{1,3}),p=([0-9]{1,2})\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{43})");
    private static final Pattern PBKDF2 =
            Pattern.compile("pbkdf2-sha256\\$([0-9]{1,8})\\$((?:[0-9a-fA-F]{2})*)\\$((?:[0-9a-fA-F]{2})*)");
    private static final int SALT_OCTETS = 16;

    private final byte[] expected;
    private final byte[] salt;
    private final PasswordScheme scheme;

    private Password(byte[] expected, byte[] salt, PasswordScheme scheme) {
        this.expected = expected;
        this.salt = salt;
        this.scheme = scheme;
    }

    public static Password plain(String password) {
        return new Password(password.getBytes(StandardCharsets.ISO_8859_1), new byte[0], new Plain());
    }

    /** Whether a text is a hash by its beginning, right or wrong. */
    public static boolean isHash(String text) {
        return text.startsWith("$argon2id$") || (text.startsWith("pbkdf2-") && text.contains("$"));
    }

    /** Takes what {@link #hash} made, now or in an earlier version. */
    public static Password hashed(String text) {
        try {
            Matcher argon = ARGON2ID.matcher(text);
            if (argon.matches()) {
                var scheme = new Argon2id(number(argon, 1), number(argon, 2), number(argon, 3));
                Base64.Decoder decoder = Base64.getDecoder();
                return new Password(decoder.decode(argon.group(5)), decoder.decode(argon.group(4)), scheme);
            }
            Matcher pbkdf2 = PBKDF2.matcher(text);
            if (!pbkdf2.matches()) throw new IllegalArgumentException("neither");
            HexFormat hex = HexFormat.of();
            return new Password(
                    hex.parseHex(pbkdf2.group(3)), hex.parseHex(pbkdf2.group(2)), new Pbkdf2(number(pbkdf2, 1)));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("hash: what 'momentum hash-password' prints, $argon2id$…", e);
        }
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    /** The text that {@link #hashed} takes, with a fresh salt. */
    public static String hash(String password) {
        byte[] salt = new byte[SALT_OCTETS];
        new SecureRandom().nextBytes(salt);
        Base64.Encoder encoder = Base64.getEncoder().withoutPadding();
        byte[] hash = Argon2id.USUAL.derive(password, salt);
        return "$" + Argon2id.USUAL + "$" + encoder.encodeToString(salt) + "$" + encoder.encodeToString(hash);
    }

    /** Whether it has more than the 8 characters that SMPP 3.4 has room for; not known of a hash. */
    public boolean isTooLong() {
        return !isSlow() && expected.length > BindRequest.PASSWORD_MAX;
    }

    /** Whether checking takes long (tens of milliseconds): not for an event loop. */
    public boolean isSlow() {
        return !(scheme instanceof Plain);
    }

    public boolean matches(String password) {
        return MessageDigest.isEqual(expected, scheme.derive(password, salt));
    }

    /** Two passwords are equal when the same text is behind their configuration; for reloads. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Password that
                && scheme.equals(that.scheme)
                && MessageDigest.isEqual(salt, that.salt)
                && MessageDigest.isEqual(expected, that.expected);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(expected);
    }

    @Override
    public String toString() {
        return "***";
    }
}
