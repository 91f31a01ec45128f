package io.momentum.store.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Which epochs there are and where each ends: a small text file, replaced as a whole. An epoch stands in it before its first
 * fact is written, so that its number cannot be taken twice whatever happens.
 */
final class Manifest {

    private static final String FILE = "MANIFEST";
    private static final String TITLE = "momentum journal 1";

    private Manifest() {}

    static Path epochDirectory(Path dir, int epoch) {
        return dir.resolve("epoch-%06d".formatted(epoch));
    }

    /** The epochs, oldest first; none if there is no manifest and no epoch either. */
    static List<Epoch> read(Path dir) throws IOException {
        Path file = dir.resolve(FILE);
        if (Files.exists(file))
            return CheckedText.read(file, TITLE).stream().map(Manifest::parse).toList();
        try (var entries = Files.newDirectoryStream(dir, "epoch-*")) {
            if (entries.iterator().hasNext()) throw new JournalException(dir + " has epochs but no " + FILE);
        }
        return List.of();
    }

    static void write(Path dir, List<Epoch> epochs) throws IOException {
        CheckedText.replace(
                dir, FILE, TITLE, epochs.stream().map(Manifest::line).toList());
    }

    private static String line(Epoch epoch) {
        String end = epoch.isOpen() ? "open" : "last " + epoch.lastSequence();
        return "epoch %d first %d %s".formatted(epoch.number(), epoch.firstSequence(), end);
    }

    private static Epoch parse(String line) {
        String[] words = line.split(" ", -1);
        long last = words[4].equals("open") ? Epoch.OPEN : Long.parseLong(words[5]);
        return new Epoch(Integer.parseInt(words[1]), Long.parseLong(words[3]), last);
    }
}
