package io.momentum.ops.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * Says of a data directory that it came out of a backup: whoever made that backup went on, and may have sent what waits here.
 * Stands in its file {@code RESTORED}, which stays.
 *
 * @param until what was accepted up to then may have been sent since
 * @param campaignsRun whether campaigns that were being sent have still to be paused
 */
public record RestoreMark(Instant until, boolean campaignsRun) {

    private static final String FILE = "RESTORED";

    /** Of a data directory; empty where it came out of no backup, or nothing was sent since that backup. */
    public static Optional<RestoreMark> of(Path dataDir) throws IOException {
        Path file = dataDir.resolve(FILE);
        try {
            String[] words =
                    Files.readString(file, StandardCharsets.UTF_8).strip().split(" ", -1);
            return Optional.of(new RestoreMark(Instant.parse(words[0]), words[1].equals("campaigns-run")));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (DateTimeException | ArrayIndexOutOfBoundsException e) {
            throw new IOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whether a message of that time may have been sent since. */
    public boolean covers(long atMicros) {
        return atMicros / 1000 <= until.toEpochMilli();
    }

    /** Campaigns are paused. */
    public void campaignsPaused(Path dataDir) throws IOException {
        new RestoreMark(until, false).write(dataDir);
    }

    void write(Path dataDir) throws IOException {
        Path fresh = dataDir.resolve(FILE + ".new");
        Files.writeString(
                fresh, until + (campaignsRun ? " campaigns-run" : " campaigns-paused") + "\n", StandardCharsets.UTF_8);
        Copying.sync(fresh);
        Files.move(fresh, dataDir.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Copying.sync(dataDir);
    }
}
