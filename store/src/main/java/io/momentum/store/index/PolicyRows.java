package io.momentum.store.index;

import io.momentum.store.fact.Fact.MoReceived;
import io.momentum.store.fact.FactCodec;
import io.momentum.store.fact.PolicyFact.MtAllowed;
import io.momentum.store.fact.PolicyFact.PolicyWaived;
import io.momentum.store.index.Bytes.Reader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What rules for recipients need to know after a start: what was let go, who wrote, and who lets messages leave whatever the rules
 * say. The first octet of a key tells the table. Rows of the first two are kept for {@link #KEPT}, which is longer than any rule
 * looks back: once in a minute of the facts' time, what is older goes. Owned by the projector.
 */
final class PolicyRows {

    /** Caps and answers look back 31 days at most. */
    static final Duration KEPT = Duration.ofDays(32);

    /** Up to which time rows have gone: now, and when that was. */
    private static final byte[] STATE = {0};
    /** when, message: its recipient and category. */
    static final int ALLOWED = 1;
    /** when, message: who wrote, and the number written to. */
    static final int WROTE = 2;
    /** message, campaign: the PolicyWaived. */
    static final int WAIVED = 3;

    private static final long MINUTE_MICROS = Duration.ofMinutes(1).toNanos() / 1_000;
    private static final long DAY_MINUTES = 1_440;
    private static final long KEPT_MICROS = KEPT.toNanos() / 1_000;
    private static final int GO_MAX = 100_000;

    private final RocksShelf shelf;
    private long minute = -1;
    private long[] goneUpTo = new long[WAIVED];

    PolicyRows(Rocks rocks) {
        shelf = new RocksShelf(rocks, ColumnFamily.POLICY);
        byte[] row = shelf.get(STATE);
        if (row == null) return;
        var in = new Reader(row);
        minute = in.u64();
        goneUpTo[ALLOWED] = in.u64();
        goneUpTo[WROTE] = in.u64();
    }

    static byte[] from(int table, long atMicros) {
        return new Bytes(9).u8(table).u64(atMicros).toArray();
    }

    private static byte[] key(int table, long atMicros, long id) {
        return new Bytes(17).u8(table).u64(atMicros).u64(id).toArray();
    }

    void allowed(MtAllowed f) {
        forget(f.atMicros());
        if (f.atMicros() < goneUpTo[ALLOWED]) return;
        var value = new Bytes(24).u64(f.digits()).utf8(f.category()).toArray();
        shelf.put(key(ALLOWED, f.atMicros(), f.mtId()), value);
    }

    void wrote(MoReceived f) {
        if (f.sourceDigits() <= 0) return;
        forget(f.atMicros());
        if (f.atMicros() < goneUpTo[WROTE]) return;
        var value =
                new Bytes(24).u64(f.sourceDigits()).utf8(f.destination().text()).toArray();
        shelf.put(key(WROTE, f.atMicros(), f.moId()), value);
    }

    /** A permission that has ended goes with the next one: they are few. */
    void waived(PolicyWaived f) {
        List<byte[]> ended = new ArrayList<>();
        byte[] prefix = {WAIVED};
        shelf.scan(prefix, Keys.behind(prefix), (key, row) -> {
            if (((PolicyWaived) FactCodec.decode(row, 0)).untilMicros() <= f.atMicros()) ended.add(key);
            return true;
        });
        ended.forEach(shelf::delete);
        byte[] key = new Bytes(40).u8(WAIVED).u64(f.mtId()).utf8(f.campaign()).toArray();
        if (f.untilMicros() <= f.atMicros()) shelf.delete(key);
        else shelf.put(key, FactCodec.encode(f));
    }

    /** Lets go what is older than is kept. */
    void forget(long atMicros) {
        long now = atMicros / MINUTE_MICROS;
        boolean wasAhead = now < minute - DAY_MINUTES;
        if (now <= minute && !wasAhead) return;
        minute = now;
        long before = now * MINUTE_MICROS - KEPT_MICROS;
        // A clock that was ahead once must not let go what comes from now on.
        for (int table : new int[] {ALLOWED, WROTE})
            goneUpTo[table] = wasAhead ? Math.clamp(before, 0, goneUpTo[table]) : goneUpTo[table];
        forget(ALLOWED, before);
        forget(WROTE, before);
        byte[] row = new Bytes(24)
                .u64(minute)
                .u64(goneUpTo[ALLOWED])
                .u64(goneUpTo[WROTE])
                .toArray();
        shelf.put(STATE, row);
    }

    /** From where it ended the last time, so that nobody wades through what has gone. */
    private void forget(int table, long beforeMicros) {
        List<byte[]> old = new ArrayList<>();
        shelf.scan(from(table, goneUpTo[table]), from(table, Math.max(0, beforeMicros)), (key, _) -> {
            old.add(key);
            return old.size() < GO_MAX;
        });
        old.forEach(shelf::delete);
        if (old.size() == GO_MAX) goneUpTo[table] = new Reader(old.getLast(), 1, 9).u64();
        else goneUpTo[table] = Math.max(goneUpTo[table], beforeMicros);
    }

    /** What waits for the next commit. */
    RocksShelf shelf() {
        return shelf;
    }
}
