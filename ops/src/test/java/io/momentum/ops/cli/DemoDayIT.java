package io.momentum.ops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole day of follow-up, as somebody types it. */
class DemoDayIT {

    private static final Path LAUNCHER = Path.of("target/momentum/bin/momentum").toAbsolutePath();
    private static final int SECONDS = 120;

    @TempDir
    Path dir;

    @Test
    void theDayEndsInItsReport() throws Exception {
        Path told = dir.resolve("told");
        Process demo = new ProcessBuilder(LAUNCHER.toString(), "demo", "--day", "--exit")
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(told.toFile())
                .start();
        try {
            assertTrue(demo.waitFor(SECONDS, TimeUnit.SECONDS), () -> "not ended");
        } finally {
            demo.destroyForcibly();
        }
        String lines = Files.readString(told);
        assertEquals(0, demo.exitValue(), lines);
        for (String label : List.of(
                "opt_out", "urgency", "complaint", "reschedule", "interested", "confirmation", "question", "no_action"))
            assertTrue(lines.contains(" " + label), label + "\n" + lines);
        assertTrue(lines.contains("breached, escalated owner, escalated lead"), lines);
        assertTrue(lines.contains(" 0 of them with a wrong signature"), lines);
        assertTrue(lines.contains("16 momentum.conversation.closed"), lines);
        assertTrue(lines.contains("operational closure 16/16"), lines);
        assertTrue(Files.readString(dir.resolve("momentum-week.html")).contains("</html>"));
    }
}
