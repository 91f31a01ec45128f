package io.momentum.gateway.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordTest {

    @Test
    void aHashIsArgon2idAndTakesThePasswordAlone() {
        String hash = Password.hash("geheim");
        assertTrue(hash.startsWith("$argon2id$v=19$m=12288,t=3,p=1$"), hash);
        Password password = Password.hashed(hash);
        assertTrue(password.isSlow());
        assertTrue(password.matches("geheim"));
        assertFalse(password.matches("Geheim"));
        assertFalse(password.matches(""));
        assertNotEquals(hash, Password.hash("geheim"), "a salt of its own");
        assertEquals(password, Password.hashed(hash));
    }

    /** The vector of the reference program: echo -n password | argon2 somesalt -id -t 2 -k 65536 -p 1. */
    @Test
    void itIsTheArgon2idOfOthers() {
        var scheme = new PasswordScheme.Argon2id(65_536, 2, 1);
        byte[] hash = scheme.derive("password", "somesalt".getBytes(StandardCharsets.US_ASCII));
        assertEquals(
                "09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7",
                java.util.HexFormat.of().formatHex(hash));
    }

    @Test
    void hashesOfEarlierConfigurationsStayValid() {
        byte[] salt = {1, 2, 3, 4};
        String hex = java.util.HexFormat.of().formatHex(new PasswordScheme.Pbkdf2(1000).derive("geheim", salt));
        Password password = Password.hashed("pbkdf2-sha256$1000$01020304$" + hex);
        assertTrue(password.matches("geheim"));
        assertFalse(password.matches("other"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "geheim",
                "$argon2i$v=19$m=12288,t=3,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$m=999999,t=3,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$m=12288,t=0,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$m=12288,t=3,p=1$AAAA$AAAA",
                "pbkdf2-sha256$0$00$00",
                "pbkdf2-sha256$99999999$00$00",
                "pbkdf2-sha256$1000$0$00",
            })
    void whatIsNoHashIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Password.hashed(text));
    }

    @Test
    void itIsNeverPrinted() {
        assertEquals("***", Password.plain("geheim").toString());
        assertEquals("***", Password.hashed(Password.hash("geheim")).toString());
    }
}
