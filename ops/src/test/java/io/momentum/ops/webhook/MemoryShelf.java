package io.momentum.ops.webhook;

import io.momentum.store.index.Shelf;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rows in memory. */
final class MemoryShelf implements Shelf.Writable {

    private final TreeMap<byte[], byte[]> rows = new TreeMap<>(Arrays::compareUnsigned);

    @Override
    public byte @Nullable [] get(byte[] key) {
        return rows.get(key);
    }

    @Override
    public void scan(byte[] from, byte @Nullable [] end, RowSink sink) {
        Map<byte[], byte[]> range = end == null ? rows.tailMap(from, true) : rows.subMap(from, true, end, false);
        for (Map.Entry<byte[], byte[]> row : range.entrySet()) {
            if (!sink.accept(row.getKey(), row.getValue())) return;
        }
    }

    @Override
    public void put(byte[] key, byte[] value) {
        rows.put(key, value);
    }

    @Override
    public void delete(byte[] key) {
        rows.remove(key);
    }
}
