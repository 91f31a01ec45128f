package io.momentum.store.index;

import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.index.Bytes.Reader;
import io.momentum.store.index.Views.Orphan;
import io.momentum.store.journal.Position;

/** The row of a receipt that has no message. */
final class OrphanRow {

    private OrphanRow() {}

    static void write(Bytes out, DlrReceived receipt, Position position) {
        out.u64(receipt.atMicros());
        MessageRow.write(out, position);
        MessageRow.writeReceipt(out, receipt);
    }

    static Orphan read(byte[] row) {
        var in = new Reader(row);
        long at = in.u64();
        Position position = MessageRow.readPosition(in);
        return new Orphan(MessageRow.readReceipt(in, at), position);
    }
}
