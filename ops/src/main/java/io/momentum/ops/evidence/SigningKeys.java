package io.momentum.ops.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * The key that signs, in a file that only this process's user may read; or one that the configuration gives, which stays where
 * it is. While a new key is on its way there are two: the journal says which one is in force.
 */
public final class SigningKeys {

    private final Path file;
    private final Path next;
    private final boolean given;
    private SigningKey current;

    private SigningKeys(Path dir, Optional<String> pem) throws IOException {
        file = dir.resolve("signing.key");
        next = dir.resolve("signing.key.next");
        given = pem.isPresent();
        if (given) current = SigningKey.parse(pem.get());
        else if (Files.exists(file)) current = SigningKey.parse(Files.readString(file));
        else {
            current = SigningKey.generate();
            write(file, current);
        }
    }

    /** Opens a directory's; makes a key where there is none and none is given. */
    public static SigningKeys open(Path dir, Optional<String> pem) throws IOException {
        return new SigningKeys(dir, pem);
    }

    synchronized SigningKey current() {
        return current;
    }

    /** Whether the configuration gives the key: then a new one comes from there. */
    boolean isGiven() {
        return given;
    }

    /** A new key, kept beside the present one until {@link #take}. */
    synchronized SigningKey prepare() {
        SigningKey key = SigningKey.generate();
        write(next, key);
        return key;
    }

    /** The journal says that this key is in force. */
    synchronized void take(String id) {
        if (given || current.id().equals(id) || !Files.exists(next)) return;
        try {
            SigningKey prepared = SigningKey.parse(Files.readString(next));
            if (!prepared.id().equals(id)) return;
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            syncDirectory();
            current = prepared;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whole or not at all: a key that is cut off would end each later start. */
    private void write(Path path, SigningKey key) {
        Path unfinished = path.resolveSibling(path.getFileName() + ".new");
        try {
            Files.deleteIfExists(unfinished);
            try (FileChannel out = FileChannel.open(
                    unfinished,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                ByteBuffer text = ByteBuffer.wrap(key.pem().getBytes(StandardCharsets.US_ASCII));
                while (text.hasRemaining()) out.write(text);
                out.force(true);
            }
            Files.move(unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            syncDirectory();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void syncDirectory() throws IOException {
        Path dir = file.getParent();
        if (dir == null) return;
        try (FileChannel channel = FileChannel.open(dir, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
