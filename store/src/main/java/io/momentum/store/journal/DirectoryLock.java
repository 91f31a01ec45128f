package io.momentum.store.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Keeps a second process out of the directory. The kernel gives it back however the process ends. */
final class DirectoryLock implements AutoCloseable {

    private final FileChannel channel;

    private DirectoryLock(FileChannel channel) {
        this.channel = channel;
    }

    static DirectoryLock take(Path dir) throws IOException {
        FileChannel channel =
                FileChannel.open(dir.resolve("LOCK"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) return new DirectoryLock(channel);
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new JournalException(dir + " is in use by this process", e);
        }
        channel.close();
        throw new JournalException(dir + " is in use by another process");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
