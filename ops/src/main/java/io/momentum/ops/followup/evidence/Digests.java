package io.momentum.ops.followup.evidence;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** SHA-256 and its keyed form, and hexadecimal text that has one form only. */
public final class Digests {

    /** Before the first of a chain. */
    public static final String NONE = "0".repeat(64);

    private static final String HMAC = "HmacSHA256";

    private Digests() {}

    public static byte[] sha256(byte[]... parts) {
        MessageDigest digest = newSha256();
        for (byte[] part : parts) digest.update(part);
        return digest.digest();
    }

    public static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            for (byte[] part : parts) mac.update(part);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** Reads lower-case hexadecimal; IllegalArgumentException for any other way of writing the same. */
    public static byte[] bytes(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        if (!hex(bytes).equals(hex)) throw new IllegalArgumentException("not in lower case");
        return bytes;
    }
}
