package io.momentum.store.index;

import java.util.Map;

/**
 * What RocksDB says about itself.
 *
 * @param pendingCompactionBytes what is still to be merged; writes are slowed down when it grows without end
 * @param tableBytes the size of the live files
 * @param memtableBytes what is not flushed yet
 * @param cacheBytes the block cache in use
 * @param isWriteStopped whether RocksDB takes no write until it has caught up
 * @param delayedBytesPerSecond to which RocksDB has slowed writes down, 0 where it has not
 * @param rows about how many rows each column family has, by its name
 */
public record IndexStats(
        long pendingCompactionBytes,
        long tableBytes,
        long memtableBytes,
        long cacheBytes,
        boolean isWriteStopped,
        long delayedBytesPerSecond,
        Map<String, Long> rows) {}
