package io.momentum.ops.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where backups are kept: one directory for each, named by its time, and one for the keys of evidence.
 *
 * @param path of it
 */
public record BackupDirectory(Path path) {

    static final String KEYS = "keys";
    static final String PARTIAL = ".partial";

    private static final Pattern NAME = Pattern.compile("\\d{8}T\\d{6}Z(-\\d+)?");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    static String stamp(Instant at) {
        return STAMP.format(at);
    }

    /** The whole ones, the oldest first. */
    public List<Path> backups() throws IOException {
        if (!Files.isDirectory(path)) return List.of();
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(
                            each -> NAME.matcher(each.getFileName().toString()).matches())
                    .filter(each -> Files.exists(each.resolve(Contents.FILE)))
                    .sorted()
                    .toList();
        }
    }

    /** What was begun and not brought to its end. */
    List<Path> left() throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(each -> each.getFileName().toString().endsWith(PARTIAL))
                    .toList();
        }
    }

    /** The backup that is meant by a path: itself, or the newest in it. */
    static Path meant(Path path) throws IOException, BackupException {
        if (Files.exists(path.resolve(Contents.FILE))) return path;
        List<Path> all = new BackupDirectory(path).backups();
        if (all.isEmpty()) throw new BackupException("there is no backup in " + path);
        return all.getLast();
    }

    /** The keys that go with a backup, if they were kept. */
    static Optional<Path> keysOf(Path backup) {
        Path parent = backup.toAbsolutePath().normalize().getParent();
        for (Path each : new Path[] {backup.resolve(KEYS), parent == null ? backup : parent.resolve(KEYS)}) {
            if (Files.isDirectory(each)) return Optional.of(each);
        }
        return Optional.empty();
    }

    /**
     * Reads a backup, or the newest in a directory, and compares everything with what was written.
     *
     * @param step told of bytes that were read
     * @return what is wrong, one sentence each; empty for a sound one
     */
    public static List<String> verify(Path path, LongConsumer step) throws IOException, BackupException {
        Path backup = meant(path);
        List<String> wrong = new ArrayList<>();
        for (Contents.Copied each : Contents.read(backup).files()) {
            Path file = backup.resolve(each.path());
            if (!Files.isRegularFile(file)) wrong.add(each.path() + " is missing");
            else if (Files.size(file) != each.bytes())
                wrong.add("%s has %d bytes and not %d".formatted(each.path(), Files.size(file), each.bytes()));
            else if (!Copying.digest(file, step).equals(each.digest())) wrong.add(each.path() + " has changed");
        }
        return wrong;
    }

    /** The newest backup of a directory, or the one that it is. */
    public static Summary summary(Path path) throws IOException, BackupException {
        Path backup = meant(path);
        Contents contents = Contents.read(backup);
        return new Summary(
                backup,
                contents.files().size(),
                contents.facts(),
                contents.endedAt(),
                contents.format().program(),
                keysOf(backup).isPresent());
    }

    /** A backup in short. */
    public record Summary(Path backup, int files, long facts, Instant endedAt, String program, boolean hasKeys) {}
}
