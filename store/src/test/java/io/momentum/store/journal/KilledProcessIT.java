package io.momentum.store.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledProcessIT {

    @TempDir
    Path temp;

    @Test
    void everyFactThatWasToldToBeDurableSurvivesAKilledProcess() throws Exception {
        Path dir = temp.resolve("journal");
        int[] enough = {0, 1, 500, 5000};
        long before = 0;
        for (int i = 0; i < enough.length; i++) {
            Durability durability = i == 2 ? Durability.PAGE_CACHE : Durability.SYNC;
            Path notes = temp.resolve("told" + i);
            assertEquals(9, runWriter(dir, notes, durability, enough[i]));
            long told = lastNoted(notes, before);
            try (ChronicleJournal journal = JournalFixture.open(dir)) {
                long kept = journal.durableSequence();
                assertTrue(kept >= told, told + " were told to be durable, " + kept + " are there");
                List<Long> read = JournalFixture.readAll(journal, 1);
                for (int n = 0; n < read.size(); n++) assertEquals(n + 1, read.get(n));
                assertEquals(kept, read.size());
                before = kept;
            }
        }
        assertTrue(before >= 5501, before + " facts are too few");
    }

    private static int runWriter(Path dir, Path notes, Durability durability, int enough) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (argument.startsWith("--") || argument.startsWith("-Dchronicle")) command.add(argument);
        }
        command.addAll(List.of("-Xmx256m", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(KilledWriter.class.getName(), dir.toString(), notes.toString()));
        command.addAll(List.of(durability.name(), Integer.toString(enough)));
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private static long lastNoted(Path notes, long none) throws IOException {
        ByteBuffer told = ByteBuffer.wrap(Files.readAllBytes(notes));
        long last = none;
        while (told.remaining() >= Long.BYTES) {
            long next = told.getLong();
            assertTrue(next > last, "told " + next + " after " + last);
            last = next;
        }
        return last;
    }
}
