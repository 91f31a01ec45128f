package io.momentum.ops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.TestAppliance;
import io.momentum.store.fact.Fact.OptSource;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.journal.FactBatch;
import io.momentum.store.value.SuppressionScope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evidence from the command line. */
class EvidenceCommandsIT {

    private static final long ANA = 15550100101L;

    @TempDir
    Path directory;

    private TestAppliance appliance;

    @BeforeEach
    void start() throws Exception {
        appliance = TestAppliance.start(directory);
        var durable = new CountDownLatch(1);
        var fact = new OptedOut(
                System.currentTimeMillis() * 1_000, ANA, SuppressionScope.GLOBAL, OptSource.OPERATOR, 0, "by phone");
        appliance.journal().offer(FactBatch.awaited(List.of(fact), Runnable::run, durable::countDown));
        assertTrue(durable.await(10, TimeUnit.SECONDS));
    }

    @AfterEach
    void stop() {
        appliance.close();
    }

    private CommandRun run(String... args) {
        String[] all = java.util.Arrays.copyOf(args, args.length + 4);
        all[args.length] = "--api";
        all[args.length + 1] = appliance.url();
        all[args.length + 2] = "--data-dir";
        all[args.length + 3] = directory.toString();
        return CommandRun.of(all);
    }

    @Test
    void whatIsExportedVerifiesAloneAndWhatIsChangedIsNamed() throws Exception {
        String out = directory.resolve("out").toString();
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        CommandRun export = run("evidence", "export", "--from", today, "--to", today, "--out", out);
        assertEquals(ExitCode.OK, export.exit(), export.err());
        assertTrue(export.out().contains("evidence.pdf"), export.out());
        CommandRun again = run("evidence", "export", "--contact", "+" + ANA, "--out", out);
        assertEquals(ExitCode.FAILED, again.exit());
        assertTrue(again.err().contains("is there already"), again.err());

        Path file = Path.of(out, "evidence.jsonl");
        CommandRun whole = CommandRun.of("evidence", "verify", file.toString());
        assertEquals(ExitCode.OK, whole.exit(), whole.out());
        assertTrue(whole.out().startsWith("OK: 1 records (days " + today), whole.out());
        assertTrue(whole.out().contains("of a day that had not ended"), whole.out());

        CommandRun keys = run("evidence", "keys");
        Path pem = directory.resolve("key.pem");
        Files.writeString(pem, keys.out());
        CommandRun trusted = CommandRun.of("evidence", "verify", "--trusted-key", pem.toString(), file.toString());
        assertEquals(ExitCode.OK, trusted.exit(), trusted.out());
        assertFalse(trusted.out().contains("--trusted-key"), trusted.out());

        Files.writeString(file, Files.readString(file).replace("\"actor\":\"operator\"", "\"actor\":\"contact\""));
        CommandRun changed = CommandRun.of("evidence", "verify", file.toString());
        assertEquals(ExitCode.FAILED, changed.exit());
        assertTrue(changed.out().contains(":2: changed: record 1 was changed"), changed.out());
        assertTrue(changed.out().contains("FAILED: "), changed.out());
        assertEquals(
                ExitCode.USAGE,
                CommandRun.of("evidence", "verify", directory.resolve("none").toString())
                        .exit());
    }

    @Test
    void aContactIsHeldReleasedAndErased() {
        String number = "+" + ANA;
        assertEquals(ExitCode.USAGE, run("contacts", "erase", number).exit(), "it needs a reason");
        assertEquals(
                ExitCode.OK,
                run("contacts", "hold", number, "--reason", "case \"12\"").exit());
        CommandRun refused = run("contacts", "erase", number, "--reason", "asked");
        assertEquals(ExitCode.FAILED, refused.exit());
        assertTrue(refused.err().contains("under legal hold: case \"12\""), refused.err());
        assertEquals(
                ExitCode.OK,
                run("contacts", "release", number, "--reason", "over").exit());
        CommandRun erased = run("contacts", "erase", number, "--reason", "asked");
        assertEquals(ExitCode.OK, erased.exit(), erased.err());
        String out = directory.resolve("out").toString();
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        assertEquals(
                ExitCode.OK,
                run("evidence", "export", "--from", today, "--to", today, "--format", "jsonl", "--out", out)
                        .exit());
        CommandRun verified = CommandRun.of("evidence", "verify", out + "/evidence.jsonl");
        assertEquals(ExitCode.OK, verified.exit(), verified.out());
        assertTrue(verified.out().contains("1 of them are erased"), verified.out());
    }

    @Test
    void aNewKeySignsFromNowOn() {
        assertEquals(ExitCode.OK, run("evidence", "rotate-key").exit());
        CommandRun keys = run("evidence", "keys");
        assertEquals(2, keys.out().split("BEGIN PUBLIC KEY", -1).length - 1, keys.out());
        assertEquals(1, keys.out().split("in force", -1).length - 1, keys.out());
    }
}
