package io.momentum.store.journal;

import static io.momentum.store.journal.JournalFixture.open;
import static io.momentum.store.journal.JournalFixture.options;
import static io.momentum.store.journal.JournalFixture.readAll;
import static io.momentum.store.journal.JournalFixture.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Starts after ends of all kinds. A crash is a copy of the directory taken while the journal is open; damage is done to the
 * copy's bytes.
 */
class RecoveryIT {

    private static final int DOCUMENTS = 200;
    private static final int FACTS = 10;

    @TempDir
    Path temp;

    private Path dir;

    @BeforeEach
    void makeDirectory() {
        dir = temp.resolve("journal");
    }

    @Test
    void aRestartContinuesTheSequenceInANewEpoch() throws IOException {
        for (int start = 0; start < 3; start++) {
            try (ChronicleJournal journal = open(dir)) {
                assertEquals(start + 1, journal.epoch());
                assertEquals(start * 100L, journal.durableSequence());
                write(journal, 1 + start * 100L, 100);
                assertEquals(numbers(1, 100L * (start + 1)), readAll(journal, 1));
                assertEquals(numbers(95, 100L * (start + 1)), readAll(journal, 95));
            }
        }
    }

    @Test
    void aPlaceIsGoodInLaterStarts() throws IOException {
        List<Position> places = new ArrayList<>();
        try (ChronicleJournal journal = open(dir);
                JournalReader reader = journal.read(1)) {
            write(journal, 1, 10);
            reader.poll(100, (sequence, fact, position) -> places.add(position));
        }
        try (ChronicleJournal journal = open(dir);
                JournalReader reader = journal.read(1)) {
            assertEquals(7, JournalFixture.numberOf(reader.at(places.get(6))));
            assertEquals(3, JournalFixture.numberOf(reader.at(places.get(2))));
        }
    }

    @Test
    void startsThatWriteNothingLeaveNoGap() throws IOException {
        open(dir).close();
        open(dir).close();
        try (ChronicleJournal journal = open(dir)) {
            write(journal, 1, 5);
        }
        open(dir).close();
        try (ChronicleJournal journal = open(dir)) {
            assertEquals(5, journal.epoch());
            assertEquals(numbers(1, 5), readAll(journal, 1));
        }
    }

    @Test
    void allThatWasDurableAtACrashIsThereAfterIt() throws IOException {
        Path crashed = crash();
        assertEquals(numbers(1, DOCUMENTS * FACTS), reopenAndAppend(crashed));
    }

    @Test
    void aStartTellsOfEachDocumentThatItLooksThrough() throws IOException {
        Path crashed = crash();
        var looked = new AtomicLong();
        JournalOptions options = options().withScanning(looked::incrementAndGet);
        ChronicleJournal.open(crashed, Durability.SYNC, options).close();
        assertEquals(DOCUMENTS, looked.get());
        ChronicleJournal.open(crashed, Durability.SYNC, options).close();
        assertEquals(DOCUMENTS, looked.get(), "what was closed is not looked through");
    }

    @Test
    void aDamagedLastDocumentIsCutOff() throws IOException {
        Path crashed = crash();
        long[] documents = documents(crashed);
        overwrite(crashed, documents[DOCUMENTS - 1] + 60, new byte[] {1, 2, 3});
        assertEquals(numbers(1, (DOCUMENTS - 1) * FACTS), reopenAndAppend(crashed));
    }

    @Test
    void aLastDocumentWhoseHeaderWasLostIsCutOff() throws IOException {
        Path crashed = crash();
        long[] documents = documents(crashed);
        overwrite(crashed, documents[DOCUMENTS - 1] - 4, new byte[4]);
        assertEquals(numbers(1, (DOCUMENTS - 1) * FACTS), reopenAndAppend(crashed));
    }

    @Test
    void aZeroedPageEndsTheEpochBeforeIt() throws IOException {
        Path crashed = crash();
        long[] documents = documents(crashed);
        overwrite(crashed, documents[100], new byte[4096]);
        assertEquals(numbers(1, 100 * FACTS), reopenAndAppend(crashed));
    }

    @Test
    void aLengthThatGrewEndsTheEpochBeforeIt() throws IOException {
        Path crashed = crash();
        long[] documents = documents(crashed);
        overwrite(crashed, documents[150] - 4, new byte[] {0, 0, 1, 0});
        assertEquals(numbers(1, 150 * FACTS), reopenAndAppend(crashed));
    }

    @Test
    void aFileCutShortEndsWithItsLastWholeDocument() throws IOException {
        Path crashed = crash();
        long[] documents = documents(crashed);
        try (RandomAccessFile file = new RandomAccessFile(cycleFile(crashed).toFile(), "rw")) {
            file.setLength(documents[120] + 20);
        }
        assertEquals(numbers(1, 120 * FACTS), reopenAndAppend(crashed));
    }

