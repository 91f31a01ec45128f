package io.momentum.ops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.store.fact.Fact;
import io.momentum.store.journal.ChronicleJournal;
import io.momentum.store.journal.DiskMarks;
import io.momentum.store.journal.Durability;
import io.momentum.store.journal.FactBatch;
import io.momentum.store.journal.JournalOptions;
import io.momentum.store.value.Address;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.SystemId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code journal dump} and {@code journal verify}, while the journal is open and written to. */
class JournalIT {

    private static final long MICROS = 1_790_000_000_000_000L;
    private static final CarrierId TELCO = new CarrierId("telco");

    @TempDir
    Path dataDir;

    private ChronicleJournal journal;

    @BeforeEach
    void fourFacts() throws IOException {
        var options = JournalOptions.defaults()
                .withBlocks(JournalOptions.BLOCK_MIN_BYTES, 1 << 20)
                .withDisk(DiskMarks.of(0));
        journal = ChronicleJournal.open(dataDir.resolve("journal"), Durability.PAGE_CACHE, options);
        write(accepted(1), new Fact.MtAttempted(MICROS, 1, TELCO, 1), accepted(2));
        write(new Fact.MtSubmitted(MICROS, 1, TELCO, "abc"));
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void everyFactIsALineOfJson() {
        CommandRun dump = dump();
        assertEquals(ExitCode.OK, dump.exit(), dump.all());
        List<String> lines = dump.out().lines().toList();
        assertEquals(4, lines.size(), dump.all());
        assertTrue(lines.getFirst().startsWith("{\"sequence\":1,\"fact\":\"MtAccepted\""), lines.getFirst());
        assertTrue(lines.getFirst().contains("15550100"), lines.getFirst());
        assertTrue(lines.getLast().contains("\"smscId\":\"abc\""), lines.getLast());
        write(accepted(3));
        assertEquals(5, dump().out().lines().count());
    }

    @Test
    void aRangeAndTypesAreChosen() {
        assertEquals(
                List.of(2L, 3L),
                dump("--from=2", "--to=3")
                        .out()
                        .lines()
                        .map(JournalIT::sequence)
                        .toList());
        assertEquals(
                List.of(1L, 3L, 4L),
                dump("--type=MtAccepted", "--type=mtsubmitted")
                        .out()
                        .lines()
                        .map(JournalIT::sequence)
                        .toList());
        assertEquals(ExitCode.OK, dump("--to=2").exit());
        assertEquals(ExitCode.USAGE, dump("--type=MtDelivered").exit());
        assertEquals(ExitCode.USAGE, dump("--from=0").exit());
        assertEquals(ExitCode.USAGE, dump("--from=3", "--to=2").exit());
    }

    @Test
    void maskedFactsHoldNoNumber() {
        String out = dump("--mask").out();
        assertTrue(out.contains("…00"), out);
        assertFalse(out.contains("15550100") || out.contains("\"pdu\":"), out);
    }

    @Test
    void theConfigurationNamesThePlace() throws IOException {
        Path config = Files.writeString(dataDir.resolve("momentum.yaml"), "dataDir: " + dataDir + "\n");
        CommandRun dump = CommandRun.of("journal", "dump", "--config", config.toString());
        assertEquals(4, dump.out().lines().count(), dump.all());
        assertEquals(ExitCode.USAGE, CommandRun.of("journal", "dump").exit());
        assertEquals(
                ExitCode.CONFIG,
                CommandRun.of("journal", "verify", "--config", "/no/such/file").exit());
    }

    @Test
    void aSoundJournalIsReported() {
        CommandRun verify = verify();
        assertEquals(ExitCode.OK, verify.exit(), verify.all());
        assertTrue(verify.out().startsWith(dataDir.resolve("journal") + ": ok\n"), verify.out());
        assertTrue(verify.out().contains("  facts      4, 1 to 4\n"), verify.out());
    }

    @Test
    void damageFailsBothAndIsNamed() throws IOException {
        journal.close();
        damage();
        CommandRun verify = verify();
        assertEquals(ExitCode.FAILED, verify.exit(), verify.all());
        assertTrue(verify.out().contains("  error      epoch 1: "), verify.out());
        CommandRun dump = dump();
        assertEquals(ExitCode.FAILED, dump.exit(), dump.all());
        assertEquals(3, dump.out().lines().count(), "the facts before the damage");
    }

    @Test
    void noJournalIsSaidSo() {
        CommandRun verify = CommandRun.of("journal", "verify", "--data-dir", "/no/such/dir");
        assertEquals(ExitCode.FAILED, verify.exit());
        assertEquals("momentum: there is no journal in /no/such/dir\n", verify.err());
    }

    private static Fact accepted(long mtId) {
        return new Fact.MtAccepted(
                MICROS,
                mtId,
                new SystemId("acme"),
                Fact.Origin.SMPP,
                new Address(3, 0, "890123"),
                new Address(1, 1, "15550100"),
                15_550_100,
                1,
                null,
                new byte[] {1, 2, 3});
    }

    private void write(Fact... facts) {
        var durable = new CompletableFuture<Void>();
        assertTrue(journal.offer(FactBatch.awaited(List.of(facts), Runnable::run, () -> durable.complete(null))));
        durable.orTimeout(20, TimeUnit.SECONDS).join();
    }

    /** Changes a byte of the last fact: its SMSC id. */
    private void damage() throws IOException {
        try (var files = Files.newDirectoryStream(dataDir.resolve("journal/epoch-000001"), "*.cq4");
                var file = new RandomAccessFile(files.iterator().next().toFile(), "rw")) {
            byte[] bytes = new byte[(int) Math.min(file.length(), 4 << 20)];
            file.readFully(bytes);
            int at = bytes.length - 3;
            while (bytes[at] != 'a' || bytes[at + 1] != 'b' || bytes[at + 2] != 'c') at--;
            file.seek(at);
            file.write('x');
        }
    }

    private static long sequence(String line) {
        return Long.parseLong(line.replaceAll("\\{\"sequence\":([0-9]+),.*", "$1"));
    }

    private CommandRun dump(String... more) {
        String[] args = new String[4 + more.length];
        System.arraycopy(new String[] {"journal", "dump", "--data-dir", dataDir.toString()}, 0, args, 0, 4);
        System.arraycopy(more, 0, args, 4, more.length);
        return CommandRun.of(args);
    }

    private CommandRun verify() {
        return CommandRun.of("journal", "verify", "--data-dir", dataDir.toString());
    }
}
