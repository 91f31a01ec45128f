package io.momentum.ops.care;

import io.momentum.store.fact.CareFact.BulkRow;
import io.momentum.store.fact.RecordForm;
import io.momentum.store.index.Shelf;
import io.momentum.store.journal.Position;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Orders for many conversations, as people ask for them. Any thread; the state after some commit. */
public final class Bulks {

    /**
     * An order and how far it is.
     *
     * @param undoes the order that it takes back, 0 for none
     * @param done how many were changed, or were so already
     * @param refused how many were not
     * @param endedAtMicros 0 while it goes on
     * @param undoneBy the order that takes it back, 0 for none
     * @param epoch with index and offset, where the journal keeps which conversations it is about
     */
    public record Order(
            long bulk,
            String actor,
            String order,
            long undoes,
            int total,
            int done,
            int refused,
            long orderedAtMicros,
            long endedAtMicros,
            long undoneBy,
            int epoch,
            long index,
            int offset) {

        public Position position() {
            return new Position(epoch, index, offset);
        }

        /** How many have been looked at; the next one's place. */
        public int seen() {
            return done + refused;
        }

        public boolean hasEnded() {
            return endedAtMicros != 0;
        }

        Order with(BulkRow row, long atMicros) {
            boolean good = row.code().isEmpty();
            boolean last = seen() + 1 >= total;
            return new Order(
                    bulk,
                    actor,
                    order,
                    undoes,
                    total,
                    done + (good ? 1 : 0),
                    refused + (good ? 0 : 1),
                    orderedAtMicros,
                    last ? atMicros : 0,
                    undoneBy,
                    epoch,
                    index,
                    offset);
        }

        Order undoneBy(long other) {
            return new Order(
                    bulk,
                    actor,
                    order,
                    undoes,
                    total,
                    done,
                    refused,
                    orderedAtMicros,
                    endedAtMicros,
                    other,
                    epoch,
                    index,
                    offset);
        }
    }

    static final RecordForm<Order> ORDER = RecordForm.of(Order.class);
    static final RecordForm<BulkRow> ROW = RecordForm.of(BulkRow.class);

    private Bulks() {}

    static @Nullable Order read(Shelf rows, long bulk) {
        byte[] row = rows.get(CareTable.BULK.key(bulk));
        return row == null ? null : ORDER.fromBytes(row);
    }

    public static Optional<Order> find(Shelf rows, long bulk) {
        return Optional.ofNullable(read(rows, bulk));
    }

    /** The order that somebody gave under a key. */
    public static OptionalLong byKey(Shelf rows, String actor, String key) {
        byte[] row = rows.get(CareTable.BULK_KEY.key(actor, key));
        return row == null
                ? OptionalLong.empty()
                : OptionalLong.of(ByteBuffer.wrap(row).getLong());
    }

    /** What became of conversations, from a place on. */
    public static List<BulkRow> results(Shelf rows, long bulk, int from, int limit) {
        List<BulkRow> found = new ArrayList<>();
        rows.scan(CareTable.BULK_ROW.key(bulk, from), CareTable.behind(CareTable.BULK_ROW.key(bulk)), (key, value) -> {
            found.add(ROW.fromBytes(value));
            return found.size() < limit;
        });
        return found;
    }

    /** Those that have not ended, the oldest first. */
    public static List<Order> unended(Shelf rows) {
        List<Order> found = new ArrayList<>();
        byte[] prefix = CareTable.BULK.prefix();
        rows.scan(prefix, CareTable.behind(prefix), (key, value) -> {
            Order order = ORDER.fromBytes(value);
            if (!order.hasEnded()) found.add(order);
            return true;
        });
        return found;
    }
}