    @Test
    void aFileThatWasJustBeingMadeIsSetAside() throws IOException {
        Path crashed = crash();
        String next = DateTimeFormatter.ofPattern("yyyyMMdd-HH'F.cq4'")
                .format(Instant.now().plus(1, ChronoUnit.HOURS).atOffset(ZoneOffset.UTC));
        Path halfMade = crashed.resolve("epoch-000001").resolve(next);
        try (RandomAccessFile file = new RandomAccessFile(halfMade.toFile(), "rw")) {
            file.setLength(10 << 20);
        }
        assertEquals(numbers(1, DOCUMENTS * FACTS), reopenAndAppend(crashed));
        assertFalse(Files.exists(halfMade));
        try (ChronicleJournal journal = open(crashed)) {
            assertEquals(numbers(1995, DOCUMENTS * FACTS + 30), readAll(journal, 1995));
        }
    }

    @Test
    void damageInASealedEpochIsNamedAndNotSkipped() throws IOException {
        try (ChronicleJournal journal = ChronicleJournal.open(dir, Durability.PAGE_CACHE, options())) {
            for (int i = 0; i < DOCUMENTS; i++) write(journal, 1 + (long) i * FACTS, FACTS);
        }
        overwrite(dir, documents(dir)[100] + 60, new byte[] {1, 2, 3});
        try (ChronicleJournal journal = open(dir)) {
            String message = assertThrows(JournalException.class, () -> readAll(journal, 1))
                    .getMessage();
            assertTrue(message.contains("epoch 1") && message.contains("checksum"), message);
            assertEquals(numbers(1501, DOCUMENTS * FACTS), readAll(journal, 1501));
        }
    }

    @Test
    void aDamagedManifestStopsTheStart() throws IOException {
        open(dir).close();
        Files.writeString(
                dir.resolve("MANIFEST"),
                Files.readString(dir.resolve("MANIFEST")).replace("last 0", "last 1"));
        assertThrows(JournalException.class, () -> open(dir));
        Files.delete(dir.resolve("MANIFEST"));
        assertThrows(JournalException.class, () -> open(dir));
    }

    @Test
    void filesChangeBetweenGroupsAndReadersFollow() throws IOException {
        AtomicLong clock = new AtomicLong(1_790_000_000_000L);
        try (ChronicleJournal journal = ChronicleJournal.open(dir, Durability.SYNC, options(), clock::get);
                JournalReader reader = journal.read(1)) {
            List<Long> read = new ArrayList<>();
            for (int hour = 0; hour < 5; hour++) {
                write(journal, 1 + hour * 20L, 20);
                reader.poll(100, (sequence, fact, position) -> read.add(JournalFixture.numberOf(fact)));
                clock.addAndGet(hour == 2 ? 7_200_000 : 3_600_000);
            }
            assertEquals(numbers(1, 100), read);
            for (long from : new long[] {1, 20, 21, 55, 81, 100}) {
                assertEquals(numbers(from, 100), readAll(journal, from));
            }
        }
        try (var files = Files.newDirectoryStream(dir.resolve("epoch-000001"), "*.cq4")) {
            int count = 0;
            for (Path ignored : files) count++;
            assertEquals(5, count);
        }
        try (ChronicleJournal journal = open(dir)) {
            assertEquals(numbers(15, 100), readAll(journal, 15));
        }
    }

    @Test
    void aClockThatGoesBackDoesNotDisturbTheOrder() throws IOException {
        AtomicLong clock = new AtomicLong(1_790_000_000_000L);
        try (ChronicleJournal journal = ChronicleJournal.open(dir, Durability.SYNC, options(), clock::get)) {
            write(journal, 1, 10);
            clock.addAndGet(-10_000_000);
            write(journal, 11, 10);
            assertEquals(numbers(1, 20), readAll(journal, 1));
        }
    }

    private static List<Long> numbers(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    /** Opens after the crash, checks that new facts follow directly, and returns what the crash left. */
    private static List<Long> reopenAndAppend(Path crashed) throws IOException {
        try (ChronicleJournal journal = open(crashed)) {
            List<Long> left = readAll(journal, 1);
            write(journal, left.size() + 1, 30);
            assertEquals(left.size() + 30, readAll(journal, 1).size());
            return left;
        }
    }

    /** An image of the directory as a killed process would have left it. */
    private Path crash() throws IOException {
        Path image = temp.resolve("crashed");
        try (ChronicleJournal journal = ChronicleJournal.open(dir, Durability.PAGE_CACHE, options())) {
            for (int i = 0; i < DOCUMENTS; i++) write(journal, 1 + (long) i * FACTS, FACTS);
            try (var paths = Files.walk(dir)) {
                for (Path from : paths.toList()) Files.copy(from, image.resolve(dir.relativize(from)));
            }
        }
        return image;
    }

    /** Where each document begins in the file of the first epoch. */
    private static long[] documents(Path journal) throws IOException {
        byte[] bytes = Files.readAllBytes(cycleFile(journal));
        int[] magic = {'M', '1', 1, DocumentHeader.BYTES};
        return LongStream.range(0, bytes.length - 4)
                .filter(at -> {
                    for (int i = 0; i < 4; i++) if (bytes[(int) at + i] != magic[i]) return false;
                    return true;
                })
                .toArray();
    }

    private static Path cycleFile(Path journal) throws IOException {
        try (var files = Files.newDirectoryStream(journal.resolve("epoch-000001"), "*.cq4")) {
            return files.iterator().next();
        }
    }

    private static void overwrite(Path journal, long at, byte[] bytes) throws IOException {
        try (FileChannel file = FileChannel.open(cycleFile(journal), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(bytes), at);
        }
    }
}
