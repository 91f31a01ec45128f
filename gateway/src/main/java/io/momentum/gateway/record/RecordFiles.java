package io.momentum.gateway.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The recordings on disk, bounded in number and size. Names begin with the time, so that they sort. Used by one thread. */
final class RecordFiles {

    private static final String SUFFIX = ".pcapng";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Path directory;
    private final int filesMax;
    private final long bytesMax;

    RecordFiles(Path directory, int filesMax, long bytesMax) {
        this.directory = directory;
        this.filesMax = filesMax;
        this.bytesMax = bytesMax;
    }

    Path write(Recording recording, String reason, long nowMillis) throws IOException {
        if (!Files.isDirectory(directory)) makeDirectory();
        String owner = recording.owner().isEmpty() ? "unbound" : recording.owner();
        byte[] file = Pcapng.of(List.of(recording), reason + ", " + owner, true);
        String name = "%s-%s-%s-%d%s"
                .formatted(
                        TIME.format(Instant.ofEpochMilli(nowMillis)),
                        word(owner),
                        word(reason),
                        recording.session(),
                        SUFFIX);
        makeRoom(file.length);
        Path part = directory.resolve(name + ".part");
        Files.write(part, file);
        return Files.move(part, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }

    private void makeDirectory() throws IOException {
        Files.createDirectories(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private void makeRoom(int bytes) throws IOException {
        List<Path> kept = new ArrayList<>();
        try (Stream<Path> all = Files.list(directory)) {
            all.filter(file -> file.toString().endsWith(SUFFIX)).sorted().forEach(kept::add);
        }
        long used = bytes;
        for (Path file : kept) used += Files.size(file);
        for (int i = 0; i < kept.size() && (kept.size() - i >= filesMax || used > bytesMax); i++) {
            used -= Files.size(kept.get(i));
            Files.delete(kept.get(i));
        }
    }

    private static String word(String text) {
        return text.replaceAll("[^A-Za-z0-9]+", "-");
    }
}
