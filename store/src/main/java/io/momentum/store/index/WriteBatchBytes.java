package io.momentum.store.index;

/**
 * A RocksDB write batch, put together in Java in RocksDB's own format and handed over in one call. A native call for every put
 * would cost as much as the put.
 *
 * <p>The format (RocksDB, db/write_batch.cc) is that of its write-ahead log: 8 octets sequence, 4 octets count, then records of
 * a tag, the column family's id as varint32, the key and, unless it is a deletion, the value, each behind its length as
 * varint32. A length is not known before its octets are written, so it gets a fixed room: a varint may carry zeros on top.
 *
 * <p>Owned by the projector. Use: {@code put(cf)}, write the key to {@link #bytes}, {@code value()}, write the value,
 * {@code end()}; or {@code delete(cf)}, write the key, {@code end()}.
 */
final class WriteBatchBytes {

    private static final int HEADER = 12;
    private static final int COUNT_AT = 8;
    private static final int TAG_DELETE = 0x4;
    private static final int TAG_PUT = 0x5;
    private static final int TAG_MERGE = 0x6;
    private static final int LENGTH_ROOM = 4;

    private final Bytes bytes = new Bytes(1 << 16);
    private final int[] familyIds;
    private int count;
    private int lengthAt;

    /** Begins empty, for families whose native ids are given by {@link ColumnFamily#number}. */
    WriteBatchBytes(int[] familyIds) {
        this.familyIds = familyIds;
        clear();
    }

    Bytes put(ColumnFamily family) {
        return begin(TAG_PUT, family);
    }

    Bytes merge(ColumnFamily family) {
        return begin(TAG_MERGE, family);
    }

    Bytes delete(ColumnFamily family) {
        return begin(TAG_DELETE, family);
    }

    /** Ends the key. */
    Bytes value() {
        end();
        lengthAt = bytes.skip(LENGTH_ROOM);
        return bytes;
    }

    /** Ends the record. */
    void end() {
        int length = bytes.size() - lengthAt - LENGTH_ROOM;
        byte[] array = bytes.array();
        array[lengthAt] = (byte) (length | 0x80);
        array[lengthAt + 1] = (byte) (length >>> 7 | 0x80);
        array[lengthAt + 2] = (byte) (length >>> 14 | 0x80);
        array[lengthAt + 3] = (byte) (length >>> 21 & 0x7f);
    }

    byte[] finished() {
        byte[] whole = bytes.toArray();
        for (int i = 0; i < Integer.BYTES; i++) {
            whole[COUNT_AT + i] = (byte) (count >>> (8 * i));
        }
        return whole;
    }

    int size() {
        return bytes.size();
    }

    void clear() {
        bytes.clear();
        bytes.skip(HEADER);
        count = 0;
    }

    private Bytes begin(int tag, ColumnFamily family) {
        count++;
        bytes.u8(tag).varint(familyIds[family.number()]);
        lengthAt = bytes.skip(LENGTH_ROOM);
        return bytes;
    }
}
