package io.momentum.ops.backup;

import io.momentum.store.fact.FactCodec;
import io.momentum.store.journal.JournalFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * What can read a data directory; stands in its file {@code FORMAT}.
 *
 * @param layout which files there are and how they are framed
 * @param facts how many kinds of facts the program knew that wrote last, see {@link FactCodec#vocabulary}
 * @param program its version
 */
public record DataFormat(int layout, int facts, String program) {

    private static final String FILE = "FORMAT";
    private static final int LAYOUT = 1;

    /** What a program of this version writes. */
    public static DataFormat ofThis(String program) {
        return new DataFormat(LAYOUT, FactCodec.vocabulary(), program);
    }

    /** Of a data directory; empty where nobody has written one. */
    public static Optional<DataFormat> of(Path dataDir) throws IOException, BackupException {
        Path file = dataDir.resolve(FILE);
        try {
            return Optional.of(
                    parse(Files.readString(file, StandardCharsets.UTF_8).strip()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            throw new BackupException(file + " cannot be read: " + e.getMessage());
        }
    }

    /** Whether a program may write where this one has written. */
    boolean isReadBy(DataFormat other) {
        return layout <= other.layout && facts <= other.facts;
    }

    /** Whether a program that knew less has written last. */
    boolean isOlderThan(DataFormat other) {
        return layout < other.layout || facts < other.facts;
    }

    String text() {
        return "layout %d facts %d program %s".formatted(layout, facts, program);
    }

    /** @throws IllegalArgumentException where it is no such text */
    static DataFormat parse(String text) {
        String[] words = text.split(" ", -1);
        if (words.length != 6) throw new IllegalArgumentException("'%s' is no format".formatted(text));
        return new DataFormat(Integer.parseInt(words[1]), Integer.parseInt(words[3]), words[5]);
    }

    void write(Path dataDir) throws IOException {
        Path fresh = dataDir.resolve(FILE + ".new");
        Files.writeString(fresh, text() + "\n", StandardCharsets.UTF_8);
        Copying.sync(fresh);
        Files.move(fresh, dataDir.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Copying.sync(dataDir);
    }

    /**
     * Lets a program in, before it opens anything. Data of an older one are kept as they are, in {@code before-upgrade}, so that
     * there is a way back; data of a newer one are left alone, and so are those of a process that runs.
     *
     * @param step told how many bytes were read to keep them, block by block
     * @throws NewerDataException if a newer program has written them
     * @throws BackupException if a process has them in use
     */
    public static void enter(Path dataDir, String program, LongConsumer step) throws IOException, BackupException {
        if (JournalFiles.isInUse(dataDir.resolve("journal")))
            throw new BackupException(dataDir + " is in use: a Momentum runs there, stop it first");
        DataFormat ours = ofThis(program);
        Optional<DataFormat> found = readable(dataDir, ours);
        boolean isFresh = !Files.exists(dataDir.resolve("journal"));
        if (found.isPresent() && !found.get().isOlderThan(ours)) {
            if (!found.get().program().equals(program)) ours.write(dataDir);
            return;
        }
        // Data without the file are of a program that wrote none.
        if (!isFresh) Upgrade.keep(dataDir, found.orElse(new DataFormat(LAYOUT, 0, "unknown")), step);
        ours.write(dataDir);
    }

    /**
     * Only looks whether {@link #enter} would find data of a newer program.
     *
     * @throws NewerDataException if it would
     */
    public static void check(Path dataDir, String program) throws IOException, BackupException {
        readable(dataDir, ofThis(program));
    }

    private static Optional<DataFormat> readable(Path dataDir, DataFormat ours) throws IOException, BackupException {
        Optional<DataFormat> found = of(dataDir);
        if (found.isPresent() && !found.get().isReadBy(ours)) throw found.get().tooNew(dataDir, ours);
        return found;
    }

    private NewerDataException tooNew(Path dataDir, DataFormat ours) {
        return new NewerDataException(
                """
                %s was written by Momentum %s; this is %s, which cannot read all of it. Start the newer one, or go back to \
                what was kept before the upgrade, which loses what came since:
                  momentum restore --from %s --to %s --force\
                """.formatted(dataDir, program, ours.program(), dataDir.resolve(Upgrade.KEPT), dataDir));
    }
}
