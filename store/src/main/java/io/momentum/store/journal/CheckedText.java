package io.momentum.store.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.zip.CRC32C;

/** A small text file that says what else counts: a title, lines, and a checksum of both. It is replaced as a whole. */
final class CheckedText {

    private static final String CHECK = "crc32c ";

    private CheckedText() {}

    /**
     * Its lines.
     *
     * @throws JournalException if it is not what was written
     */
    static List<String> read(Path file, String title) throws IOException {
        String text = Files.readString(file, StandardCharsets.US_ASCII);
        String head = title + "\n";
        int check = text.lastIndexOf(CHECK);
        if (!text.startsWith(head) || check < 0 || !text.substring(check).equals(checkLine(text.substring(0, check))))
            throw new JournalException(file + " is damaged: its title or its checksum is wrong");
        return text.substring(head.length(), check).lines().toList();
    }

    /** Puts another one in its place, on the disk when this returns. */
    static void replace(Path dir, String file, String title, List<String> lines) throws IOException {
        var text = new StringBuilder(title).append('\n');
        for (String line : lines) text.append(line).append('\n');
        text.append(checkLine(text.toString()));
        Path draft = dir.resolve(file + ".new");
        Files.writeString(draft, text, StandardCharsets.US_ASCII);
        sync(draft);
        Files.move(draft, dir.resolve(file), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(dir);
    }

    private static String checkLine(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        return "%s%08x\n".formatted(CHECK, crc.getValue());
    }

    /** Brings a file, or the entries of a directory, to the disk. */
    static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
