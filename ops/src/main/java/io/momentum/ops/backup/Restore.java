package io.momentum.ops.backup;

import io.momentum.ops.backup.Contents.Copied;
import io.momentum.store.journal.JournalFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes a data directory out of a backup. Nothing of it has its name before all of it is there and was compared. */
public final class Restore {

    private static final String PARTIAL = "restore" + BackupDirectory.PARTIAL;
    private static final String ASIDE = "before-restore-";
    /** What may stand in a directory that counts as empty. */
    private static final Set<String> NOTHING = Set.of("lost+found", PARTIAL);

    private final Path from;
    private final Path to;
    private final String program;
    private final LongConsumer step;

    /**
     * @param from a backup, or a directory of them, of which the newest is taken
     * @param program this program's version
     * @param step told of bytes that were copied
     */
    public Restore(Path from, Path to, String program, LongConsumer step) {
        this.from = from;
        this.to = to;
        this.program = program;
        this.step = step;
    }

    /**
     * What was done.
     *
     * @param facts the last fact that is there for certain
     * @param endedAt what was done after that is not there
     * @param aside where the old data are now; empty where there were none
     */
    public record Restored(Path backup, long facts, Instant endedAt, boolean hasKeys, Optional<Path> aside) {}

    /**
     * Does it.
     *
     * @param force whether data that are there are put aside
     * @param holdPending whether what waits in the backup's queues may have been sent since, and is not sent again
     * @throws BackupException where it cannot be done; nothing has changed then
     */
    public Restored run(boolean force, boolean holdPending) throws IOException, BackupException {
        Path backup = BackupDirectory.meant(from);
        Contents contents = Contents.read(backup);
        mustBeReadable(contents);
        Files.createDirectories(to);
        mustBeTakeable(there(), force);
        Path partial = to.resolve(PARTIAL);
        Copying.delete(partial);
        try {
            copy(backup, contents, partial);
            Optional<Path> keys = BackupDirectory.keysOf(backup);
            if (keys.isPresent()) copyKeys(keys.get(), partial);
            contents.format().write(partial);
            if (holdPending) new RestoreMark(contents.endedAt(), true).write(partial);
            Copying.syncDirectories(partial);
            // The copy takes long: a process may have started there meanwhile.
            Set<Path> there = there();
            mustBeTakeable(there, force);
            Optional<Path> aside = there.isEmpty() ? Optional.empty() : Optional.of(putAside(there));
            takeNames(partial);
            return new Restored(backup, contents.facts(), contents.endedAt(), keys.isPresent(), aside);
        } finally {
            Copying.delete(partial);
        }
    }

    private void mustBeReadable(Contents contents) throws BackupException {
        DataFormat ours = DataFormat.ofThis(program);
        if (contents.format().isReadBy(ours)) return;
        throw new BackupException(
                "the backup was made by Momentum %s; this is %s, which cannot read all of it: use the newer one"
                        .formatted(contents.format().program(), program));
    }

    private void mustBeTakeable(Set<Path> there, boolean force) throws IOException, BackupException {
        if (!there.isEmpty() && !force)
            throw new BackupException(to + " is not empty: with --force what is there is put aside");
        if (JournalFiles.isInUse(to.resolve("journal")))
            throw new BackupException(to + " is in use: stop the process that runs there");
    }

    private Set<Path> there() throws IOException {
        try (Stream<Path> entries = Files.list(to)) {
            return entries.filter(each -> !NOTHING.contains(each.getFileName().toString()))
                    .collect(Collectors.toSet());
        }
    }

    private void copy(Path backup, Contents contents, Path partial) throws IOException, BackupException {
        for (Copied each : contents.files()) {
            Path original = backup.resolve(each.path());
            Path copy = partial.resolve(each.path());
            if (!Files.isRegularFile(original)) throw new BackupException(each.path() + " of the backup is missing");
            Files.createDirectories(copy.resolveSibling(""), Copying.OWNER_ONLY_DIR);
            String digest = Copying.copy(original, copy, step);
            if (Files.size(copy) != each.bytes() || !digest.equals(each.digest()))
                throw new BackupException(each.path() + " of the backup is not what was written: take another one");
        }
    }

    private void copyKeys(Path keys, Path partial) throws IOException {
        Path evidence = Files.createDirectory(partial.resolve("evidence"), Copying.OWNER_ONLY_DIR);
        try (Stream<Path> files = Files.list(keys)) {
            for (Path each :
                    files.filter(file -> !file.toString().endsWith(".new")).toList())
                Copying.copy(each, evidence.resolve(each.getFileName().toString()), step);
        }
    }

    private Path putAside(Set<Path> there) throws IOException {
        Path aside =
                Files.createDirectory(to.resolve(ASIDE + BackupDirectory.stamp(Instant.now())), Copying.OWNER_ONLY_DIR);
        for (Path each : there) {
            if (each.getFileName().toString().startsWith(ASIDE)) continue;
            Files.move(each, aside.resolve(each.getFileName().toString()), StandardCopyOption.ATOMIC_MOVE);
        }
        Copying.sync(to);
        return aside;
    }

    private void takeNames(Path partial) throws IOException {
        List<Path> all;
        try (Stream<Path> entries = Files.list(partial)) {
            all = entries.toList();
        }
        for (Path each : all)
            Files.move(each, to.resolve(each.getFileName().toString()), StandardCopyOption.ATOMIC_MOVE);
        Copying.sync(to);
    }
}
