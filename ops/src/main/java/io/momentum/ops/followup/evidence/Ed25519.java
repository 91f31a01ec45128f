package io.momentum.ops.followup.evidence;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/** Signatures by the JDK's own Ed25519 (RFC 8032). */
public final class Ed25519 {

    public static final String NAME = "Ed25519";
    private static final int ID_BYTES = 8;

    private Ed25519() {}

    public static byte[] sign(PrivateKey key, byte[] message) {
        try {
            Signature signature = Signature.getInstance(NAME);
            signature.initSign(key);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign", e);
        }
    }

    /** Whether a key, as X.509 SubjectPublicKeyInfo, signed a message. */
    public static boolean isSigned(byte[] publicKey, byte[] message, byte[] signed) {
        try {
            Signature signature = Signature.getInstance(NAME);
            signature.initVerify(publicKey(publicKey));
            signature.update(message);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    public static PublicKey publicKey(byte[] encoded) throws GeneralSecurityException {
        return KeyFactory.getInstance(NAME).generatePublic(new X509EncodedKeySpec(encoded));
    }

    /** What a key is called: the first octets of its SHA-256. */
    public static String idOf(byte[] publicKey) {
        return Digests.hex(Arrays.copyOf(Digests.sha256(publicKey), ID_BYTES));
    }
}
