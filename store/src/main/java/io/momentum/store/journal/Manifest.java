package io.momentum.store.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Which epochs there are and where each ends: a small text file, replaced as a whole. An epoch stands in it before its first
 * fact is written, so that its number cannot be taken twice whatever happens.
 */
final class Manifest {

    private static final String FILE = "MANIFEST";
    private static final String TITLE = "momentum journal 1";

    private Manifest() {}

    static Path epochDirectory(Path dir, int epoch) {
        return dir.resolve("epoch-%06d".formatted(epoch));
    }

    /** The epochs, oldest first; none if there is no manifest and no epoch either. */
    static List<Epoch> read(Path dir) throws IOException {
        Path file = dir.resolve(FILE);
        if (Files.exists(file)) return parse(file, Files.readString(file, StandardCharsets.US_ASCII));
        try (var entries = Files.newDirectoryStream(dir, "epoch-*")) {
            if (entries.iterator().hasNext()) throw new JournalException(dir + " has epochs but no " + FILE);
        }
        return List.of();
    }

    static void write(Path dir, List<Epoch> epochs) throws IOException {
        StringBuilder text = new StringBuilder(TITLE).append('\n');
        for (Epoch epoch : epochs) {
            text.append("epoch ").append(epoch.number()).append(" first ").append(epoch.firstSequence());
            text.append(epoch.isOpen() ? " open" : " last " + epoch.lastSequence())
                    .append('\n');
        }
        text.append(checkLine(text.toString()));
        Path draft = dir.resolve(FILE + ".new");
        Files.writeString(draft, text, StandardCharsets.US_ASCII);
        sync(draft);
        Files.move(draft, dir.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(dir);
    }

    /** Brings a file, or the entries of a directory, to the disk. */
    static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static List<Epoch> parse(Path file, String text) {
        int check = text.lastIndexOf("crc32c ");
        if (!text.startsWith(TITLE + "\n")
                || check < 0
                || !text.substring(check).equals(checkLine(text.substring(0, check)))) {
            throw new JournalException(file + " is damaged: its title or its checksum is wrong");
        }
        List<Epoch> epochs = new ArrayList<>();
        for (String line : text.substring(TITLE.length() + 1, check).split("\n", -1)) {
            if (line.isEmpty()) continue;
            String[] words = line.split(" ", -1);
            long last = words[4].equals("open") ? Epoch.OPEN : Long.parseLong(words[5]);
            epochs.add(new Epoch(Integer.parseInt(words[1]), Long.parseLong(words[3]), last));
        }
        return epochs;
    }

    private static String checkLine(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        return "crc32c %08x\n".formatted(crc.getValue());
    }
}
