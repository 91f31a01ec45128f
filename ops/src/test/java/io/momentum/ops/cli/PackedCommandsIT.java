package io.momentum.ops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.momentum.store.fact.Fact;
import io.momentum.store.journal.ChronicleJournal;
import io.momentum.store.journal.DiskMarks;
import io.momentum.store.journal.Durability;
import io.momentum.store.journal.FactBatch;
import io.momentum.store.journal.JournalOptions;
import io.momentum.store.value.SuppressionScope;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own shows: signals, closed pipes, the encoding of what is printed, the manual. */
class PackedCommandsIT {

    private static final Path HOME = Path.of("target/momentum").toAbsolutePath();
    private static final String MOMENTUM = HOME.resolve("bin/momentum").toString();

    @TempDir
    Path directory;

    /** Not SIGINT, which a build in the background may have been told to ignore, and with it all that it starts. */
    @Test
    void aSimulatorEndsInOrderOnSigterm() throws Exception {
        Process carrier = start(MOMENTUM, "simulate", "carrier", "--port", "0");
        try {
            var out = new BufferedReader(new InputStreamReader(carrier.getInputStream(), StandardCharsets.UTF_8));
            String listening = out.readLine();
            assertTrue(listening != null && listening.startsWith("listening on 127.0.0.1:"), listening);
            carrier.toHandle().destroy(); // which leaves its stdout open, as carrier.destroy() does not
            assertTrue(carrier.waitFor(30, TimeUnit.SECONDS), "does not end");
            assertTrue(out.readLine().startsWith("ended: binds 0"));
            assertEquals(ExitCode.OK, carrier.exitValue());
        } finally {
            carrier.destroyForcibly();
        }
    }

    @Test
    void aDumpEndsQuietlyWhenNobodyReadsOn() throws Exception {
        writeFacts(10_000);
        Process shell = start(
                "sh",
                "-c",
                "{ \"$0\" journal dump --data-dir \"$1\"; echo \"exit $?\" >&2; } | head -n 1",
                MOMENTUM,
                "" + directory);
        List<String> lines = shell.inputReader(StandardCharsets.UTF_8).readAllLines();
        assertTrue(shell.waitFor(30, TimeUnit.SECONDS));
        assertEquals(2, lines.size(), lines::toString);
        assertTrue(lines.contains("exit 0"), lines::toString);
    }

    @Test
    void masksArePrintedWholeWhateverTheLocale() throws Exception {
        writeFacts(1);
        Process dump = start("env", "LC_ALL=C", MOMENTUM, "journal", "dump", "--mask", "--data-dir", "" + directory);
        String out = new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(dump.waitFor(30, TimeUnit.SECONDS));
        assertTrue(out.matches("\\{.*\"digits\":\"…00\".*}\n"), out);
    }

    private Path config(int smppPort) throws IOException {
        Path file = directory.resolve("momentum.yaml");
        Files.writeString(file, """
            dataDir: data
            durability: page-cache
            server: { listen: 127.0.0.1:%d }
            admin: { listen: 127.0.0.1:0 }
            metrics: { listen: 127.0.0.1:0 }
            """.formatted(smppPort));
        return file;
    }

    @Test
    void aTakenPortIsToldInOneLineWithItsAddress() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path file = config(taken.getLocalPort());
            Process run = new ProcessBuilder(MOMENTUM, "run", "--config", "" + file)
                    .redirectErrorStream(true)
                    .start();
            String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(run.waitFor(30, TimeUnit.SECONDS));
            assertEquals(ExitCode.FAILED, run.exitValue());
            String reason = "momentum: cannot listen on 127.0.0.1:" + taken.getLocalPort() + " for SMPP: ";
            assertTrue(said.contains(reason), said);
            assertFalse(said.contains("\tat "), said);
        }
    }

    /** From the first line that it logs on: that is long before it is ready. */
    @Test
    void sighupBeforeTheProcessIsReadyIsHeardLater() throws Exception {
        Process run = new ProcessBuilder(MOMENTUM, "run", "--config", "" + config(0))
                .redirectErrorStream(true)
                .start();
        try {
            var out = run.inputReader(StandardCharsets.UTF_8);
            StringBuilder said = new StringBuilder();
            boolean sent = false;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.append(line).append('\n');
                if (!sent) sent = start("kill", "-HUP", "" + run.pid()).waitFor() == 0;
                assumeFalse(line.contains("SIGHUP is ignored"), "whoever runs the tests has it ignored, as nohup does");
                if (line.contains("Configuration reloaded")) break;
            }
            assertTrue(said.indexOf("Configuration reloaded") > said.indexOf("Momentum is ready"), said.toString());
            assertTrue(run.isAlive());
        } finally {
            run.destroyForcibly();
        }
    }

    @Test
    void theManualIsPacked() {
        assertTrue(Files.isRegularFile(HOME.resolve("share/man/man8/momentum.8")));
    }

    private void writeFacts(int count) throws IOException {
        var options = JournalOptions.defaults()
                .withBlocks(JournalOptions.BLOCK_MIN_BYTES, 1 << 20)
                .withDisk(DiskMarks.of(0));
        List<Fact> facts = LongStream.rangeClosed(1, count)
                .mapToObj(PackedCommandsIT::fact)
                .toList();
        var durable = new CompletableFuture<Void>();
        try (var journal = ChronicleJournal.open(directory.resolve("journal"), Durability.PAGE_CACHE, options)) {
            assertTrue(journal.offer(FactBatch.awaited(facts, Runnable::run, () -> durable.complete(null))));
            durable.orTimeout(20, TimeUnit.SECONDS).join();
        }
    }

    private static Fact fact(long number) {
        return new Fact.OptedOut(
                1_790_000_000_000_000L + number,
                15_550_100,
                SuppressionScope.GLOBAL,
                Fact.OptSource.OPERATOR,
                0,
                "asked for it on the telephone, which is reason number " + number);
    }

    private static Process start(String... command) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }
}
