package io.momentum.ops.backup;

import io.momentum.ops.backup.Contents.Copied;
import io.momentum.store.index.Index;
import io.momentum.store.journal.Journal;
import io.momentum.store.journal.JournalFiles;
import io.momentum.store.journal.JournalFiles.JournalFile;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Makes one backup of the data directory of the process that runs. What is not whole has a name that ends in {@code .partial}
 * and is no backup; an interruption costs nothing but the time. Owned by one thread.
 */
final class Backup {

    /** Where an index's checkpoint stands until it is copied. */
    static final String CHECKPOINT = "checkpoint";
    /** Besides what the data directory's own disk must keep free. */
    private static final long SPARE_BYTES = 64L << 20;

    private static final long CHECK_BYTES = 16L << 20;

    private final Source source;
    private final BackupDirectory target;
    private final Progress progress;
    private final BooleanSupplier isStopped;
    private final List<Copied> copied = new ArrayList<>();
    private Map<String, Copied> before = Map.of();
    private Path previous = Path.of("");
    private long uncheckedBytes;

    /**
     * What is copied.
     *
     * @param keepFreeBytes what the disk of the data directory must keep free
     * @param program this program's version
     */
    record Source(Path dataDir, Journal journal, Index index, long keepFreeBytes, String program) {}

    Backup(Source source, BackupDirectory target, Progress progress, BooleanSupplier isStopped) {
        this.source = source;
        this.target = target;
        this.progress = progress;
        this.isStopped = isStopped;
    }

    /**
     * Makes it, and lets old ones go.
     *
     * @param keep how many backups remain, this one included; 0 for all
     * @return the new backup
     */
    Path run(boolean withKeys, int keep) throws IOException, BackupException {
        prepareTarget();
        Path checkpoint = source.dataDir().resolve(CHECKPOINT);
        Copying.delete(checkpoint);
        Path partial = target.path().resolve(BackupDirectory.stamp(Instant.now()) + BackupDirectory.PARTIAL);
        try {
            source.index().checkpoint(checkpoint);
            long facts = source.journal().durableSequence();
            rememberPrevious();
            Files.createDirectory(partial, Copying.OWNER_ONLY_DIR);
            copyAll(checkpoint, partial);
            if (withKeys) copyKeys();
            new Contents(DataFormat.ofThis(source.program()), facts, Instant.now(), List.copyOf(copied)).write(partial);
            Path whole = nameIt(partial);
            prune(keep);
            return whole;
        } finally {
            Copying.delete(partial);
            Copying.delete(checkpoint);
        }
    }

    private void prepareTarget() throws IOException, BackupException {
        Path path = target.path();
        if (!path.isAbsolute()) throw new BackupException(path + " is not an absolute path");
        Path data = source.dataDir().toRealPath();
        if (!Files.isDirectory(path)) {
            Files.createDirectories(path, Copying.OWNER_ONLY_DIR);
        }
        if (path.toRealPath().startsWith(data)) throw new BackupException(path + " is inside the data directory");
        for (Path left : target.left()) Copying.delete(left);
        mustHaveRoom();
    }

    private void mustHaveRoom() throws IOException, BackupException {
        FileStore disk = Files.getFileStore(target.path());
        boolean shared = disk.equals(Files.getFileStore(source.dataDir()));
        long needed = shared ? source.keepFreeBytes() + SPARE_BYTES : SPARE_BYTES;
        long free = disk.getUsableSpace();
        if (free < needed)
            throw new BackupException(
                    "%s has %d bytes free, and %d must remain: make room, or keep fewer backups (--keep)"
                            .formatted(target.path(), free, needed));
    }

    private void rememberPrevious() throws IOException {
        List<Path> all = target.backups();
        if (all.isEmpty()) return;
        previous = all.getLast();
        try {
            Map<String, Copied> known = new HashMap<>();
            for (Copied each : Contents.read(previous).files()) known.put(each.path(), each);
            before = known;
        } catch (BackupException e) {
            before = Map.of(); // A damaged one is nothing to build on.
        }
    }

