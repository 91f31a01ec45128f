package io.momentum.store.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kept files, from the journal's first fact on without a hole between them: a small text file, {@code KEPT}, replaced as a
 * whole. Whoever finds a file named there reads the kept one and not the one that it stands for, so that the replacement of
 * many files is one rename: what it leaves undone, the next start does. Immutable.
 */
final class KeptFiles {

    static final String FILE = "KEPT";
    static final String SUFFIX = ".kept";
    static final KeptFiles NONE = new KeptFiles(List.of());

    private static final Logger LOG = LoggerFactory.getLogger(KeptFiles.class);
    private static final String TITLE = "momentum kept 1";

    private final List<KeptFile> files;

    KeptFiles(List<KeptFile> files) {
        this.files = List.copyOf(files);
    }

    List<KeptFile> files() {
        return files;
    }

    /** The last sequence that stands in kept files, though its fact may have gone; 0 where there are none. */
    long lastSequence() {
        return files.isEmpty() ? 0 : files.getLast().last();
    }

    /** The last sequence of an epoch that stands in kept files; what comes before its first where none does. */
    long lastSequenceOf(Epoch epoch) {
        long last = epoch.firstSequence() - 1;
        for (KeptFile each : files) {
            if (each.epoch() == epoch.number()) last = each.last();
        }
        return last;
    }

    /** The file of a place; empty where there was none of that hour. */
    Optional<KeptFile> find(int epoch, int cycle) {
        int low = 0;
        int high = files.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            KeptFile file = files.get(middle);
            if (file.epoch() == epoch && file.cycle() == cycle) return Optional.of(file);
            if (file.isAtOrBehind(epoch, cycle)) high = middle - 1;
            else low = middle + 1;
        }
        return Optional.empty();
    }

    List<KeptFile> of(int epoch) {
        return files.stream().filter(each -> each.epoch() == epoch).toList();
    }

    /** Whether a place is in a file that a kept one stands for. */
    boolean hold(int epoch, int cycle) {
        return !files.isEmpty() && files.getLast().isAtOrBehind(epoch, cycle);
    }

    /** The file that holds a sequence; there must be one. */
    KeptFile at(long sequence) {
        int low = 0;
        int high = files.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (files.get(middle).last() < sequence) low = middle + 1;
            else high = middle;
        }
        return files.get(low);
    }

    static Path pathOf(Path dir, KeptFile file) {
        return Manifest.epochDirectory(dir, file.epoch()).resolve(file.name());
    }

    static KeptFiles read(Path dir) throws IOException {
        try {
            return new KeptFiles(CheckedText.read(dir.resolve(FILE), TITLE).stream()
                    .map(KeptFile::parse)
                    .toList());
        } catch (NoSuchFileException e) {
            return NONE;
        }
    }

    /** From this rename on the kept files are the journal, and those that they stand for are not. */
    void write(Path dir) throws IOException {
        CheckedText.replace(dir, FILE, TITLE, files.stream().map(KeptFile::line).toList());
    }

    /**
     * Deletes what the kept files stand for, and kept files that nobody names: what a pass that was cut off has left. A file
     * that was replaced goes only where the one in its place is sound.
     */
    void clearAway(Path dir, Iterable<Integer> epochs) throws IOException {
        List<Path> left = new ArrayList<>();
        Set<Path> named = new HashSet<>();
        for (KeptFile each : files) {
            named.add(pathOf(dir, each));
            Path replaced = CycleNames.file(dir, each.epoch(), each.cycle());
            if (!Files.exists(replaced)) continue;
            KeptReader.verify(dir, each);
            left.add(replaced);
        }
        for (int epoch : epochs) {
            Path directory = Manifest.epochDirectory(dir, epoch);
            if (!Files.isDirectory(directory)) continue;
            try (var found = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
                for (Path each : found) if (!named.contains(each)) left.add(each);
            }
        }
        for (Path each : left) Files.delete(each);
        if (!left.isEmpty()) LOG.info("{} files of {} are cleared away that others stand for", left.size(), dir);
    }
}
