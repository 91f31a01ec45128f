package io.momentum.store.index;

import io.momentum.store.correlation.Numbers;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.index.Bytes.Reader;
import io.momentum.store.value.CarrierId;
import java.util.OptionalLong;
import java.util.function.LongPredicate;

/** The messages in the index by the id that their carrier gave them. */
final class SmscIdRows {

    /** A receipt may be so late: the longest validity, and three days. */
    private static final int DAYS = 8;
    /** So many messages of one id and day are told apart by a number that is not written as theirs was. */
    private static final int NAMESAKES_MAX = 64;

    private static final long NONE = Long.MIN_VALUE;

    private final Rocks rocks;
    /** No row is of a day before or behind these: a receipt that came before its response asks for what no row can tell. */
    private volatile int oldestDay = Integer.MAX_VALUE;

    private volatile int newestDay = Integer.MIN_VALUE;

    SmscIdRows(Rocks rocks) {
        this.rocks = rocks;
        int[] next = {0};
        while (next[0] <= Keys.LAST_DAY) {
            byte[] from = Keys.correlations(new Bytes(2), next[0]).toArray();
            next[0] = Integer.MAX_VALUE;
            rocks.scan(ColumnFamily.CORRELATION, from, null, (key, _) -> {
                int day = Keys.correlationDay(key);
                mayBeOf(day);
                next[0] = day + 1;
                return false;
            });
        }
    }

    private void mayBeOf(int day) {
        if (day < oldestDay) oldestDay = day;
        if (day > newestDay) newestDay = day;
    }

    /** Writes the row of a message; the projector does. */
    void put(MtSubmitted f, MessageFold message, WriteBatchBytes batch) {
        int day = Keys.day(f.atMicros());
        mayBeOf(day);
        Keys.correlation(batch.put(ColumnFamily.CORRELATION), day, f.carrier(), f.smscId(), message.destinationDigits);
        batch.value().u64(f.mtId());
        batch.end();
    }

    /**
     * The message that got an id from its carrier in the days before a receipt. Of several, the newest to the receipt's
     * subscriber that is open, or else the newest to that subscriber, or else the newest.
     */
    OptionalLong find(DlrReceived receipt, String smscId, LongPredicate isOpen) {
        CarrierId carrier = receipt.carrier();
        Numbers numbers = Numbers.of(receipt);
        long atMicros = receipt.atMicros();
        var key = new Bytes(64);
        long newest = NONE;
        for (int day = firstDay(atMicros); day >= lastDay(atMicros); day--) {
            for (long digits : new long[] {numbers.source(), numbers.destination()}) {
                if (digits == 0) continue;
                key.clear();
                byte[] row = rocks.get(ColumnFamily.CORRELATION, Keys.correlation(key, day, carrier, smscId, digits));
                if (row == null) continue;
                long mtId = new Reader(row).u64();
                if (isOpen.test(mtId)) return OptionalLong.of(mtId);
                if (newest == NONE) newest = mtId;
            }
        }
        if (newest != NONE) return OptionalLong.of(newest);
        return ofAnyNumber(carrier, smscId, numbers, atMicros);
    }

    /** As above, where no number is written as the subscriber's was: with another prefix, or not at all. */
    private OptionalLong ofAnyNumber(CarrierId carrier, String smscId, Numbers numbers, long atMicros) {
        for (int day = firstDay(atMicros); day >= lastDay(atMicros); day--) {
            byte[] prefix =
                    Keys.correlations(new Bytes(64), day, carrier, smscId).toArray();
            long[] found = {NONE, NONE, 0};
            rocks.scan(ColumnFamily.CORRELATION, prefix, Keys.behind(prefix), (key, row) -> {
                long mtId = new Reader(row).u64();
                long digits = new Reader(key, key.length - Long.BYTES, key.length).u64();
                if (numbers.have(digits)) found[0] = Math.max(found[0], mtId);
                found[1] = Math.max(found[1], mtId);
                return ++found[2] < NAMESAKES_MAX;
            });
            if (found[0] != NONE) return OptionalLong.of(found[0]);
            if (found[1] != NONE) return OptionalLong.of(found[1]);
        }
        return OptionalLong.empty();
    }

    /** A clock that was set back over midnight may have put the message into tomorrow. */
    private int firstDay(long atMicros) {
        return Math.min(newestDay, Keys.day(atMicros) + 1);
    }

    private int lastDay(long atMicros) {
        return Math.max(oldestDay, Keys.day(atMicros) - DAYS);
    }
}
