package io.momentum.store.index;

import io.momentum.store.index.Bytes.Reader;
import io.momentum.store.journal.GoneFacts.Gone;
import io.momentum.store.journal.Position;
import java.util.ArrayList;
import java.util.List;

/**
 * What letting old messages go needs to know besides their own rows. The first octet of a key tells the table. Owned by the
 * projector.
 */
final class RetentionRows {

    /**
     * epoch, index, offset: a fact that is to go from the journal's files; the outbox id that goes with it, or 0. Of one whose text
     * goes alone, when it went stands behind.
     */
    private static final int GONE = 1;
    /** message: a receipt of it has taught how its carrier writes ids. Without it others would be read otherwise. */
    private static final int TAUGHT = 2;
    /** message, epoch, index, offset: a receipt of it that its row does not keep. */
    private static final int OVER = 3;
    /** The last fact that put a contact under legal hold. */
    private static final int HOLD = 4;

    private static final byte[] NOTHING = new byte[0];
    private static final int PLACE_BYTES = 16;

    private final RocksShelf shelf;

    RetentionRows(Rocks rocks) {
        shelf = new RocksShelf(rocks, ColumnFamily.RETENTION);
    }

    static Bytes place(Bytes out, Position p) {
        return out.u64((long) p.epoch() << 32 | p.index() >>> 32).u64(p.index() << 32 | p.offset());
    }

    static Position place(byte[] key, int from) {
        var in = new Reader(key, from, from + PLACE_BYTES);
        long high = in.u64();
        long low = in.u64();
        return new Position((int) (high >>> 32), high << 32 | low >>> 32, (int) low);
    }

    private static byte[] goneKey(Position position) {
        return place(new Bytes(24).u8(GONE), position).toArray();
    }

    private static byte[] taughtKey(long mtId) {
        return new Bytes(9).u8(TAUGHT).u64(mtId).toArray();
    }

    private static byte[] overKey(long mtId) {
        return new Bytes(9).u8(OVER).u64(mtId).toArray();
    }

    void taught(long mtId) {
        shelf.put(taughtKey(mtId), NOTHING);
    }

    void over(long mtId, Position position) {
        shelf.put(place(new Bytes(32).u8(OVER).u64(mtId), position).toArray(), NOTHING);
    }

    void held(long sequence) {
        shelf.put(new byte[] {HOLD}, new Bytes(8).u64(sequence).toArray());
    }

    /** Whether a contact has been put under hold by a later fact. */
    boolean isHeldSince(long sequence) {
        byte[] row = shelf.get(new byte[] {HOLD});
        return row != null && new Reader(row).u64() > sequence;
    }

    void gone(Position position, long outboxId) {
        shelf.put(goneKey(position), new Bytes(8).u64(outboxId).toArray());
    }

    void textGone(Position position, long atMicros) {
        shelf.put(goneKey(position), new Bytes(16).u64(0).u64(atMicros).toArray());
    }

    /** The receipts of a message that its row does not keep go with it. */
    void goneOver(long mtId) {
        for (byte[] key : overOf(shelf, mtId)) {
            gone(place(key, 9), 0);
            shelf.delete(key);
        }
    }

    private static List<byte[]> overOf(Shelf rows, long mtId) {
        List<byte[]> keys = new ArrayList<>();
        byte[] prefix = overKey(mtId);
        rows.scan(prefix, Keys.behind(prefix), (key, _) -> keys.add(key));
        return keys;
    }

    /** Where the receipts stand that a message's row does not keep. */
    static List<Position> over(Shelf rows, long mtId) {
        return overOf(rows, mtId).stream().map(key -> place(key, 9)).toList();
    }

    static boolean isTaughtBy(Shelf rows, long mtId) {
        return rows.get(taughtKey(mtId)) != null;
    }

    /** What is to go, from a place on. */
    static List<Gone> gone(Shelf rows, Position from, int max) {
        List<Gone> found = new ArrayList<>();
        rows.scan(goneKey(from), Keys.behind(new byte[] {GONE}), (key, value) -> {
            var in = new Reader(value);
            long outboxId = in.u64();
            found.add(new Gone(place(key, 1), outboxId, in.hasMore() ? in.u64() : 0));
            return found.size() < max;
        });
        return found;
    }

    /** The files have lost it; true where there may be more of it. */
    boolean forgetGone(Position from, Position end, int max) {
        List<byte[]> keys = new ArrayList<>();
        shelf.scan(goneKey(from), goneKey(end), (key, _) -> {
            keys.add(key);
            return keys.size() < max;
        });
        keys.forEach(shelf::delete);
        return keys.size() == max;
    }

    /** What waits for the next commit. */
    RocksShelf shelf() {
        return shelf;
    }
}
