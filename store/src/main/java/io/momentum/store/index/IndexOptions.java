package io.momentum.store.index;

/**
 * How much memory RocksDB may take.
 *
 * @param cacheBytes blocks and memtables together
 * @param memtableBytes how much of it may wait to be flushed; what is lost of it in a crash is folded again at the next start
 */
public record IndexOptions(long cacheBytes, long memtableBytes) {

    public static final IndexOptions DEFAULT = new IndexOptions(256L << 20, 128L << 20);

    public IndexOptions {
        // Each column family takes a MiB as soon as it has a row; with less, every commit would end in a flush.
        if (memtableBytes < 16 << 20) throw new IllegalArgumentException("memtableBytes: at least 16 MiB");
        if (cacheBytes < memtableBytes) throw new IllegalArgumentException("cacheBytes: at least memtableBytes");
    }
}
