package io.momentum.store.index;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A shelf in the index. What a commit window changes is kept here until it is written. Owned by the projector. */
final class RocksShelf implements Shelf.Writable {

    private static final byte[] GONE = new byte[0];
    private static final Comparator<byte[]> ORDER = Arrays::compareUnsigned;

    private final ColumnFamily family;
    private final Shelf committed;
    private final TreeMap<byte[], byte[]> changed = new TreeMap<>(ORDER);
    private long bytes;

    RocksShelf(Rocks rocks, ColumnFamily family) {
        this.family = family;
        committed = committed(rocks, family);
    }

    /** The committed rows, for any thread. */
    static Shelf committed(Rocks rocks, ColumnFamily family) {
        return new Shelf() {
            @Override
            public byte @Nullable [] get(byte[] key) {
                return rocks.get(family, new Bytes(key.length).raw(key, 0, key.length));
            }

            @Override
            public void scan(byte[] from, byte @Nullable [] end, RowSink sink) {
                rocks.scan(family, from, end, sink::accept);
            }
        };
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // GONE is a mark
    public byte @Nullable [] get(byte[] key) {
        byte[] value = changed.get(key);
        if (value == null) return committed.get(key);
        return value == GONE ? null : value;
    }

    /** Both in one order: what the window changed stands before what is committed. */
    @Override
    public void scan(byte[] from, byte @Nullable [] end, RowSink sink) {
        var mine = (end == null ? changed.tailMap(from, true) : changed.subMap(from, true, end, false))
                .entrySet()
                .iterator();
        var merge = new Merge(mine, sink);
        committed.scan(from, end, merge::committed);
        merge.rest();
    }

    @SuppressWarnings("ReferenceEquality") // GONE is a mark
    private static final class Merge {
        private final Iterator<Map.Entry<byte[], byte[]>> mine;
        private final RowSink sink;
        private Map.@Nullable Entry<byte[], byte[]> next;
        private boolean ended;

        Merge(Iterator<Map.Entry<byte[], byte[]>> mine, RowSink sink) {
            this.mine = mine;
            this.sink = sink;
            next = mine.hasNext() ? mine.next() : null;
        }

        boolean committed(byte[] key, byte[] value) {
            while (next != null && !ended && ORDER.compare(next.getKey(), key) < 0) show();
            if (ended) return false;
            if (next != null && Arrays.equals(next.getKey(), key)) {
                show();
                return !ended;
            }
            ended = !sink.accept(key, value);
            return !ended;
        }

        void rest() {
            while (next != null && !ended) show();
        }

        private void show() {
            Map.Entry<byte[], byte[]> entry = java.util.Objects.requireNonNull(next);
            next = mine.hasNext() ? mine.next() : null;
            if (entry.getValue() != GONE) ended = !sink.accept(entry.getKey(), entry.getValue());
        }
    }

    @Override
    public void put(byte[] key, byte[] value) {
        changed.put(key, value.length == 0 ? value.clone() : value);
        bytes += key.length + value.length;
    }

    @Override
    public void delete(byte[] key) {
        changed.put(key, GONE);
        bytes += key.length;
    }

    long bytes() {
        return bytes;
    }

    @SuppressWarnings("ReferenceEquality") // GONE is a mark
    void writeTo(WriteBatchBytes batch) {
        changed.forEach((key, value) -> {
            if (value == GONE) {
                batch.delete(family).raw(key, 0, key.length);
            } else {
                batch.put(family).raw(key, 0, key.length);
                batch.value().raw(value, 0, value.length);
            }
            batch.end();
        });
    }

    void committed() {
        changed.clear();
        bytes = 0;
    }
}
