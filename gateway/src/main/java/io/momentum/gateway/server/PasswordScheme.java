package io.momentum.gateway.server;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** What a password is compared as: itself, or what a slow function makes of it, so that a stolen file tells little. */
sealed interface PasswordScheme {

    int HASH_OCTETS = 32;

    byte[] derive(String password, byte[] salt);

    /** The password's own octets. */
    record Plain() implements PasswordScheme {
        @Override
        public byte[] derive(String password, byte[] salt) {
            return password.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    /** RFC 8018, with HMAC-SHA-256: what hashes of earlier configurations are. */
    record Pbkdf2(int iterations) implements PasswordScheme {

        static final int ITERATIONS_MAX = 10_000_000;

        public Pbkdf2 {
            if (iterations < 1 || iterations > ITERATIONS_MAX) throw new IllegalArgumentException("iterations");
        }

        @Override
        public byte[] derive(String password, byte[] salt) {
            try {
                var spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_OCTETS * 8);
                return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                        .generateSecret(spec)
                        .getEncoded();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every JDK has PBKDF2WithHmacSHA256", e);
            }
        }
    }

    /**
     * RFC 9106: needs memory as well as time, which machines made for guessing have little of.
     *
     * @param memoryKib 8 to 65536 KiB, for as long as one password is checked
     * @param passes over that memory, 1 to 10
     * @param lanes 1 to 4
     */
    record Argon2id(int memoryKib, int passes, int lanes) implements PasswordScheme {

        /** OWASP's advice of 2025, in the smallest memory of those that it calls equal but one. */
        static final Argon2id USUAL = new Argon2id(12_288, 3, 1);

        private static final int VERSION = 19;

        public Argon2id {
            boolean known = memoryKib >= 8 * lanes && memoryKib <= 65_536 && passes >= 1 && passes <= 10;
            if (!known || lanes < 1 || lanes > 4) throw new IllegalArgumentException("parameters");
        }

        @Override
        public byte[] derive(String password, byte[] salt) {
            return Argon2Function.getInstance(memoryKib, passes, lanes, HASH_OCTETS, Argon2.ID, VERSION)
                    .hash(password.getBytes(StandardCharsets.ISO_8859_1), salt)
                    .getBytes();
        }

        @Override
        public String toString() {
            return "argon2id$v=%d$m=%d,t=%d,p=%d".formatted(VERSION, memoryKib, passes, lanes);
        }
    }
}
