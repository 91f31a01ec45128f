package io.momentum.store.index;

import io.momentum.store.fact.FactCodec;
import io.momentum.store.fact.PolicyFact.PolicyWaived;
import io.momentum.store.index.Bytes.Reader;
import java.util.function.Consumer;

/** What a start has to know of recipients, so that caps and answers hold on. Any thread. */
public final class PolicyMemory {

    private final Rocks rocks;

    PolicyMemory(Rocks rocks) {
        this.rocks = rocks;
    }

    /** Takes a message that was let go. */
    @FunctionalInterface
    public interface Allowed {
        /**
         * One message.
         *
         * @param category as what it counts
         */
        void take(long digits, String category, long mtId, long atMicros);
    }

    /** Takes a message of a recipient. */
    @FunctionalInterface
    public interface Wrote {
        /**
         * One message.
         *
         * @param to the number that was written to
         */
        void take(long digits, String to, long atMicros);
    }

    /** Shows what was let go since a moment, oldest first. */
    public void allowedSince(long atMicros, Allowed sink) {
        rocks.scan(
                ColumnFamily.POLICY,
                PolicyRows.from(PolicyRows.ALLOWED, Math.max(0, atMicros)),
                new byte[] {PolicyRows.ALLOWED + 1},
                (key, row) -> {
                    var in = new Reader(row);
                    long digits = in.u64();
                    sink.take(digits, in.utf8(), new Reader(key, 9, 17).u64(), new Reader(key, 1, 9).u64());
                    return true;
                });
    }

    /** Shows who wrote to which number since a moment, oldest first. */
    public void wroteSince(long atMicros, Wrote sink) {
        rocks.scan(
                ColumnFamily.POLICY,
                PolicyRows.from(PolicyRows.WROTE, Math.max(0, atMicros)),
                new byte[] {PolicyRows.WROTE + 1},
                (key, row) -> {
                    var in = new Reader(row);
                    sink.take(in.u64(), in.utf8(), new Reader(key, 1, 9).u64());
                    return true;
                });
    }

    /** Shows who lets which message or campaign leave; some of it may have ended. */
    public void waivers(Consumer<PolicyWaived> sink) {
        byte[] prefix = {PolicyRows.WAIVED};
        rocks.scan(ColumnFamily.POLICY, prefix, Keys.behind(prefix), (_, row) -> {
            sink.accept((PolicyWaived) FactCodec.decode(row, 0));
            return true;
        });
    }
}
