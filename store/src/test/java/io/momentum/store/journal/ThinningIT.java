package io.momentum.store.journal;

import static io.momentum.store.journal.JournalFixture.numberOf;
import static io.momentum.store.journal.JournalFixture.open;
import static io.momentum.store.journal.JournalFixture.options;
import static io.momentum.store.journal.JournalFixture.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.Fact;
import io.momentum.store.journal.GoneFacts.Gone;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThinningIT {

    private static final long HOUR_MILLIS = 3_600_000;

    @TempDir
    Path dir;

    /** Where each fact stands. */
    private final Map<Long, Position> places = new TreeMap<>();

    private long nowMillis = 1_790_000_000_000L;

    private ChronicleJournal atNow() throws IOException {
        return ChronicleJournal.open(dir, Durability.SYNC, options(), () -> nowMillis);
    }

    private static List<Long> numbers(Journal journal, long from) {
        List<Long> found = new ArrayList<>();
        try (JournalReader reader = journal.read(from)) {
            while (reader.poll(7, (sequence, fact, position) -> {
                        assertEquals(sequence, numberOf(fact));
                        found.add(sequence);
                    })
                    > 0) Thread.onSpinWait();
        }
        return found;
    }

    private void rememberPlaces(Journal journal) {
        try (JournalReader reader = journal.read(1)) {
            while (reader.poll(1000, (sequence, fact, position) -> places.put(sequence, position)) > 0)
                Thread.onSpinWait();
        }
    }

    /** All facts whose number is chosen go; each takes the outbox id of its own number with it. */
    private GoneFacts gone(LongPredicate chosen) {
        return (place, max) -> places.entrySet().stream()
                .filter(each -> chosen.test(each.getKey()))
                .filter(each -> compare(each.getValue(), place) >= 0)
                .limit(max)
                .map(each -> new Gone(each.getValue(), each.getKey()))
                .toList();
    }

    private static int compare(Position a, Position b) {
        if (a.epoch() != b.epoch()) return Integer.compare(a.epoch(), b.epoch());
        if (a.index() != b.index()) return Long.compare(a.index(), b.index());
        return Integer.compare(a.offset(), b.offset());
    }

    private static List<Long> chosen(long last, LongPredicate stay) {
        return LongStream.rangeClosed(1, last).filter(stay).boxed().toList();
    }

    private void twoEpochs() throws IOException {
        for (int epoch = 0; epoch < 2; epoch++) {
            try (ChronicleJournal journal = open(dir)) {
                for (int i = 0; i < 10; i++) write(journal, 1 + epoch * 100 + i * 10, 10);
            }
        }
    }

    @Test
    void whatIsKeptIsReadAsBeforeFromEverySequenceAndByItsPlace() throws IOException {
        twoEpochs();
        try (ChronicleJournal journal = open(dir)) {
            write(journal, 201, 10);
            rememberPlaces(journal);
            List<SealedFile> sealed = journal.sealedFiles();
            assertEquals(2, sealed.size());
            List<Thinned> done = journal.thin(sealed.getLast(), gone(n -> n % 3 != 0 && n <= 200), () -> false);
            assertEquals(134, done.stream().mapToLong(Thinned::gone).sum());
            assertEquals(List.of(), journal.sealedFiles());
            LongPredicate stays = n -> n % 3 == 0 || n > 200;
            check(journal, 210, stays);
            try (JournalReader reader = journal.read(1)) {
                assertThrows(JournalException.class, () -> reader.at(places.get(100L)));
            }
        }
        try (ChronicleJournal journal = open(dir)) {
            check(journal, 210, n -> n % 3 == 0 || n > 200);
            write(journal, 211, 1);
            check(journal, 211, n -> n % 3 == 0 || n > 200);
        }
    }

    private void check(ChronicleJournal journal, long last, LongPredicate stays) throws IOException {
        List<Long> all = chosen(last, stays);
        for (long from = 1; from <= last; from += 7) {
            long begin = from;
            assertEquals(all.stream().filter(n -> n >= begin).toList(), numbers(journal, from), "from " + from);
        }
        try (JournalReader reader = journal.read(last)) {
            for (long n : all) {
                if (places.containsKey(n)) assertEquals(n, numberOf(reader.at(places.get(n))));
            }
        }
        JournalVerifier.Report report = JournalVerifier.verify(dir);
        assertEquals(List.of(), report.errors());
        assertEquals(all.size(), report.facts());
        assertEquals(last - all.size(), report.gone());
        assertEquals(last, report.lastSequence());
        List<Long> dumped = new ArrayList<>();
        JournalVerifier.dump(dir, 50, (sequence, fact, position) -> dumped.add(numberOf(fact)));
        assertEquals(all.stream().filter(n -> n >= 50).toList(), dumped);
    }

    @Test
    void theEpochThatIsBeingWrittenIsThinnedUpToTheFilesThatMayStillChange() throws IOException {
        try (ChronicleJournal journal = atNow()) {
            for (int hour = 0; hour < 5; hour++) {
                write(journal, 1 + hour * 10, 10);
                nowMillis += HOUR_MILLIS;
            }
            rememberPlaces(journal);
            List<SealedFile> sealed = journal.sealedFiles();
            assertEquals(3, sealed.size());
            journal.thin(sealed.get(1), gone(n -> n <= 15), () -> false);
            check(journal, 50, n -> n > 15);
            write(journal, 51, 10);
            journal.thin(sealed.get(2), gone(n -> n <= 15 || n == 18 || n == 25), () -> false);
            check(journal, 60, n -> n > 15 && n != 18 && n != 25);
            assertEquals(15, journal.passedIds(0).freeFrom(0) + 15);
            assertEquals(16, journal.passedIds(0).freeFrom(1));
            assertEquals(19, journal.passedIds(0).freeFrom(18));
        }
        try (ChronicleJournal journal = atNow()) {
            check(journal, 60, n -> n > 15 && n != 18 && n != 25);
        }
    }

    @Test
    void whoeverReadsWhileFilesAreReplacedMissesNothingThatStays() throws IOException {
        twoEpochs();
        try (ChronicleJournal journal = open(dir);
                JournalReader early = journal.read(1);
                JournalReader late = journal.read(95)) {
            rememberPlaces(journal);
            List<Long> seen = new ArrayList<>();
            List<Long> seenLate = new ArrayList<>();
            early.poll(5, (sequence, fact, position) -> seen.add(numberOf(fact)));
            late.poll(1, (sequence, fact, position) -> seenLate.add(numberOf(fact)));
            LongPredicate go = n -> n % 2 == 0;
            journal.thin(journal.sealedFiles().getLast(), gone(go), () -> false);
            while (early.poll(5, (sequence, fact, position) -> seen.add(numberOf(fact))) > 0) Thread.onSpinWait();
            while (late.poll(5, (sequence, fact, position) -> seenLate.add(numberOf(fact))) > 0) Thread.onSpinWait();
            assertTrue(seen.containsAll(chosen(200, go.negate())), seen::toString);
            assertEquals(seen.stream().sorted().distinct().toList(), seen);
            assertTrue(
                    seenLate.containsAll(chosen(200, go.negate()).stream()
                            .filter(n -> n >= 95)
                            .toList()),
                    seenLate::toString);
        }
    }

    /** What is deleted must leave the disk, and not stay in some process's hands. */
    @Test
    void nobodyHoldsOnToWhatWasDeleted() throws IOException {
        try (ChronicleJournal journal = atNow()) {
            for (int hour = 0; hour < 5; hour++) {
                write(journal, 1 + hour * 10, 10);
                nowMillis += HOUR_MILLIS;
            }
            rememberPlaces(journal);
            journal.thin(journal.sealedFiles().getLast(), gone(n -> n <= 15), () -> false);
            JournalFixture.await(() -> {
                try (var open = Files.list(Path.of("/proc/self/fd"))) {
                    for (Path each : open.toList()) {
                        if (Files.exists(each, LinkOption.NOFOLLOW_LINKS)
                                && Files.readSymbolicLink(each).toString().matches(dir + ".*\\(deleted\\)"))
                            return false;
                    }
                    return Files.readString(Path.of("/proc/self/maps"))
                            .lines()
                            .noneMatch(line -> line.contains(dir.toString()) && line.contains("(deleted)"));
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
        }
    }

    @Test
    void whatIsGivenUpChangesNothing() throws IOException {
        twoEpochs();
        try (ChronicleJournal journal = open(dir)) {
            rememberPlaces(journal);
            int[] asked = new int[1];
            SealedFile last = journal.sealedFiles().getLast();
            assertEquals(List.of(), journal.thin(last, gone(n -> n % 2 == 0), () -> ++asked[0] > 150));
            assertEquals(List.of(), journal.keptFiles());
            assertFalse(Files.list(Manifest.epochDirectory(dir, 1))
                    .anyMatch(file -> file.toString().endsWith(".kept")));
            assertEquals(chosen(200, n -> true), numbers(journal, 1));
        }
    }

    @Test
    void aCrashedEpochOfWhichTheFirstFilesHaveGoneIsSealedAtItsEnd() throws IOException {
        Path copy = dir.resolve("copy");
        try (ChronicleJournal journal =
                ChronicleJournal.open(dir.resolve("one"), Durability.SYNC, options(), () -> nowMillis)) {
            for (int hour = 0; hour < 4; hour++) {
                write(journal, 1 + hour * 10, 10);
                nowMillis += HOUR_MILLIS;
            }
            rememberPlaces(journal);
            journal.thin(journal.sealedFiles().getLast(), gone(n -> n % 2 == 0), () -> false);
            copyAll(dir.resolve("one"), copy);
        }
        try (ChronicleJournal journal = ChronicleJournal.open(copy, Durability.SYNC, options(), () -> nowMillis)) {
            assertEquals(chosen(40, n -> n % 2 != 0 || n > 20), numbers(journal, 1));
            write(journal, 41, 1);
        }
        assertEquals(List.of(), JournalVerifier.verify(copy).errors());
    }

    /** A copy of all files at each step is what a process that is killed there leaves behind. */
    @Test
    void whereverAPassIsCutOffAllThatStaysIsThereAndTheNextPassEndsIt() throws IOException {
        twoEpochs();
        LongPredicate firstGo = n -> n % 2 == 0 && n <= 200;
        LongPredicate thenGo = n -> n % 2 == 0 && n <= 200 || n % 5 == 0 && n <= 200;
        List<Path> left = new ArrayList<>();
        Path journalDir = dir;
        Path copies = Files.createTempDirectory("thinning");
        try (ChronicleJournal journal = open(journalDir)) {
            rememberPlaces(journal);
            Runnable killed = () -> {
                Path copy = copies.resolve("step" + left.size());
                copyAll(journalDir, copy);
                left.add(copy);
            };
            SealedFile last = journal.sealedFiles().getLast();
            journal.thin(last, gone(firstGo), () -> false, killed);
            int firstSteps = left.size();
            assertTrue(firstSteps >= 7, firstSteps + " steps");
            journal.thin(last, gone(thenGo), () -> false, killed);
            assertTrue(left.size() >= firstSteps + 7);
        }
        LongPredicate stays = thenGo.negate();
        for (Path each : left) {
            SealedFile last;
            try (ChronicleJournal journal = open(each)) {
                List<Long> found = numbers(journal, 1);
                assertTrue(found.containsAll(chosen(200, stays)), () -> each + " has lost facts: " + found);
                assertEquals(List.of(), JournalVerifier.verify(each).errors());
                List<SealedFile> whole = journal.sealedFiles();
                last = whole.isEmpty() ? new SealedFile(2, Integer.MAX_VALUE) : whole.getLast();
                journal.thin(last, gone(thenGo), () -> false);
                assertEquals(chosen(200, stays), numbers(journal, 1));
                assertFalse(Files.list(Manifest.epochDirectory(each, 1))
                        .anyMatch(file -> file.toString().endsWith(".cq4")));
            }
            assertEquals(List.of(), JournalVerifier.verify(each).errors());
        }
    }

    /** The same where texts go and facts stay. */
    @Test
    void whereverAPassOverTextsIsCutOffAllFactsAreThereAndTheNextPassEndsIt() throws IOException {
        try (ChronicleJournal journal = open(dir)) {
            for (int i = 1; i <= 60; i++) offer(journal, note(i));
        }
        List<Path> left = new ArrayList<>();
        Path copies = Files.createTempDirectory("texts");
        try (ChronicleJournal journal = open(dir)) {
            rememberPlaces(journal);
            Runnable killed = () -> {
                Path copy = copies.resolve("step" + left.size());
                copyAll(dir, copy);
                left.add(copy);
            };
            SealedFile last = journal.sealedFiles().getLast();
            List<Thinned> done = journal.thin(last, texts(n -> n % 2 == 0), () -> false, killed);
            assertEquals(30, done.getFirst().texts());
            assertEquals(0, done.getFirst().gone());
            assertEquals(60, done.getFirst().file().facts());
            assertFalse(done.getFirst().file().isThinner());
            journal.thin(last, texts(n -> n % 3 == 0), () -> false, killed);
            assertTrue(left.size() >= 7, left.size() + " steps");
        }
        for (Path each : left) {
            try (ChronicleJournal journal = open(each)) {
                assertEquals(60, notes(journal).size(), "all facts are there");
                List<SealedFile> whole = journal.sealedFiles();
                SealedFile last = whole.isEmpty() ? new SealedFile(1, Integer.MAX_VALUE) : whole.getLast();
                journal.thin(last, texts(n -> n % 2 == 0 || n % 3 == 0), () -> false);
                List<String> notes = notes(journal);
                for (int n = 1; n <= 60; n++) {
                    boolean gone = n % 2 == 0 || n % 3 == 0;
                    assertEquals(gone, !notes.get(n - 1).equals("note " + n), "note " + n + " in " + each);
                }
            }
            JournalVerifier.Report report = JournalVerifier.verify(each);
            assertEquals(List.of(), report.errors());
            assertEquals(60, report.facts());
        }
    }

    private static Fact note(int number) {
        return new CareFact.NoteAdded(1_790_000_000_000_000L + number, "user:ana", number, "note " + number);
    }

    private static void offer(Journal journal, Fact fact) {
        var done = new CompletableFuture<Void>();
        var batch = FactBatch.awaited(List.of(fact), Runnable::run, () -> done.complete(null));
        while (!journal.offer(batch)) Thread.onSpinWait();
        done.join();
    }

    private static List<String> notes(Journal journal) {
        List<String> notes = new ArrayList<>();
        try (JournalReader reader = journal.read(1)) {
            while (reader.poll(100, (_, fact, _) -> notes.add(((CareFact.NoteAdded) fact).text())) > 0)
                Thread.onSpinWait();
        }
        return notes;
    }

    private GoneFacts texts(LongPredicate chosen) {
        return (place, max) -> gone(chosen).from(place, max).stream()
                .map(each -> Gone.text(each.position(), 1_800_000_000_000_000L))
                .toList();
    }

    private static void copyAll(Path from, Path to) {
        try (var files = Files.walk(from)) {
            for (Path each : files.toList()) {
                if (each.startsWith(to) || each.endsWith("LOCK")) continue;
                Path target = to.resolve(from.relativize(each).toString());
                if (Files.isDirectory(each)) Files.createDirectories(target);
                else Files.copy(each, target);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void damageInAKeptFileIsFoundAndNeverReadAsAFact() throws IOException {
        twoEpochs();
        try (ChronicleJournal journal = open(dir)) {
            rememberPlaces(journal);
            journal.thin(journal.sealedFiles().getLast(), gone(n -> n % 2 == 0), () -> false);
        }
        KeptFile first = KeptFiles.read(dir).files().getFirst();
        try (var file = new RandomAccessFile(KeptFiles.pathOf(dir, first).toFile(), "rw")) {
            file.seek(KeptWriter.HEADER + 60);
            int was = file.read();
            file.seek(KeptWriter.HEADER + 60);
            file.write(was ^ 1);
        }
        assertEquals(1, JournalVerifier.verify(dir).errors().size());
        try (ChronicleJournal journal = open(dir)) {
            assertThrows(JournalException.class, () -> numbers(journal, 1));
            assertEquals(chosen(200, n -> n % 2 != 0 && n > 100), numbers(journal, 101));
        }
    }

    @Test
    void aDamagedFileIsNotThinned() throws IOException {
        twoEpochs();
        try (ChronicleJournal journal = open(dir)) {
            rememberPlaces(journal);
            Path file = Files.list(Manifest.epochDirectory(dir, 1))
                    .filter(each -> each.toString().endsWith(".cq4"))
                    .findFirst()
                    .orElseThrow();
            damage(file, 55);
            SealedFile last = journal.sealedFiles().getLast();
            assertThrows(JournalException.class, () -> journal.thin(last, gone(n -> n % 2 == 0), () -> false));
            assertTrue(Files.exists(file));
            assertEquals(List.of(), journal.keptFiles());
            assertEquals(KeptFiles.NONE.files(), KeptFiles.read(dir).files());
        }
    }

    /** Turns one bit of the fact of a number. */
    private static void damage(Path file, long number) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        byte[] wanted = io.momentum.store.fact.FactCodec.encode(JournalFixture.fact(number));
        for (int at = 0; at < bytes.length - wanted.length; at++) {
            if (!java.util.Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) continue;
            try (var out = new RandomAccessFile(file.toFile(), "rw")) {
                out.seek(at + wanted.length - 1);
                out.write(bytes[at + wanted.length - 1] ^ 1);
            }
            return;
        }
        throw new AssertionError("fact " + number + " is not in " + file);
    }

    @Test
    void aCopyOfTheFilesThatAreListedIsTheWholeJournal() throws IOException {
        twoEpochs();
        try (ChronicleJournal journal = open(dir)) {
            rememberPlaces(journal);
            journal.thin(journal.sealedFiles().getFirst(), gone(n -> n % 2 == 0), () -> false);
            write(journal, 201, 5);
        }
        Path copy = Files.createTempDirectory("copied");
        Map<String, Boolean> settled = new HashMap<>();
        for (JournalFiles.JournalFile each : JournalFiles.list(dir, false)) {
            settled.put(each.path(), each.settled());
            Files.createDirectories(copy.resolve(each.path()).getParent());
            Files.copy(dir.resolve(each.path()), copy.resolve(each.path()));
        }
        assertEquals(false, settled.get("KEPT"));
        try (ChronicleJournal journal = open(copy)) {
            assertEquals(chosen(205, n -> n % 2 != 0 || n > 100), numbers(journal, 1));
        }
    }
}
