package io.momentum.gateway.receipt;

import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.profile.CarrierProfile;
import io.momentum.gateway.profile.CauseRules;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.Reading;
import io.momentum.store.fact.Fact.ReportedOptOut;
import io.momentum.store.value.CarrierId;

/** A receipt as the fact that is journalled: with the rules of its carrier's profile, by which it is matched and judged. */
public final class ReceiptFacts {

    private ReceiptFacts() {}

    /**
     * Makes the fact.
     *
     * @param atMicros when it came, in microseconds since 1970
     * @param message what it was read from
     */
    public static DlrReceived of(
            long atMicros, long dlrId, CarrierId carrier, CarrierProfile profile, Receipt receipt, MessagePdu message) {
        var reading = new Reading(
                profile.ids().format(),
                profile.ids().learnFrom(),
                message.sourceDigits(),
                message.destinationDigits(),
                receipt.stat().equals(receipt.state().stat()) ? "" : receipt.stat(),
                receipt.intermediate(),
                receipt.contradictory(),
                profile.receipts().lastFinalWins(),
                Math.toIntExact(profile.receipts().suspectBefore().toMillis()),
                optOut(profile.causes(), receipt));
        return new DlrReceived(
                atMicros,
                dlrId,
                carrier,
                receipt.smscId(),
                receipt.state(),
                receipt.error(),
                receipt.doneAtMicros(),
                message.bytes(),
                reading);
    }

    private static ReportedOptOut optOut(CauseRules causes, Receipt receipt) {
        if (!causes.table().ofReceipt(receipt.state(), receipt.error()).optsOut()) return ReportedOptOut.NONE;
        return switch (causes.optOuts()) {
            case OFF -> ReportedOptOut.NONE;
            case ACCOUNT -> ReportedOptOut.ACCOUNT;
            case GLOBAL -> ReportedOptOut.GLOBAL;
        };
    }
}
