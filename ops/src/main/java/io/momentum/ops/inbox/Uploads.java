package io.momentum.ops.inbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Files that people have sent to look at first, and may take afterwards. In a directory for temporary files, a few at most: the
 * oldest goes when another comes, and its owner sends it again. Any thread.
 */
final class Uploads {

    private static final int MOST = 16;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Upload> byKey = new LinkedHashMap<>();
    private @Nullable Path directory;

    /**
     * What is shown of it.
     *
     * @param owner the session that sent it
     */
    record Upload(Session owner, Path file) {}

    /**
     * Keeps a file, which is moved away.
     *
     * @return the key that a form may have
     */
    String keep(Session owner, Path file) throws IOException {
        String key = Chance.key();
        lock.lock();
        try {
            if (directory == null) directory = Files.createTempDirectory("momentum-upload");
            Path kept = directory.resolve(key);
            Files.move(file, kept, StandardCopyOption.REPLACE_EXISTING);
            if (byKey.size() >= MOST) forget(byKey.keySet().iterator().next());
            byKey.put(key, new Upload(owner, kept));
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

    private void forget(String key) throws IOException {
        Upload gone = byKey.remove(key);
        if (gone != null) Files.deleteIfExists(gone.file());
    }
}
