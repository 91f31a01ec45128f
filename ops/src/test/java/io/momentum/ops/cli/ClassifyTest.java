package io.momentum.ops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** momentum classify. */
class ClassifyTest {

    private final InputStream stdin = System.in;

    @TempDir
    Path directory;

    @AfterEach
    void giveBackTheInput() {
        System.setIn(stdin);
    }

    @Test
    void eachReplyGetsALine() {
        List<String> lines = run("can we move it to friday?\nSTOP\n\n¿cuánto cuesta?\r\nI'll take it, where do I pay?");
        assertEquals(5, lines.size());
        assertTrue(lines.get(0).matches("reschedule\t[01]\\.[0-9]{2}\t.+"), lines.get(0));
        assertEquals("opt_out\t1.00\topt-out rule T1", lines.get(1));
        assertTrue(lines.get(2).startsWith("no_action\t"), lines.get(2));
        assertTrue(lines.get(3).startsWith("question\t"), lines.get(3));
        assertTrue(lines.get(4).startsWith("interested\t"), lines.get(4));
    }

    @Test
    void theContextIsAKindOrATextOfAMessage() {
        assertTrue(run("si", "--context", "offer").getFirst().startsWith("interested\t"));
        assertTrue(run("si", "--context", "Appointment").getFirst().startsWith("confirmation\t"));
        String message = "Su visita es el viernes. Responda 1 para confirmar, 2 para reprogramar";
        assertTrue(run("2", "--context", message).getFirst().startsWith("reschedule\t"));
    }

    @Test
    void aKeywordThatTheMessageOffersIsADoubt() {
        String message = "Prioridad ALTA/MEDIA/BAJA?";
        assertTrue(run("BAJA", "--context", message).getFirst().contains("opt-out rule T3"));
        assertEquals(
                "opt_out\t1.00\topt-out rule T1",
                run("STOP", "--context", message).getFirst());
        assertEquals("opt_out\t1.00\topt-out rule T1", run("BAJA").getFirst());
    }

    @Test
    void filesOfOnesOwnTakeThePlaceOfShippedOnes() throws IOException {
        Files.writeString(directory.resolve("rules.tsv"), "whole\tcomplaint\t*\tqwerty\n");
        assertEquals(
                "complaint\t0.99\twhole reply 'qwerty'",
                run("Qwerty!", "--model", directory.toString()).getFirst());
    }

    @Test
    void aConfigurationHasItsOwnBesideIt() throws IOException {
        Path config =
                Files.copy(Path.of("src/test/resources/config/contract.yaml"), directory.resolve("momentum.yaml"));
        Files.createDirectory(directory.resolve("classify"));
        Files.writeString(directory.resolve("classify/rules.tsv"), "whole\tcomplaint\t*\tqwerty\n");
        assertTrue(run("qwerty", "--config", config.toString()).getFirst().startsWith("complaint\t"));
    }

    @Test
    void aWrongFileEndsWith78AndItsPlace() throws IOException {
        Files.writeString(directory.resolve("en.tsv"), "question\t*\twho?\nquestion\n");
        CommandRun run = CommandRun.of("classify", "--model", directory.toString());
        assertEquals(ExitCode.CONFIG, run.exit());
        assertEquals(directory.resolve("en.tsv") + ":2:1: has 1 columns, not 3\n", run.err());
        assertEquals(
                ExitCode.CONFIG,
                CommandRun.of("classify", "--model", directory + "/none").exit());
    }

    /** A line without an end costs its reader nothing. */
    @Test
    void ofALongLineOnlyTheBeginningIsKept() throws IOException {
        var endless = new Reader() {
            private int left = 50_000_000;

            @Override
            public int read(char[] to, int from, int length) {
                int count = Math.min(length, left);
                if (count == 0) return -1;
                left -= count;
                java.util.Arrays.fill(to, from, from + count, 'x');
                return count;
            }

            @Override
            public void close() {
                left = 0;
            }
        };
        var lines = new ReplyLines(endless);
        assertEquals(ReplyLines.LENGTH_MAX, lines.next().orElseThrow().length());
        assertFalse(lines.next().isPresent());
        var two = new ReplyLines(new StringReader("a\r\nb"));
        assertEquals(
                List.of("a", "b"), List.of(two.next().orElseThrow(), two.next().orElseThrow()));
    }

    private static List<String> run(String input, String... options) {
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        String[] args = new String[options.length + 1];
        args[0] = "classify";
        System.arraycopy(options, 0, args, 1, options.length);
        CommandRun run = CommandRun.of(args);
        assertEquals(ExitCode.OK, run.exit(), run.all());
        return run.out().lines().toList();
    }
}
