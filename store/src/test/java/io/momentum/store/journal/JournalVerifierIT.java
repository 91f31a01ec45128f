package io.momentum.store.journal;

import static io.momentum.store.journal.JournalFixture.numberOf;
import static io.momentum.store.journal.JournalFixture.open;
import static io.momentum.store.journal.JournalFixture.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalVerifierIT {

    @TempDir
    Path dir;

    @Test
    void aSoundJournalHasNoErrorsWhileItIsWrittenTo() throws IOException {
        try (ChronicleJournal journal = open(dir)) {
            write(journal, 1, 30);
        }
        try (ChronicleJournal journal = open(dir)) {
            write(journal, 31, 20);
            JournalVerifier.Report report = JournalVerifier.verify(dir);
            assertEquals(new JournalVerifier.Report(2, 2, 50, 0, 1, 50, List.of()), report);
            write(journal, 51, 5);
        }
        assertEquals(55, JournalVerifier.verify(dir).lastSequence());
    }

    @Test
    void aDumpHandsOverAllFactsFromASequenceOn() throws IOException {
        try (ChronicleJournal journal = open(dir)) {
            write(journal, 1, 30);
        }
        try (ChronicleJournal journal = open(dir)) {
            write(journal, 31, 30);
            List<Long> dumped = new ArrayList<>();
            JournalVerifier.dump(dir, 25, (sequence, fact, position) -> {
                assertEquals(sequence, numberOf(fact));
                dumped.add(sequence);
            });
            assertEquals(LongStream.rangeClosed(25, 60).boxed().toList(), dumped);
        }
    }

    @Test
    void whatTheSinkThrowsEndsTheDump() throws IOException {
        try (ChronicleJournal journal = open(dir)) {
            write(journal, 1, 30);
            List<Long> dumped = new ArrayList<>();
            var enough = new IllegalStateException("enough");
            var thrown = assertThrows(
                    IllegalStateException.class,
                    () -> JournalVerifier.dump(dir, 1, (sequence, fact, position) -> {
                        dumped.add(sequence);
                        if (sequence == 3) throw enough;
                    }));
            assertEquals(enough, thrown);
            assertEquals(List.of(1L, 2L, 3L), dumped);
        }
    }

    @Test
    void damageIsNamed() throws IOException {
        try (ChronicleJournal journal = open(dir)) {
            write(journal, 1, 30);
            write(journal, 31, 30);
        }
        try (RandomAccessFile file = new RandomAccessFile(cycleFile().toFile(), "rw")) {
            byte[] bytes = new byte[(int) Math.min(file.length(), 1 << 20)];
            file.readFully(bytes);
            int at = bytes.length - 1;
            while (bytes[at] != 'M' || bytes[at + 1] != '1') at--;
            file.seek(at + 50L);
            file.write(77);
        }
        JournalVerifier.Report report = JournalVerifier.verify(dir);
        assertEquals(30, report.facts());
        assertEquals(1, report.errors().size());
        assertTrue(
                report.errors().getFirst().contains("checksum"), report.errors().getFirst());
        assertThrows(JournalException.class, () -> JournalVerifier.dump(dir, 1, (sequence, fact, position) -> {}));
    }

    private Path cycleFile() throws IOException {
        try (var files = Files.newDirectoryStream(dir.resolve("epoch-000001"), "*.cq4")) {
            return files.iterator().next();
        }
    }
}
