package io.momentum.store.index;

import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.Reading;
import io.momentum.store.index.Bytes.Reader;
import io.momentum.store.index.Views.Orphan;
import io.momentum.store.journal.Position;
import io.momentum.store.value.IdForm;

/** The row of a receipt that has no message: with all that it takes to find it one. */
final class OrphanRow {

    private OrphanRow() {}

    static void write(Bytes out, DlrReceived receipt, Position position) {
        out.u64(receipt.atMicros());
        MessageRow.write(out, position);
        MessageRow.writeReceipt(out, receipt);
        Reading r = receipt.reading();
        out.u8(r.idForm().code()).varint(r.learnFrom());
        out.varint(r.sourceDigits()).varint(r.destinationDigits());
    }

    static Orphan read(byte[] row) {
        var in = new Reader(row);
        long at = in.u64();
        Position position = MessageRow.readPosition(in);
        DlrReceived f = MessageRow.readReceipt(in, at);
        IdForm form = IdForm.of(in.u8());
        int learnFrom = (int) in.varint();
        long source = in.varint();
        long destination = in.varint();
        Reading r = f.reading();
        var reading = new Reading(
                form,
                learnFrom,
                source,
                destination,
                r.stat(),
                r.intermediate(),
                r.conflicting(),
                r.lastWins(),
                r.suspectMillis(),
                r.optOut());
        var receipt = new DlrReceived(
                at, f.dlrId(), f.carrier(), f.smscId(), f.state(), f.error(), f.doneAtMicros(), f.pdu(), reading);
        return new Orphan(receipt, position);
    }
}
