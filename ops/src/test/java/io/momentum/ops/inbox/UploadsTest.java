package io.momentum.ops.inbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.api.SignIns.Badge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UploadsTest {

    private static final long NOW = 0;

    @TempDir
    private Path directory;

    private final Session owner = new Session(new Badge.OfPassword("ada", "hash"), Language.EN, ZoneOffset.UTC, NOW);

    private Path sent() throws IOException {
        return Files.writeString(directory.resolve("sent"), "12025550131");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.toList();
        }
    }

    @Test
    void nothingOutlivesTheProcess() throws IOException {
        new Uploads(directory).keep(owner, sent(), NOW);
        sent();
        assertEquals(2, files().size());
        new Uploads(directory);
        assertEquals(List.of(), files());
    }

    @Test
    void aFileGoesAfterAnHour() throws IOException {
        var uploads = new Uploads(directory);
        String key = uploads.keep(owner, sent(), NOW);
        uploads.sweep(Duration.ofMinutes(59).toNanos());
        assertTrue(uploads.find(owner, key).isPresent());
        uploads.sweep(Duration.ofMinutes(61).toNanos());
        assertEquals(List.of(), files());
        assertTrue(uploads.find(owner, key).isEmpty());
    }

    @Test
    void aFileGoesWithItsOwner() throws IOException {
        var uploads = new Uploads(directory);
        uploads.keep(owner, sent(), NOW);
        owner.end();
        uploads.sweep(NOW);
        assertEquals(List.of(), files());
    }
}
