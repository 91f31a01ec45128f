package io.momentum.store.index;

import io.momentum.store.journal.Position;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The lines that a commit window adds to the histories of contacts. They are written in the order of their numbers: in the
 * order in which they came, each would begin its search in RocksDB's memtable from the top. Owned by the projector.
 */
final class ContactLines {

    /** How many low bits of a sort key say where the line is; a number takes the 50 above. */
    private static final int PLACE_BITS = 14;

    private static final int PLACES = 1 << PLACE_BITS;

    private long[] order = new long[1_024];
    private long[] ids = new long[1_024];
    private boolean[] inbound = new boolean[1_024];
    private final List<Position> positions = new ArrayList<>();

    void add(long digits, long messageId, boolean isInbound, Position position) {
        int at = positions.size();
        if (at == order.length) {
            order = Arrays.copyOf(order, at * 2);
            ids = Arrays.copyOf(ids, at * 2);
            inbound = Arrays.copyOf(inbound, at * 2);
        }
        order[at] = digits << PLACE_BITS | (at & (PLACES - 1));
        ids[at] = messageId;
        inbound[at] = isInbound;
        positions.add(position);
    }

    void writeTo(WriteBatchBytes batch) {
        int size = positions.size();
        for (int from = 0; from < size; from += PLACES) {
            int end = Math.min(size, from + PLACES);
            Arrays.sort(order, from, end);
            for (int i = from; i < end; i++) {
                write(batch, order[i] >>> PLACE_BITS, from + (int) (order[i] & (PLACES - 1)));
            }
        }
        positions.clear();
    }

    private void write(WriteBatchBytes batch, long digits, int at) {
        Keys.contact(batch.put(ColumnFamily.CONTACT), digits, ids[at]);
        MessageRow.write(batch.value().u8(inbound[at] ? 1 : 0), positions.get(at));
        batch.end();
    }
}
