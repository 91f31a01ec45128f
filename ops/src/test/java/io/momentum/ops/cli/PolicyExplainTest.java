package io.momentum.ops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyExplainTest {

    @TempDir
    Path directory;

    private String file = "";

    @BeforeEach
    void write() throws Exception {
        file = Files.writeString(directory.resolve("momentum.yaml"), """
                accounts:
                  - { systemId: acme, password: { plain: secret }, policies: [us-federal, us-florida] }
                  - { systemId: free, password: { plain: secret } }
                """).toString();
    }

    private CommandRun explain(String number, String account, String at) {
        return CommandRun.of("policy", "explain", number, "--account", account, "--at", at, "--config", file);
    }

    @Test
    void itNamesThePackTheTimeAndTheReason() {
        CommandRun run = explain("+13055550100", "acme", "2026-12-24T20:30-05:00");
        assertEquals(ExitCode.OK, run.exit(), run.all());
        String out = run.out();
        assertTrue(
                out.startsWith(
                        "waits until 2026-12-25T13:00:00Z by us-florida version 1: closed in America/New_York\n"),
                out);
        assertTrue(out.contains("number of US-FL, zones [America/New_York]"), out);
        assertTrue(out.contains("us-federal@1: open [08:00-21:00]"), out);
    }

    @Test
    void whatMayLeaveIsSaidToo() {
        assertTrue(
                explain("13055550100", "acme", "2026-12-24T12:00-05:00").out().startsWith("may leave\n"));
        assertTrue(
                explain("13055550100", "free", "2026-12-24T23:00-05:00").out().contains("keeps to no packs"));
    }

    @Test
    void wrongWordsAreExplained() {
        assertEquals(
                ExitCode.USAGE,
                explain("13055550100", "nobody", "2026-12-24T12:00-05:00").exit());
        assertEquals(ExitCode.USAGE, explain("13055550100", "acme", "tomorrow").exit());
        assertEquals(
                ExitCode.USAGE, explain("x", "acme", "2026-12-24T12:00-05:00").exit());
    }
}
