package io.momentum.ops.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Files that people have sent to look at first, and may take afterwards. They are full of numbers: in a directory of our own that
 * is emptied at start, for an hour at most, and no longer than their owner is signed in. A few at a time: the oldest goes when another
 * comes, and its owner sends it again. Any thread.
 */
final class Uploads {

    static final Duration KEPT = Duration.ofHours(1);

    private static final int MOST = 16;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Upload> byKey = new LinkedHashMap<>();
    private final Path directory;

    /**
     * What is shown of it.
     *
     * @param owner the session that sent it
     */
    private record Upload(Session owner, Path file, long sinceNanos) {

        boolean isOver(long nowNanos) {
            return owner.isOver(nowNanos) || nowNanos - sinceNanos > KEPT.toNanos();
        }
    }

    /** @param directory where they lie, for them alone; made where it is not there, and emptied */
    Uploads(Path directory) throws IOException {
        this.directory = directory;
        Files.createDirectories(directory);
        List<Path> left;
        try (Stream<Path> all = Files.list(directory)) {
            left = all.filter(Files::isRegularFile).toList();
        }
        for (Path each : left) Files.delete(each);
    }

    /** Where a file lies while it comes, too. */
    Path directory() {
        return directory;
    }

    /**
     * Keeps a file, which is moved away.
     *
     * @return the key that a form may have
     */
    String keep(Session owner, Path file, long nowNanos) throws IOException {
        String key = Chance.key();
        lock.lock();
        try {
            sweep(nowNanos);
            Path kept = directory.resolve(key);
            Files.move(file, kept, StandardCopyOption.REPLACE_EXISTING);
            if (byKey.size() >= MOST) forget(byKey.keySet().iterator().next());
            byKey.put(key, new Upload(owner, kept, nowNanos));
            return key;
        } finally {
            lock.unlock();
        }
    }

    /** Empty where it is another's, or has gone. */
    Optional<Path> find(Session owner, String key) {
        lock.lock();
        try {
            return Optional.ofNullable(byKey.get(key))
                    .filter(each -> each.owner() == owner)
                    .map(Upload::file);
        } finally {
            lock.unlock();
        }
    }

    void drop(String key) throws IOException {
        lock.lock();
        try {
            forget(key);
        } finally {
            lock.unlock();
        }
    }

    /** Drops those that are old, or whose owner has left. */
    void sweep(long nowNanos) throws IOException {
        lock.lock();
        try {
            List<String> over = byKey.entrySet().stream()
                    .filter(each -> each.getValue().isOver(nowNanos))
                    .map(Map.Entry::getKey)
                    .toList();
            for (String key : over) forget(key);
        } finally {
            lock.unlock();
        }
    }

    private void forget(String key) throws IOException {
        Upload gone = byKey.remove(key);
        if (gone != null) Files.deleteIfExists(gone.file());
    }
}
