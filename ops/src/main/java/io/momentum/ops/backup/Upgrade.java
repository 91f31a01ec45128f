package io.momentum.ops.backup;

import io.momentum.ops.backup.Contents.Copied;
import io.momentum.store.journal.JournalFiles;
import io.momentum.store.journal.JournalFiles.JournalFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the data as an older program left them, before a newer one writes to them: hard links of what never changes, copies
 * of the rest. It is a backup like others, on the same disk, and goes when the next upgrade has one.
 */
final class Upgrade {

    /** Where it is kept, below the data directory. */
    static final String KEPT = "before-upgrade";

    private static final Logger LOG = LoggerFactory.getLogger(Upgrade.class);

    private Upgrade() {}

    static void keep(Path dataDir, DataFormat format, LongConsumer step) throws IOException {
        Path partial = dataDir.resolve(KEPT + BackupDirectory.PARTIAL);
        Copying.delete(partial);
        Files.createDirectory(partial, Copying.OWNER_ONLY_DIR);
        List<Copied> kept = new ArrayList<>();
        Path journal = dataDir.resolve("journal");
        for (JournalFile each : JournalFiles.list(journal, false))
            keep(dataDir, "journal/" + each.path(), each.settled(), partial, kept, step);
        for (String each : names(dataDir.resolve("index")))
            keep(dataDir, "index/" + each, each.endsWith(".sst"), partial, kept, step);
        Path keys = Files.createDirectory(partial.resolve(BackupDirectory.KEYS), Copying.OWNER_ONLY_DIR);
        for (String each : names(dataDir.resolve("evidence")))
            Copying.copy(dataDir.resolve("evidence").resolve(each), keys.resolve(each), step);
        Copying.syncDirectories(partial);
        new Contents(format, 0, Instant.now(), kept).write(partial);
        Copying.delete(dataDir.resolve(KEPT));
        Files.move(partial, dataDir.resolve(KEPT), StandardCopyOption.ATOMIC_MOVE);
        Copying.sync(dataDir);
        LOG.info("The data as Momentum {} left them are kept in {}", format.program(), dataDir.resolve(KEPT));
    }

    private static void keep(
            Path dataDir, String path, boolean settled, Path partial, List<Copied> kept, LongConsumer step)
            throws IOException {
        Path from = dataDir.resolve(path);
        Path to = partial.resolve(path);
        Files.createDirectories(to.resolveSibling(""), Copying.OWNER_ONLY_DIR);
        long modified = Files.getLastModifiedTime(from).toMillis();
        boolean linked = settled && Copying.link(from, to);
        String digest = linked ? Copying.digest(to, step) : Copying.copy(from, to, step);
        kept.add(new Copied(path, Files.size(to), modified, digest));
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
