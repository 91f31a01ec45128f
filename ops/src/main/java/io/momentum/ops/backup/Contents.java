package io.momentum.ops.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a backup holds; stands in its file {@code BACKUP}, which is written last: a directory without it is no backup.
 *
 * @param format of the data
 * @param facts the last fact that it has for certain
 * @param endedAt when the last of it was copied: what was done later is not in it
 */
public record Contents(DataFormat format, long facts, Instant endedAt, List<Copied> files) {

    static final String FILE = "BACKUP";
    private static final String TITLE = "momentum backup 1";

    /**
     * One file.
     *
     * @param path below the backup's directory
     * @param modifiedMillis when its original was changed last
     */
    public record Copied(String path, long bytes, long modifiedMillis, String digest) {}

    void write(Path backup) throws IOException {
        var text = new StringBuilder(TITLE).append('\n');
        text.append("format ").append(format.text()).append('\n');
        text.append("facts ").append(facts).append('\n');
        text.append("ended ").append(endedAt).append('\n');
        for (Copied each : files) {
            text.append("file ")
                    .append(each.bytes())
                    .append(' ')
                    .append(each.modifiedMillis())
                    .append(' ');
            text.append(each.digest()).append(' ').append(each.path()).append('\n');
        }
        String digest = digest(text.toString());
        text.append("sha256 ").append(digest).append('\n');
        Path file = backup.resolve(FILE);
        Files.writeString(file, text, StandardCharsets.UTF_8);
        Copying.sync(file);
    }

    static Contents read(Path backup) throws IOException, BackupException {
        Path file = backup.resolve(FILE);
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new BackupException(backup + " is no backup: it has no file " + FILE);
        }
        int check = text.lastIndexOf("sha256 ");
        if (!text.startsWith("momentum backup ") || check < 0) throw new BackupException(file + " is damaged");
        String body = text.substring(0, check);
        if (!text.substring(check + 7).strip().equals(digest(body))) throw new BackupException(file + " is damaged");
        if (!text.startsWith(TITLE + "\n"))
            throw new BackupException(file + " was written by a newer Momentum: use that one");
        try {
            return parse(body.split("\n", -1));
        } catch (IllegalArgumentException | DateTimeParseException | ArrayIndexOutOfBoundsException e) {
            throw new BackupException(file + " cannot be read: " + e.getMessage());
        }
    }

    private static Contents parse(String[] lines) {
        DataFormat format = DataFormat.parse(lines[1].substring("format ".length()));
        long facts = Long.parseLong(lines[2].substring("facts ".length()));
        Instant ended = Instant.parse(lines[3].substring("ended ".length()));
        List<Copied> files = new ArrayList<>();
        for (int i = 4; i < lines.length; i++) {
            if (lines[i].isEmpty()) continue;
            String[] words = lines[i].split(" ", 5);
            if (words[4].startsWith("/") || words[4].contains("..")) throw new IllegalArgumentException(words[4]);
            files.add(new Copied(words[4], Long.parseLong(words[1]), Long.parseLong(words[2]), words[3]));
        }
        return new Contents(format, facts, ended, List.copyOf(files));
    }

    private static String digest(String text) {
        return Copying.sha256(text.getBytes(StandardCharsets.UTF_8));
    }
}
