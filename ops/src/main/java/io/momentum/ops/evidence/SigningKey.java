package io.momentum.ops.evidence;

import io.momentum.ops.followup.evidence.Ed25519;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/** An Ed25519 key pair that signs days. */
public final class SigningKey {

    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";

    private final PrivateKey privateKey;
    private final byte[] publicKey;
    private final String id;

    private SigningKey(PrivateKey privateKey, byte[] publicKey) {
        this.privateKey = privateKey;
        this.publicKey = publicKey;
        id = Ed25519.idOf(publicKey);
    }

    /** A new one. */
    static SigningKey generate() {
        try {
            var pair = KeyPairGenerator.getInstance(Ed25519.NAME).generateKeyPair();
            return new SigningKey(pair.getPrivate(), pair.getPublic().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads PKCS#8 in PEM, as {@code openssl genpkey -algorithm ed25519} writes it; IllegalArgumentException for else. */
    public static SigningKey parse(String pem) {
        byte[] encoded = between(pem, PRIVATE);
        try {
            PrivateKey key = KeyFactory.getInstance(Ed25519.NAME).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            var pair = new SigningKey(key, publicOf((EdECPrivateKey) key));
            byte[] probe = {1, 2, 3};
            if (Ed25519.isSigned(pair.publicKey, probe, pair.sign(probe))) return pair;
        } catch (GeneralSecurityException | ClassCastException e) {
            throw new IllegalArgumentException("must be an Ed25519 private key, PKCS#8 in PEM", e);
        }
        throw new IllegalArgumentException("its public key cannot be found out");
    }

    /** PKCS#8 need not hold the public key: the generator finds it out, given the private one for chance. */
    private static byte[] publicOf(EdECPrivateKey key) throws GeneralSecurityException {
        byte[] seed = key.getBytes().orElseThrow(() -> new IllegalArgumentException("the key is not in the file"));
        KeyPairGenerator generator = KeyPairGenerator.getInstance(Ed25519.NAME);
        generator.initialize(255, new Given(seed));
        return generator.generateKeyPair().getPublic().getEncoded();
    }

    private static final class Given extends SecureRandom {
        private static final long serialVersionUID = 1L;
        private final byte[] seed;

        Given(byte[] seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }

    String pem() {
        return pem(PRIVATE, privateKey.getEncoded());
    }

    /** A public key as people hand it on. */
    public static String publicPem(byte[] publicKey) {
        return pem(PUBLIC, publicKey);
    }

    private static String pem(String what, byte[] encoded) {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(encoded);
        return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
    }

    /** The id of a public key in PEM; IllegalArgumentException where it is none. */
    public static String idOfPublicPem(String pem) {
        try {
            return Ed25519.idOf(Ed25519.publicKey(between(pem, PUBLIC)).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("must be an Ed25519 public key in PEM", e);
        }
    }

    private static byte[] between(String pem, String what) {
        String begin = "-----BEGIN " + what + "-----";
        int from = pem.indexOf(begin);
        int to = pem.indexOf("-----END " + what + "-----");
        if (from < 0 || to < from) throw new IllegalArgumentException("has no " + what + " in PEM");
        return Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to));
    }

    public String id() {
        return id;
    }

    byte[] publicKey() {
        return publicKey;
    }

    byte[] sign(byte[] message) {
        return Ed25519.sign(privateKey, message);
    }
}
