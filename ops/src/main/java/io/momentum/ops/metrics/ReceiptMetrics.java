package io.momentum.ops.metrics;

import io.momentum.gateway.carrier.Carrier;
import io.momentum.gateway.carrier.CarrierCounters;
import io.momentum.gateway.carrier.Carriers;
import io.momentum.store.index.CarrierReceipts;
import io.momentum.store.index.ProjectorCounters;
import io.momentum.store.value.IdForm;
import java.util.Locale;

/** What is known about the receipts of each configured carrier. */
final class ReceiptMetrics implements Figures {

    private final Carriers carriers;
    private final ProjectorCounters projector;

    ReceiptMetrics(Carriers carriers, ProjectorCounters projector) {
        this.carriers = carriers;
        this.projector = projector;
    }

    @Override
    public void into(Families families) {
        read(families);
        matched(families);
        judged(families);
        ids(families);
    }

    private void read(Families families) {
        var stat = families.counter(
                "momentum_dlr_unknown_stat", "Receipts whose word for the state nobody knows.", "carrier");
        var conflicts = families.counter(
                "momentum_dlr_conflicting",
                "Receipts whose message_state and text differ; the profile says which counts.",
                "carrier");
        var nacked = families.counter(
                "momentum_dlr_nacked", "Receipts refused once more since their message was not known.", "carrier");
        for (Carrier carrier : carriers.all()) {
            String name = carrier.id().value();
            CarrierCounters counters = carrier.counters();
            stat.add(counters.receiptsUnknownStat.sum(), name);
            conflicts.add(counters.receiptConflicts.sum(), name);
            nacked.add(counters.receiptsNacked.sum(), name);
        }
    }

    private void matched(Families families) {
        var matches = families.counter(
                "momentum_dlr_matches",
                "Receipts that found their message: at once, when its submit_sm_resp came, or when they were read again.",
                "carrier",
                "when");
        var unmatched = families.counter(
                "momentum_dlr_parked", "Receipts that came before their message was known, or have none.", "carrier");
        var forgotten = families.counter(
                "momentum_dlr_forgotten", "Receipts without a message that were kept no longer.", "carrier");
        var expected = families.counter(
                "momentum_dlr_expected",
                "Messages that the carrier took and was asked to tell the end of: momentum_dlr_delay_seconds counts the"
                        + " ends told.",
                "carrier");
        var delay = families.times(
                "momentum_dlr_delay_seconds", "From submit_sm_resp to the receipt that told the end.", "carrier");
        for (Carrier carrier : carriers.all()) {
            String name = carrier.id().value();
            CarrierReceipts receipts = projector.of(carrier.id());
            matches.add(receipts.matched(), name, "at_once");
            matches.add(receipts.matchedLate(), name, "with_response");
            matches.add(receipts.rematched(), name, "read_again");
            unmatched.add(receipts.parked(), name);
            forgotten.add(receipts.forgotten(), name);
            expected.add(receipts.expected(), name);
            delay.add(receipts.delay(), name);
        }
    }

    private void judged(Families families) {
        var odd = families.counter(
                "momentum_dlr_odd",
                "Receipts that say nothing new, tell another end, come too soon for a phone, or have a date that cannot be.",
                "carrier",
                "why");
        for (Carrier carrier : carriers.all()) {
            String name = carrier.id().value();
            CarrierReceipts receipts = projector.of(carrier.id());
            odd.add(receipts.repeated(), name, "repeated");
            odd.add(receipts.contradictory(), name, "contradictory");
            odd.add(receipts.suspect(), name, "suspect");
            odd.add(receipts.clockWrong(), name, "clock");
        }
    }

    private void ids(Families families) {
        var form = families.gauge(
                "momentum_carrier_id_form",
                "1 for the form of ids that was learned of the carrier.",
                "carrier",
                "form");
        var others = families.counter(
                "momentum_carrier_id_form_mismatches",
                "Receipts that found their message by another form of id than the one that was learned.",
                "carrier");
        var changes = families.counter(
                "momentum_carrier_id_form_changes", "How often the learned form became another one.", "carrier");
        for (Carrier carrier : carriers.all()) {
            String name = carrier.id().value();
            CarrierReceipts receipts = projector.of(carrier.id());
            IdForm learned = receipts.form();
            if (learned != null) form.add(1, name, learned.name().toLowerCase(Locale.ROOT));
            others.add(receipts.otherForm(), name);
            changes.add(receipts.formChanges(), name);
        }
    }
}
