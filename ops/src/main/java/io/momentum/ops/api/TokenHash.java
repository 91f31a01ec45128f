package io.momentum.ops.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The SHA-256 of a bearer token, written {@code sha256:} and 64 hexadecimal digits. One fast hash is enough because tokens are
 * made by {@link #newToken} with 256 bits of chance, never chosen by people.
 */
public final class TokenHash {

    private static final String SCHEME = "sha256:";
    private static final int TOKEN_BYTES = 32;
    private static final int HASH_BYTES = 32;

    private final byte[] hash;

    private TokenHash(byte[] hash) {
        this.hash = hash;
    }

    /** Takes what {@link #toString} gives. */
    public static TokenHash parse(String text) {
        if (!text.startsWith(SCHEME)
                || !text.substring(SCHEME.length()).matches("[0-9a-fA-F]{" + HASH_BYTES * 2 + "}")) {
            throw new IllegalArgumentException("what 'momentum token create' prints, " + SCHEME + "…");
        }
        return new TokenHash(HexFormat.of().parseHex(text.substring(SCHEME.length())));
    }

    public static TokenHash of(String token) {
        return new TokenHash(digest(token));
    }

    /** A fresh token, to be shown once. */
    public static String newToken() {
        byte[] chance = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(chance);
        return "mtm_" + Base64.getUrlEncoder().withoutPadding().encodeToString(chance);
    }

    /** Takes the same time whatever the answer. */
    public boolean matches(String token) {
        return MessageDigest.isEqual(hash, digest(token));
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TokenHash that && MessageDigest.isEqual(hash, that.hash);
    }

    @Override
    public int hashCode() {
        return java.util.Arrays.hashCode(hash);
    }

    @Override
    public String toString() {
        return SCHEME + HexFormat.of().formatHex(hash);
    }
}
