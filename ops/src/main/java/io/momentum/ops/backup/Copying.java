package io.momentum.ops.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Copies files with holes, as those of the journal are, without filling the holes, and tells their digests.
 *
 * <p>The digest is SHA-256 over each block of 64 KiB that is not all zeros, with its place before it as eight octets,
 * big-endian, and over the file's length at the end: what is a hole here and zeros there has the same one.
 */
final class Copying {

    static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_DIR =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final int BLOCK = 64 << 10;
    private static final byte[] ZEROS = new byte[BLOCK];

    private Copying() {}

    /**
     * Copies a file to a new one and brings it to the disk.
     *
     * @param step told how many bytes were written, block by block; what it throws ends the copy
     * @return the digest
     */
    static String copy(Path from, Path to, LongConsumer step) throws IOException {
        try (FileChannel out =
                FileChannel.open(to, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY)) {
            String digest = read(from, out, step);
            out.force(true);
            return digest;
        }
    }

    /**
     * Gives a file a second name.
     *
     * @return false where the file system has none to give, as FAT and many shares; it has to be copied then
     */
    static boolean link(Path from, Path to) {
        try {
            Files.createLink(to, from);
            return true;
        } catch (UnsupportedOperationException | IOException e) {
            // Whatever else is wrong, the copy finds out too.
            return false;
        }
    }

    static String digest(Path file, LongConsumer step) throws IOException {
        return read(file, null, step);
    }

    private static String read(Path file, @Nullable FileChannel out, LongConsumer step) throws IOException {
        MessageDigest digest = sha256();
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        ByteBuffer place = ByteBuffer.allocate(Long.BYTES);
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = in.size();
            for (long at = 0; at < size; at += BLOCK) {
                int length = fill(in, at, block, (int) Math.min(BLOCK, size - at));
                boolean isHole = Arrays.equals(block.array(), 0, length, ZEROS, 0, length);
                step.accept(isHole ? 0 : length);
                if (isHole) continue;
                digest.update(place.clear().putLong(at).array());
                digest.update(block.array(), 0, length);
                if (out != null) writeAll(out, at, block.clear().limit(length));
            }
            if (out != null && out.size() < size) writeAll(out, size - 1, ByteBuffer.wrap(new byte[1]));
            digest.update(place.clear().putLong(size).array());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** A file that is cut short meanwhile has zeros there, which its digest will not match. */
    @SuppressWarnings("ByteBufferBackingArray") // it is of allocate
    private static int fill(FileChannel in, long at, ByteBuffer block, int length) throws IOException {
        block.clear().limit(length);
        while (block.hasRemaining() && in.read(block, at + block.position()) > 0) {
            // The rest of it.
        }
        Arrays.fill(block.array(), block.position(), length, (byte) 0);
        return length;
    }

    private static void writeAll(FileChannel out, long at, ByteBuffer block) throws IOException {
        while (block.hasRemaining()) out.write(block, at + block.position());
    }

    static String sha256(byte[] text) {
        return HexFormat.of().formatHex(sha256().digest(text));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }

    /** Brings a file, or the entries of a directory, to the disk. */
    static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Brings the entries of a directory and of all below it to the disk. */
    static void syncDirectories(Path top) throws IOException {
        try (Stream<Path> all = Files.walk(top)) {
            for (Path each : all.filter(Files::isDirectory).toList()) sync(each);
        }
    }

    /** Deletes a directory with all that is in it, if it is there. */
    static void delete(Path top) throws IOException {
        if (!Files.exists(top)) return;
        try (Stream<Path> all = Files.walk(top)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(each);
        }
    }
}
