package io.momentum.store.index;

import io.momentum.store.index.Bytes.Reader;
import org.jspecify.annotations.Nullable;

/**
 * Where the fold stands; written in the same batch as the changes that brought it there.
 *
 * @param sequence the last fact that is in the index, 0 for none
 * @param epoch the journal epoch of that fact
 * @param outboxId the last outbox id that was given out
 * @param atMicros the time of that fact
 */
record FoldState(long sequence, int epoch, long outboxId, long atMicros) {

    static final FoldState START = new FoldState(0, 0, 0, 0);

    /** The format of all rows. An index with another one is built anew. */
    private static final int FORMAT = 11;

    static Bytes key(Bytes out) {
        return out.latin1("fold");
    }

    void write(Bytes out) {
        out.u8(FORMAT).u64(sequence).varint(epoch).u64(outboxId).u64(atMicros);
    }

    /** Reads the row; null where it is of another format. */
    static @Nullable FoldState read(byte @Nullable [] row) {
        if (row == null) return START;
        var in = new Reader(row);
        if (in.u8() != FORMAT) return null;
        return new FoldState(in.u64(), (int) in.varint(), in.u64(), in.u64());
    }
}
