package io.momentum.ops.care;

import io.momentum.ops.care.Bulks.Order;
import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.BulkDone;
import io.momentum.store.fact.CareFact.BulkOrdered;
import io.momentum.store.fact.CareFact.BulkRow;
import io.momentum.store.index.Shelf;
import io.momentum.store.journal.Position;
import java.nio.ByteBuffer;

/** The fold of orders for many conversations: what was asked for, and how far it is. */
final class BulkFold {

    void fold(CareFact fact, Position position, Shelf.Writable rows) {
        switch (fact) {
            case BulkOrdered f -> ordered(f, position, rows);
            case BulkDone f -> done(f, rows);
            default -> {
                // No order's.
            }
        }
    }

    private static void ordered(BulkOrdered f, Position at, Shelf.Writable rows) {
        var order = new Order(
                f.bulk(),
                f.actor(),
                f.order(),
                f.undoes(),
                f.conversations().size(),
                0,
                0,
                f.atMicros(),
                f.conversations().isEmpty() ? f.atMicros() : 0,
                0,
                at.epoch(),
                at.index(),
                at.offset());
        rows.put(CareTable.BULK.key(f.bulk()), Bulks.ORDER.toBytes(order));
        if (!f.key().isEmpty())
            rows.put(
                    CareTable.BULK_KEY.key(f.actor(), f.key()),
                    ByteBuffer.allocate(Long.BYTES).putLong(f.bulk()).array());
        Order undone = f.undoes() == 0 ? null : Bulks.read(rows, f.undoes());
        if (undone != null) rows.put(CareTable.BULK.key(undone.bulk()), Bulks.ORDER.toBytes(undone.undoneBy(f.bulk())));
    }

    private static void done(BulkDone f, Shelf.Writable rows) {
        Order order = Bulks.read(rows, f.bulk());
        if (order == null) return;
        for (BulkRow row : f.rows()) {
            rows.put(CareTable.BULK_ROW.key(f.bulk(), order.seen()), Bulks.ROW.toBytes(row));
            order = order.with(row, f.atMicros());
        }
        rows.put(CareTable.BULK.key(f.bulk()), Bulks.ORDER.toBytes(order));
    }
}
