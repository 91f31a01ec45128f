package io.momentum.store.index;

import io.momentum.store.fact.Fact.OptOutAnswered;
import io.momentum.store.fact.Fact.OptOutHeld;
import io.momentum.store.fact.FactCodec;
import io.momentum.store.value.SuppressionScope;

/**
 * Numbers to which advertising is held back until somebody has looked, and what we answered to whom. The first octet of a key
 * tells the table. A number that gives rise to a second doubt keeps the deadline of the first. Owned by the projector.
 */
final class OptOutRows {

    /** scope, digits: the OptOutHeld. */
    private static final int HELD = 1;
    /** deadline, scope, digits: nothing more. */
    private static final int DEADLINE = 2;
    /** when, message: the OptOutAnswered. */
    private static final int ANSWER = 3;

    private static final byte[] NOTHING = new byte[0];

    private final RocksShelf shelf;

    OptOutRows(Rocks rocks) {
        shelf = new RocksShelf(rocks, ColumnFamily.OPT_OUT);
    }

    static byte[] heldKey(SuppressionScope scope, long digits) {
        return Keys.suppression(new Bytes(40).u8(HELD), scope, digits).toArray();
    }

    static byte[] allHeld() {
        return new byte[] {HELD};
    }

    static byte[] deadlines() {
        return new byte[] {DEADLINE};
    }

    private static byte[] deadlineKey(OptOutHeld held) {
        Bytes key = new Bytes(48).u8(DEADLINE).u64(held.deadlineMicros());
        return Keys.suppression(key, held.scope(), held.digits()).toArray();
    }

    /** The key of the row that a key of the deadlines points to. */
    static byte[] heldKey(byte[] deadlineKey) {
        int behind = 1 + Long.BYTES;
        return new Bytes(40)
                .u8(HELD)
                .raw(deadlineKey, behind, deadlineKey.length - behind)
                .toArray();
    }

    static byte[] answersFrom(long atMicros) {
        return new Bytes(9).u8(ANSWER).u64(atMicros).toArray();
    }

    static byte[] behindAnswers() {
        return Keys.behind(new byte[] {ANSWER});
    }

    void held(OptOutHeld f) {
        byte[] key = heldKey(f.scope(), f.digits());
        if (shelf.get(key) != null) return;
        shelf.put(key, FactCodec.encode(f));
        shelf.put(deadlineKey(f), NOTHING);
    }

    /** There is no doubt about a number any more. */
    void decided(long digits, SuppressionScope scope) {
        byte[] key = heldKey(scope, digits);
        byte[] row = shelf.get(key);
        if (row == null) return;
        shelf.delete(key);
        shelf.delete(deadlineKey((OptOutHeld) FactCodec.decode(row, 0)));
    }

    void answered(OptOutAnswered f) {
        byte[] key = new Bytes(17).u8(ANSWER).u64(f.atMicros()).u64(f.mtId()).toArray();
        shelf.put(key, FactCodec.encode(f));
    }

    /** What waits for the next commit. */
    RocksShelf shelf() {
        return shelf;
    }
}
