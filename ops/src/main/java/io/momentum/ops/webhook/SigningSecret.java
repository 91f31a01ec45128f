package io.momentum.ops.webhook;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key that a receiver knows as well. Never shown. */
public final class SigningSecret {

    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES_MIN = 24;
    private static final int BYTES_MAX = 64;

    private final byte[] key;

    private SigningSecret(byte[] key) {
        this.key = key;
    }

    /**
     * As Standard Webhooks write it: {@code whsec_} and the Base64 of 24 to 64 octets.
     *
     * @throws IllegalArgumentException where it is none; the message does not show it
     */
    public static SigningSecret parse(String text) {
        if (!text.startsWith(PREFIX)) throw new IllegalArgumentException("must begin with " + PREFIX);
        byte[] key;
        try {
            key = Base64.getDecoder().decode(text.substring(PREFIX.length()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be Base64 behind " + PREFIX, e);
        }
        if (key.length < BYTES_MIN || key.length > BYTES_MAX)
            throw new IllegalArgumentException("must have %d to %d octets".formatted(BYTES_MIN, BYTES_MAX));
        return new SigningSecret(key);
    }

    /** The HMAC-SHA256 over some octets. */
    byte[] over(byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            for (byte[] part : parts) mac.update(part);
            return mac.doFinal();
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SigningSecret secret && Arrays.equals(key, secret.key);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(key);
    }

    @Override
    public String toString() {
        return "***";
    }
}
