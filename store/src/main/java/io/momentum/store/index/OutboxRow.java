package io.momentum.store.index;

import io.momentum.store.index.Bytes.Reader;
import io.momentum.store.outbox.OutboxEntry;
import io.momentum.store.outbox.OutboxEntry.Mo;
import io.momentum.store.outbox.OutboxEntry.Receipt;
import io.momentum.store.value.MessageState;
import io.momentum.store.value.SystemId;

/** A waiting deliver_sm. The tags are on disk. */
final class OutboxRow {

    private static final int RECEIPT = 1;
    private static final int MO = 2;

    private OutboxRow() {}

    static void write(Bytes out, OutboxEntry entry) {
        switch (entry) {
            case Receipt r -> {
                out.u8(RECEIPT).u64(r.mtId());
                MessageRow.write(out, r.source());
                MessageRow.write(out, r.destination());
                out.u8(r.state().code())
                        .latin1(r.error())
                        .u64(r.submitAtMicros())
                        .u64(r.doneAtMicros());
                out.varint(r.text().length).raw(r.text(), 0, r.text().length);
            }
            case Mo m -> {
                out.u8(MO).u64(m.moId());
                out.varint(m.pdu().length).raw(m.pdu(), 0, m.pdu().length);
            }
        }
    }

    static OutboxEntry read(SystemId account, long outboxId, byte[] row) {
        var in = new Reader(row);
        int tag = in.u8();
        long id = in.u64();
        if (tag == MO) return new Mo(outboxId, account, id, in.raw((int) in.varint()));
        if (tag != RECEIPT) throw new IndexException("outbox row with unknown tag " + tag);
        return new Receipt(
                outboxId,
                account,
                id,
                MessageRow.readAddress(in),
                MessageRow.readAddress(in),
                MessageState.of(in.u8()),
                in.latin1(),
                in.u64(),
                in.u64(),
                in.raw((int) in.varint()));
    }
}
