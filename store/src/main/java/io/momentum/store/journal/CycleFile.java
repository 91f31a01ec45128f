package io.momentum.store.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The file that is being written, opened a second time: forcing this channel brings all dirty pages of the file to the disk
 * and throws if it cannot, which the queue's own sync does not. Owned by the journal's thread.
 */
final class CycleFile implements AutoCloseable {

    private final int cycle;
    private final FileChannel channel;
    private final Preallocation preallocation;

    CycleFile(int cycle, Path file, int preallocateBytes) throws IOException {
        this.cycle = cycle;
        channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        preallocation = new Preallocation(file, preallocateBytes);
    }

    int cycle() {
        return cycle;
    }

    /** Brings the contents to the disk. */
    void force() throws IOException {
        channel.force(false);
    }

    /** Takes disk blocks ahead of the writer; false if there are none up to {@code end}. */
    boolean take(long position, long end) throws IOException {
        return preallocation.take(position, end);
    }

    @Override
    public void close() throws IOException {
        preallocation.close();
        channel.close();
    }
}
