package io.momentum.ops.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first promise, with the process killed under load: {@code momentum crash-test} as it is shipped. */
class CrashIT {

    private static final Path LAUNCHER = Path.of("target/momentum/bin/momentum").toAbsolutePath();
    private static final Pattern TOTAL = Pattern.compile("(?m)^(\\S+) +(\\d+)(?:  .*)?$");
    private static final int SECONDS = 180;

    @TempDir
    Path dir;

    @Test
    void atFiveHundredASecondWhatWasAcknowledgedIsSentOrReported() throws Exception {
        String totals = crashTest("--rate=500", "--kills=2", "--every=1s");
        assertEquals(0, total(totals, "lost"), totals);
        assertEquals(0, total(totals, "duplicated"), totals);
        assertTrue(total(totals, "accepted") > 500, totals);
        assertTrue(total(totals, "journaled") >= total(totals, "accepted"), totals);
    }

    @Test
    void whatWasAcknowledgedIsSentOrReportedUnknownThoughTheProcessIsKilledFiveTimes() throws Exception {
        String totals = crashTest("--rate=1500", "--kills=5", "--every=1s", "--durability=page-cache");
        assertEquals(0, total(totals, "lost"), totals);
        assertEquals(0, total(totals, "duplicated"), totals);
        assertTrue(total(totals, "accepted") > 4_000, totals);
    }

    @Test
    void withResendEverythingAcknowledgedIsSentThoughSomeOfItTwice() throws Exception {
        String totals =
                crashTest("--rate=1500", "--kills=3", "--every=1s", "--durability=page-cache", "--unknown=resend");
        assertEquals(0, total(totals, "lost"), totals);
        assertTrue(total(totals, "sent") >= total(totals, "accepted"), totals);
    }

    /** What it prints, once it ends well. */
    private String crashTest(String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toString(), "crash-test"));
        command.addAll(List.of(options));
        Path printed = dir.resolve("printed");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
        if (!ended) process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        String text = Files.readString(printed, StandardCharsets.UTF_8);
        assertTrue(ended, text);
        assertEquals(0, process.exitValue(), text);
        return text;
    }

    private static long total(String totals, String name) {
        Matcher matcher = TOTAL.matcher(totals);
        while (matcher.find()) {
            if (matcher.group(1).equals(name)) return Long.parseLong(matcher.group(2));
        }
        throw new AssertionError("no total of " + name + " in\n" + totals);
    }
}
