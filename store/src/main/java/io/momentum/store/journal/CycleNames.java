package io.momentum.store.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.openhft.chronicle.queue.RollCycles;

/**
 * The hours that an epoch has files of, by the files' names. The queue keeps a list of its own, which does not hear of files
 * that are taken away.
 */
final class CycleNames {

    static final RollCycles CYCLES = RollCycles.FAST_HOURLY;

    private static final String SUFFIX = "F.cq4";
    private static final Pattern NAME = Pattern.compile("[0-9]{8}-[0-9]{2}F\\.cq4");
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("yyyyMMdd-HH");
    private static final int SECONDS = 3_600;

    private CycleNames() {}

    /** The name of an hour's file without what comes behind the point. */
    static String nameOf(int cycle) {
        return HOUR.format(LocalDateTime.ofEpochSecond((long) cycle * SECONDS, 0, ZoneOffset.UTC)) + "F";
    }

    static Path file(Path dir, int epoch, int cycle) {
        return Manifest.epochDirectory(dir, epoch).resolve(nameOf(cycle) + ".cq4");
    }

    /** When an hour has ended, in milliseconds since 1970. */
    static long endMillis(int cycle) {
        return (cycle + 1L) * SECONDS * 1_000;
    }

    /** The hours of an epoch, the earliest first. */
    static List<Integer> of(Path dir, int epoch) throws IOException {
        try (Stream<Path> files = Files.list(Manifest.epochDirectory(dir, epoch))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> NAME.matcher(name).matches())
                    .map(CycleNames::cycleOf)
                    .sorted(Comparator.naturalOrder())
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of(); // an epoch that never came to write, or of which nothing is left here
        }
    }

    private static int cycleOf(String name) {
        String hour = name.substring(0, name.length() - SUFFIX.length());
        return (int) (LocalDateTime.parse(hour, HOUR).toEpochSecond(ZoneOffset.UTC) / SECONDS);
    }
}
