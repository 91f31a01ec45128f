package io.momentum.gateway.server;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A secret that an ESME must know: in plain text, or as {@code pbkdf2-sha256$ITERATIONS$SALT$HASH} with salt and hash in
 * hexadecimal. Comparing takes the same time whatever the answer; never printed.
 */
public final class Password {

    private static final String SCHEME = "pbkdf2-sha256";
    private static final int ITERATIONS = 100_000;
    private static final int ITERATIONS_MAX = 10_000_000;
    private static final int HASH_BITS = 256;

    private final byte[] expected;
    private final byte[] salt;
    private final int iterations;

    private Password(byte[] expected, byte[] salt, int iterations) {
        this.expected = expected;
        this.salt = salt;
        this.iterations = iterations;
    }

    public static Password plain(String password) {
        return new Password(password.getBytes(StandardCharsets.ISO_8859_1), new byte[0], 0);
    }

    /** Takes what {@link #hash} made. */
    public static Password hashed(String text) {
        String[] parts = text.split("\\$", -1);
        try {
            int iterations = parts.length == 4 && parts[0].equals(SCHEME) ? Integer.parseInt(parts[1]) : 0;
            if (iterations < 1 || iterations > ITERATIONS_MAX) throw new IllegalArgumentException();
            return new Password(
                    HexFormat.of().parseHex(parts[3]), HexFormat.of().parseHex(parts[2]), iterations);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("hash: what 'momentum hash-password' prints, " + SCHEME + "$…", e);
        }
    }

    /** The text that {@link #hashed} takes, with a fresh salt. */
    public static String hash(String password) {
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        byte[] hash = derive(password, salt, ITERATIONS);
        HexFormat hex = HexFormat.of();
        return SCHEME + "$" + ITERATIONS + "$" + hex.formatHex(salt) + "$" + hex.formatHex(hash);
    }

    /** Whether it has more than the 8 characters that SMPP 3.4 has room for; not known of a hash. */
    public boolean isTooLong() {
        return !isSlow() && expected.length > io.momentum.gateway.codec.BindRequest.PASSWORD_MAX;
    }

    /** Whether checking takes long (tens of milliseconds): not for an event loop. */
    public boolean isSlow() {
        return iterations > 0;
    }

    public boolean matches(String password) {
        byte[] actual = isSlow() ? derive(password, salt, iterations) : password.getBytes(StandardCharsets.ISO_8859_1);
        return MessageDigest.isEqual(expected, actual);
    }

    private static byte[] derive(String password, byte[] salt, int iterations) {
        try {
            var spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BITS);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has PBKDF2WithHmacSHA256", e);
        }
    }

    /** Two passwords are equal when the same text is behind their configuration; for reloads. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Password that
                && iterations == that.iterations
                && MessageDigest.isEqual(salt, that.salt)
                && MessageDigest.isEqual(expected, that.expected);
    }

    @Override
    public int hashCode() {
        return java.util.Arrays.hashCode(expected);
    }

    @Override
    public String toString() {
        return "***";
    }
}
