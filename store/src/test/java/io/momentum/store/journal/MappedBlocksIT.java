package io.momentum.store.journal;

import static io.momentum.store.journal.JournalFixture.await;
import static io.momentum.store.journal.JournalFixture.facts;
import static io.momentum.store.journal.JournalFixture.open;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedBlocksIT {

    /** How /proc/PID/smaps says that a mapping is not read ahead. */
    private static final String NOT_READ_AHEAD = " rr ";

    @TempDir
    Path dir;

    @Test
    void theKernelDoesNotReadAheadInTheFileThatIsWritten() throws IOException {
        try (ChronicleJournal journal = open(dir)) {
            assertTrue(journal.offer(FactBatch.awaited(facts(1, 10), Runnable::run, () -> {})));
            await(() -> journal.durableSequence() == 10);
            List<String> flags = flagsOfMappedFiles();
            assertTrue(flags.stream().filter(f -> f.contains(NOT_READ_AHEAD)).count() >= 2, flags::toString);
        }
        await(() -> flagsOfMappedFiles().stream().noneMatch(f -> f.contains(NOT_READ_AHEAD))); // released behind close
    }

    private List<String> flagsOfMappedFiles() {
        var flags = new ArrayList<String>();
        boolean ours = false;
        for (String line : smaps()) {
            if (line.contains(" /") || line.endsWith(" 0 "))
                ours = line.contains(dir.toString()) && line.contains(".cq4");
            if (ours && line.startsWith("VmFlags:")) flags.add(line + " ");
        }
        return flags;
    }

    private static List<String> smaps() {
        try {
            return Files.readAllLines(Path.of("/proc/self/smaps"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
