package io.momentum.store.journal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a start does before it writes: read the manifest, find the end of the epoch that was not closed, seal it there, and
 * enter a new epoch. Nothing is ever written behind an end that a scan had to find.
 */
final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private Recovery() {}

    /**
     * All epochs, sealed ones first, the last one new and open.
     *
     * @param scanning told of each document that is looked at
     */
    static List<Epoch> begin(Path dir, Runnable scanning) throws IOException {
        List<Epoch> epochs = new ArrayList<>();
        List<Epoch> known = Manifest.read(dir);
        KeptFiles kept = KeptFiles.read(dir);
        kept.clearAway(dir, known.stream().map(Epoch::number).toList());
        for (Epoch epoch : known) epochs.add(epoch.isOpen() ? seal(dir, epoch, kept, scanning) : epoch);
        Epoch last = epochs.isEmpty() ? new Epoch(0, 1, 0) : epochs.getLast();
        Epoch fresh = new Epoch(last.number() + 1, last.lastSequence() + 1, Epoch.OPEN);
        epochs.add(fresh);
        Manifest.write(dir, epochs);
        Files.createDirectory(Manifest.epochDirectory(dir, fresh.number()));
        CheckedText.sync(dir);
        return epochs;
    }

    private static Epoch seal(Path dir, Epoch epoch, KeptFiles kept, Runnable scanning) throws IOException {
        long before = kept.lastSequenceOf(epoch);
        if (!EpochQueue.exists(dir, epoch.number())) return epoch.sealed(before);
        EpochScan.Found found;
        try (EpochQueue queue = EpochQueue.leftBehind(dir, epoch.number())) {
            found = EpochScan.walk(queue, before + 1, Long.MAX_VALUE - 1, document -> scanning.run());
        }
        if (setAside(Manifest.epochDirectory(dir, epoch.number()), found.lastFile())) forgetFiles(dir, epoch);
        // What only the page cache holds is about to count as kept.
        EpochWriter.syncDirectory(Manifest.epochDirectory(dir, epoch.number()));
        if (found.damage() == null) {
            LOG.info("epoch {} was not closed; it ends with fact {}", epoch.number(), found.lastSequence());
        } else {
            LOG.error(
                    "epoch {} is damaged behind fact {} and ends there: {}",
                    epoch.number(),
                    found.lastSequence(),
                    found.damage());
        }
        return epoch.sealed(found.lastSequence());
    }

    /**
     * Renames files behind the last sound fact: one that was just being made has no header, for which every reader would
     * wait; one behind damage holds facts that no longer follow. They are kept for people to look at.
     */
    private static boolean setAside(Path directory, @Nullable File lastSound) throws IOException {
        boolean any = false;
        String last = lastSound == null ? "" : lastSound.getName();
        try (var files = Files.newDirectoryStream(directory, "*.cq4")) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                // The names begin with the hour, so that they sort as their contents do.
                if (name.compareTo(last) <= 0) continue;
                LOG.warn("{} holds no sound fact that follows the ones before; it is set aside", file);
                Files.move(file, directory.resolve(name + ".aside"), StandardCopyOption.REPLACE_EXISTING);
                any = true;
            }
        }
        return any;
    }

    /** The queue keeps the range of its files in its metadata and would look for those that are gone. */
    private static void forgetFiles(Path dir, Epoch epoch) {
        try (EpochQueue queue = EpochQueue.leftBehind(dir, epoch.number())) {
            queue.queue().refreshDirectoryListing();
        }
    }
}
