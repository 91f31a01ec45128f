package io.momentum.store.fact;

import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.DlrRematched;
import io.momentum.store.fact.Fact.Reading;
import io.momentum.store.fact.Fact.ReceiptsForgotten;
import io.momentum.store.fact.Fact.ReportedOptOut;
import io.momentum.store.value.IdForm;

/** The bodies of what concerns receipts, in every version that was ever written. */
final class ReceiptBodies {

    private static final int INTERMEDIATE = 1;
    private static final int CONFLICTING = 1 << 1;
    private static final int LAST_WINS = 1 << 2;

    private ReceiptBodies() {}

    /** Writes version 2, version 1 and the reading behind it; or 3, where behind that stands the opt-out that it reports. */
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
        if (f.reading().optOut() == ReportedOptOut.NONE) return FactCodec.DLR_RECEIVED;
        to.u8(code(f.reading().optOut()));
        return FactCodec.DLR_RECEIVED + 2 * FactCodec.NEXT_VERSION;
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
                version == 1 ? Reading.PLAIN : reading(from, version >= 3));
    }

    static int dlrRematched(DlrRematched f, FactWriter to) {
        to.i64(f.atMicros());
        to.i64(f.mtId());
        to.text(f.orphanId());
        boolean reportsNone = dlrReceived(f.receipt(), to) == FactCodec.DLR_RECEIVED;
        return FactCodec.DLR_REMATCHED + (reportsNone ? 0 : FactCodec.NEXT_VERSION);
    }

    /** Version 1 has a receipt of version 2 in it, and 2 one of 3. */
    static DlrRematched dlrRematched(FactReader from, int version) {
        return new DlrRematched(from.i64(), from.i64(), from.text(), dlrReceived(from, version + 1));
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

    private static Reading reading(FactReader from, boolean withOptOut) {
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
                from.i32(),
                withOptOut ? optOut(from) : ReportedOptOut.NONE);
    }

    private static int code(ReportedOptOut optOut) {
        return switch (optOut) {
            case NONE -> 0;
            case ACCOUNT -> 1;
            case GLOBAL -> 2;
        };
    }

    private static ReportedOptOut optOut(FactReader from) {
        int code = from.u8();
        return switch (code) {
            case 0 -> ReportedOptOut.NONE;
            case 1 -> ReportedOptOut.ACCOUNT;
            case 2 -> ReportedOptOut.GLOBAL;
            default -> throw new FactFormatException("no reported opt-out has code " + code);
        };
    }

    static int receiptsForgotten(ReceiptsForgotten f, FactWriter to) {
        to.i64(f.atMicros());
        to.i64(f.beforeMicros());
        return FactCodec.RECEIPTS_FORGOTTEN;
    }

    static ReceiptsForgotten receiptsForgotten(FactReader from) {
        return new ReceiptsForgotten(from.i64(), from.i64());
    }

    private static IdForm form(FactReader from) {
        int code = from.u8();
        if (code > IdForm.AUTO.code()) throw new FactFormatException("no form of ids has code " + code);
        return IdForm.of(code);
    }
}
