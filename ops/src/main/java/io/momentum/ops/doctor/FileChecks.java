package io.momentum.ops.doctor;

import io.momentum.ops.config.MomentumConfig;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The data directory: there, ours alone, on a disk with room, with a journal and an index in it. */
final class FileChecks {

    private static final long FREE_MIN = 1L << 30;
    private static final long FREE_GOOD = 5L << 30;
    private static final Set<String> FORGETFUL = Set.of("tmpfs", "ramfs", "overlay");
    private static final Set<String> FAR = Set.of("nfs", "nfs4", "cifs", "smb3", "fuse.sshfs");

    private final Path configFile;
    private final MomentumConfig config;
    private final Optional<Running> running;

    FileChecks(Path configFile, MomentumConfig config, Optional<Running> running) {
        this.configFile = configFile;
        this.config = config;
        this.running = running;
    }

    List<Finding> all() {
        List<Finding> findings = new ArrayList<>();
        findings.add(secretsStayHome());
        Path dir = config.dataDir();
        if (!Files.isDirectory(dir)) {
            findings.add(
                    running.isPresent()
                            ? Finding.warn("data", "the gateway that runs keeps its data elsewhere than " + dir, "")
                            : Finding.ok("data", dir + " is not there yet: the first start makes it"));
            return findings;
        }
        try {
            findings.add(rights(dir));
            findings.addAll(disk(dir, Files.getFileStore(dir)));
            findings.add(journal(dir));
        } catch (IOException e) {
            findings.add(
                    Finding.fail("data", dir + " cannot be looked at: " + e.getMessage(), "run this as its owner"));
        }
        return findings;
    }

    private Finding secretsStayHome() {
        try {
            if (!Files.getPosixFilePermissions(configFile).contains(PosixFilePermission.OTHERS_READ)
                    || !Files.readString(configFile).matches("(?s).*\\bplain['\"]?\\s*:.*")) {
                return Finding.ok("secrets", "others cannot read a password in " + configFile);
            }
            return Finding.warn(
                    "secrets",
                    configFile + " has passwords in it that everybody can read",
                    "chmod o-rwx " + configFile + "; better: password: { file: … }");
        } catch (IOException | UnsupportedOperationException e) {
            return Finding.skipped("secrets", "the rights of " + configFile + " are not known");
        }
    }

    private static Finding rights(Path dir) throws IOException {
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(dir);
        String owner = Files.getOwner(dir).getName();
        if (rights.contains(PosixFilePermission.OTHERS_READ) || rights.contains(PosixFilePermission.OTHERS_EXECUTE)) {
            return Finding.warn(
                    "data", "everybody can read " + dir + ", where messages and numbers are", "chmod 0750 " + dir);
        }
        if (!Files.isWritable(dir)) {
            return Finding.warn("data", dir + " belongs to " + owner + "; this user cannot write there", "");
        }
        return Finding.ok("data", dir + " belongs to " + owner + " alone");
    }

    private static List<Finding> disk(Path dir, FileStore store) throws IOException {
        List<Finding> findings = new ArrayList<>();
        long free = store.getUsableSpace();
        String said = "%d MiB free of %d MiB (%s)".formatted(free >> 20, store.getTotalSpace() >> 20, store.type());
        String todo = "make room on the disk of " + dir + ", or put dataDir on a larger one";
        if (free < FREE_MIN) findings.add(Finding.fail("disk", said + ": intake stops soon", todo));
        else if (free < FREE_GOOD || free * 10 < store.getTotalSpace()) findings.add(Finding.warn("disk", said, todo));
        else findings.add(Finding.ok("disk", said));
        if (FORGETFUL.contains(store.type())) {
            findings.add(Finding.warn(
                    "disk", dir + " is on " + store.type() + ", which may not outlive the host", "put it on a disk"));
        }
        if (FAR.contains(store.type())) {
            findings.add(Finding.warn(
                    "disk",
                    dir + " is on " + store.type() + ": every acknowledgement waits for it",
                    "use a local disk"));
        }
        return findings;
    }

    private Finding journal(Path dir) throws IOException {
        Path journal = dir.resolve("journal");
        if (!Files.isDirectory(journal)) return Finding.ok("journal", "none yet");
        long bytes = 0;
        try (Stream<Path> files = Files.walk(journal)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) bytes += Files.size(file);
        }
        boolean indexed = Files.isDirectory(dir.resolve("index"));
        String said = "%d MiB in %s%s".formatted(bytes >> 20, journal, indexed ? "" : ", without an index");
        if (indexed) return Finding.ok("journal", said);
        return Finding.warn("journal", said, "the next start builds the index from the journal; that takes a while");
    }
}