    private void copyAll(Path checkpoint, Path partial) throws IOException, BackupException {
        List<Path> tables;
        try (Stream<Path> files = Files.list(checkpoint)) {
            tables = files.sorted().toList();
        }
        Path journal = source.dataDir().resolve("journal");
        progress.files(tables.size() + JournalFiles.list(journal, true).size());
        for (Path table : tables) {
            String name = table.getFileName().toString();
            copy(table, "index/" + name, name.endsWith(".sst"), partial);
        }
        // What names files comes before them: listed anew now, there is nothing in it that the list has not.
        for (JournalFile each : JournalFiles.list(journal, true))
            copy(journal.resolve(each.path()), "journal/" + each.path(), each.settled(), partial);
        Copying.syncDirectories(partial);
    }

    private void copy(Path from, String path, boolean settled, Path partial) throws IOException, BackupException {
        Path to = partial.resolve(path);
        Files.createDirectories(to.resolveSibling(""), Copying.OWNER_ONLY_DIR);
        long modified = Files.getLastModifiedTime(from).toMillis();
        Copied known = before.get(path);
        boolean same = settled
                && known != null
                && known.bytes() == Files.size(from)
                && known.modifiedMillis() == modified
                && Files.exists(previous.resolve(path));
        if (same && Copying.link(previous.resolve(path), to)) {
            copied.add(known);
        } else {
            String digest = Copying.copy(from, to, this::step);
            copied.add(new Copied(path, Files.size(to), modified, digest));
        }
        progress.file();
    }

    private void step(long bytes) {
        if (isStopped.getAsBoolean()) throw new Stopped();
        progress.bytes(bytes);
        uncheckedBytes += bytes;
        if (uncheckedBytes < CHECK_BYTES) return;
        uncheckedBytes = 0;
        try {
            mustHaveRoom();
        } catch (IOException | BackupException e) {
            throw new Full(String.valueOf(e.getMessage()));
        }
    }

    /** The process ends. */
    static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** The target has filled up on the way. */
    static final class Full extends RuntimeException {
        private static final long serialVersionUID = 1;

        Full(String message) {
            super(message);
        }
    }

    /** The keys of now, in the place of those of the backup before: a key that was destroyed is in no backup any more. */
    private void copyKeys() throws IOException {
        Path keys = target.path().resolve(BackupDirectory.KEYS);
        if (!Files.isDirectory(keys)) Files.createDirectory(keys, Copying.OWNER_ONLY_DIR);
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rwx------"));
        Path evidence = source.dataDir().resolve("evidence");
        for (String name : List.of("contact.keys", "signing.key", "signing.key.next")) {
            Path fresh = keys.resolve(name + ".new");
            Files.deleteIfExists(fresh);
            Optional<String> digest = tryCopy(evidence.resolve(name), fresh);
            if (digest.isEmpty()) Files.deleteIfExists(keys.resolve(name));
            else
                Files.move(
                        fresh, keys.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        Copying.sync(keys);
    }

    private Optional<String> tryCopy(Path from, Path to) throws IOException {
        if (!Files.exists(from)) return Optional.empty();
        try {
            return Optional.of(Copying.copy(from, to, this::step));
        } catch (NoSuchFileException e) {
            return Optional.empty(); // a new key that was taken into use just now
        }
    }

    private Path nameIt(Path partial) throws IOException {
        String stamp = partial.getFileName().toString().replace(BackupDirectory.PARTIAL, "");
        Path whole = target.path().resolve(stamp);
        for (int i = 2; Files.exists(whole); i++) whole = target.path().resolve(stamp + "-" + i);
        Copying.sync(partial);
        Files.move(partial, whole, StandardCopyOption.ATOMIC_MOVE);
        Copying.sync(target.path());
        return whole;
    }

    private void prune(int keep) throws IOException {
        if (keep == 0) return;
        List<Path> all = target.backups();
        for (Path old : all.subList(0, Math.max(0, all.size() - keep))) {
            // Without this it is no backup, whatever is left of it.
            Files.delete(old.resolve(Contents.FILE));
            Copying.delete(old);
        }
    }
}
