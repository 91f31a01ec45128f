package io.momentum.ops.evidence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactKeysTest {

    @TempDir
    Path directory;

    @Test
    void aContactKeepsItsKeyOverStartsAndAHalfWrittenPlace() throws Exception {
        Path file = directory.resolve("contact.keys");
        ContactKeys.Key ana;
        try (var keys = ContactKeys.open(file)) {
            ana = keys.of(1);
            assertNotEquals(ana.subject(), keys.of(2).subject());
            keys.sync();
        }
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        Files.write(file, new byte[] {1, 0, 0}, StandardOpenOption.APPEND);
        try (var keys = ContactKeys.open(file)) {
            assertEquals(ana.subject(), keys.of(1).subject());
            assertArrayEquals(ana.key(), keys.keyOf(ana.subject()));
            assertNotEquals(ana.subject(), keys.of(3).subject());
            assertEquals(3 * 64, Files.size(file));
        }
    }

    @Test
    void aDestroyedKeyStaysDestroyedAndItsPlaceIsKnownUntilTheNumberIsForgotten() throws Exception {
        Path file = directory.resolve("contact.keys");
        String subject;
        try (var keys = ContactKeys.open(file)) {
            subject = keys.of(1).subject();
            keys.sync();
            assertEquals(Optional.of(subject), keys.destroy(1));
        }
        try (var keys = ContactKeys.open(file)) {
            assertEquals(Optional.of(subject), keys.destroy(1), "what follows can be done again");
            keys.forget(1);
            assertEquals(Optional.empty(), keys.destroy(1));
            assertNull(keys.keyOf(subject));
            assertNotEquals(subject, keys.of(1).subject());
        }
    }

    @Test
    void aDamagedPlaceGivesNoKeyAndANameThatIsNoneNeither() throws Exception {
        Path file = directory.resolve("contact.keys");
        String subject;
        try (var keys = ContactKeys.open(file)) {
            subject = keys.of(1).subject();
        }
        byte[] octets = Files.readAllBytes(file);
        octets[40] ^= 1;
        Files.write(file, octets);
        try (var keys = ContactKeys.open(file)) {
            assertNull(keys.keyOf(subject));
            assertNull(keys.keyOf(""));
            assertNull(keys.keyOf("ct-" + "f".repeat(32)));
            assertNotEquals(subject, keys.of(1).subject());
        }
    }
}
