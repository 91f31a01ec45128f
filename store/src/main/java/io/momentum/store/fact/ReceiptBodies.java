package io.momentum.store.fact;

import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.DlrRematched;
import io.momentum.store.fact.Fact.Reading;
import io.momentum.store.value.IdForm;

/** The bodies of what concerns receipts, in every version that was ever written. */
final class ReceiptBodies {

    private static final int INTERMEDIATE = 1;
    private static final int CONFLICTING = 1 << 1;
    private static final int LAST_WINS = 1 << 2;

    private ReceiptBodies() {}

    /** Writes version 2: version 1 and the reading behind it. */
    static int dlrReceived(DlrReceived f, FactWriter to) {
        to.i64(f.atMicros());
        to.i64(f.dlrId());
        to.text(f.carrier().value());
        to.text(f.smscId());
        to.u8(f.state().code());
        to.text(f.error());
        to.i64(f.doneAtMicros());
        to.blob(f.pdu());
        reading(f.reading(), to);
        return FactCodec.DLR_RECEIVED;
    }

    static DlrReceived dlrReceived(FactReader from, int version) {
        return new DlrReceived(
                from.i64(),
                from.i64(),
                FactBodies.carrier(from),
                from.text(),
                FactBodies.state(from),
                from.text(),
                from.i64(),
                from.blob(),
                version == 1 ? Reading.PLAIN : reading(from));
    }

    static int dlrRematched(DlrRematched f, FactWriter to) {
        to.i64(f.atMicros());
        to.i64(f.mtId());
        to.text(f.orphanId());
        dlrReceived(f.receipt(), to);
        return FactCodec.DLR_REMATCHED;
    }

    static DlrRematched dlrRematched(FactReader from) {
        return new DlrRematched(from.i64(), from.i64(), from.text(), dlrReceived(from, 2));
    }

    private static void reading(Reading r, FactWriter to) {
        to.u8(r.idForm().code());
        to.i32(r.learnFrom());
        to.i64(r.sourceDigits());
        to.i64(r.destinationDigits());
        to.text(r.stat());
        to.u8((r.intermediate() ? INTERMEDIATE : 0)
                | (r.conflicting() ? CONFLICTING : 0)
                | (r.lastWins() ? LAST_WINS : 0));
        to.i32(r.suspectMillis());
    }

    private static Reading reading(FactReader from) {
        IdForm form = form(from);
        int learnFrom = from.i32();
        long source = from.i64();
        long destination = from.i64();
        String stat = from.text();
        int flags = from.u8();
        return new Reading(
                form,
                learnFrom,
                source,
                destination,
                stat,
                (flags & INTERMEDIATE) != 0,
                (flags & CONFLICTING) != 0,
                (flags & LAST_WINS) != 0,
                from.i32());
    }

    private static IdForm form(FactReader from) {
        int code = from.u8();
        if (code > IdForm.AUTO.code()) throw new FactFormatException("no form of ids has code " + code);
        return IdForm.of(code);
    }
}
