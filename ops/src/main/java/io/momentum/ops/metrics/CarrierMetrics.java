package io.momentum.ops.metrics;

import io.momentum.gateway.carrier.Carrier;
import io.momentum.gateway.carrier.CarrierCounters;
import io.momentum.gateway.carrier.Carriers;
import io.momentum.gateway.cause.Cause;
import io.momentum.gateway.flow.Circuit;
import io.momentum.gateway.flow.LeavingLimits.Kind;
import io.momentum.gateway.message.Priority;
import io.momentum.gateway.profile.SessionProfile.BindMode;
import io.momentum.gateway.route.Route;
import io.momentum.store.value.MessageState;
import java.util.List;
import java.util.Locale;

/** What is known about each configured carrier. */
final class CarrierMetrics implements Figures {

    private static final List<String> BIND_STATES = List.of("down", "connecting", "binding", "bound", "unbinding");

    private final Carriers carriers;

    CarrierMetrics(Carriers carriers) {
        this.carriers = carriers;
    }

    @Override
    public void into(Families families) {
        submits(families);
        outcomes(families);
        received(families);
        parts(families);
        binds(families);
        queues(families);
        flow(families);
        routes(families);
    }

    private void submits(Families families) {
        var requests = families.counter("momentum_submit_requests", "submit_sm written to the carrier.", "carrier");
        var responses = families.counter(
                "momentum_submit_responses",
                "submit_sm_resp from the carrier, by command_status and by what that means for the message.",
                "carrier",
                "status",
                "class");
        var time = families.times(
                "momentum_submit_response_seconds", "From submit_sm written to its submit_sm_resp.", "carrier");
        var waited = families.times(
                "momentum_queue_wait_seconds",
                "From the acceptance of a message to its first submit_sm, where it need not wait for its hour.",
                "carrier");
        for (Carrier carrier : carriers.all()) {
            String name = carrier.id().value();
            CarrierCounters counters = carrier.counters();
            waited.add(counters.queueTime, name);
            requests.add(counters.submits.sum(), name);
            counters.responses
                    .snapshot()
                    .forEach((status, count) ->
                            responses.add(count, name, Statuses.name(status), Statuses.kind(status)));
            time.add(counters.responseTime, name);
        }
    }

    private void outcomes(Families families) {
        var unknown = families.counter(
                "momentum_unknown_outcomes", "Submits whose outcome is not known: no answer came.", "carrier");
        var resends = families.counter(
                "momentum_resends", "Submits sent again though their outcome was not known.", "carrier");
        var retries = families.counter(
                "momentum_retries",
                "Submits that the carrier refused for now and that are sent again later.",
                "carrier");
        var passedOn = families.counter(
                "momentum_passed_on",
                "Messages that the carrier refused and that their cause sent over another carrier.",
                "carrier");
        var expired = families.counter(
                "momentum_expired", "Messages whose validity ended in the carrier's queue.", "carrier");
        var alerts = families.counter(
                "momentum_alert_notifications", "Subscribers that the carrier said can be reached again.", "carrier");
        var cancelled = families.counter(
                "momentum_cancelled", "Messages that their ESME cancelled in the carrier's queue.", "carrier");
        var suppressed = families.counter(
                "momentum_suppressed_at_gate",
                "Messages stopped right before they were written: their number opted out while they waited.",
                "carrier");
        var heldBack = families.counter(
                "momentum_held_back",
                "Messages that the rules for their recipient did not let leave yet, each time.",
                "carrier");
        var throttled = families.counter(
                "momentum_carrier_throttled", "Answers by which the carrier asked us to slow down.", "carrier");
        var late = families.counter(
                "momentum_late_responses", "submit_sm_resp that came after we had given up on them.", "carrier");
        var unexpected =
                families.counter("momentum_unexpected_responses", "Responses to nothing that we had asked.", "carrier");
        for (Carrier carrier : carriers.all()) {
            String name = carrier.id().value();
            CarrierCounters counters = carrier.counters();
            unknown.add(counters.unknownOutcomes.sum(), name);
            retries.add(counters.retries.sum(), name);
            resends.add(counters.resends.sum(), name);
            passedOn.add(counters.passedOn.sum(), name);
            expired.add(counters.expired.sum(), name);
            cancelled.add(counters.cancelled.sum(), name);
            alerts.add(counters.alerts.sum(), name);
            suppressed.add(counters.suppressedAtGate.sum(), name);
            heldBack.add(counters.heldBack.sum(), name);
            throttled.add(counters.throttled.sum(), name);
            late.add(counters.lateResponses.sum(), name);
            unexpected.add(counters.unexpectedResponses.sum(), name);
        }
    }

    private void received(Families families) {
        var receipts = families.counter(
                "momentum_dlr_received", "Delivery receipts, by the state they tell.", "carrier", "state");
        var withoutId = families.counter(
                "momentum_dlr_without_id",
                "Delivery receipts that name no message: they cannot be matched.",
                "carrier");
        var causes = families.counter(
                "momentum_outcome_causes",
                "Refusals and final receipts, by what they mean to whoever runs the campaign.",
                "carrier",
                "cause");
        var optOuts = families.counter(
                "momentum_reported_opt_outs", "Opt-outs that the carrier reported by a code.", "carrier");
        var mos = families.counter("momentum_mo_received", "Messages from subscribers.", "carrier");
        var malformed = families.counter(
                "momentum_carrier_malformed_pdus", "PDUs of the carrier that could not be read.", "carrier");
        for (Carrier carrier : carriers.all()) {
            String name = carrier.id().value();
            CarrierCounters counters = carrier.counters();
            for (MessageState state : MessageState.values()) receipts.add(0, name, Statuses.state(state.code()));
            counters.receipts.snapshot().forEach((code, count) -> {
                if (count > 0) receipts.add(count, name, Statuses.state(code));
            });
            withoutId.add(counters.receiptsWithoutId.sum(), name);
            for (Cause cause : Cause.values()) {
                long count = counters.causes.get(cause);
                if (count > 0) causes.add(count, name, cause.name().toLowerCase(Locale.ROOT));
            }
            optOuts.add(counters.reportedOptOuts.sum(), name);
            mos.add(counters.mos.sum(), name);
            malformed.add(counters.malformed.sum(), name);
        }
    }

    private void flow(Families families) {
        var rate = families.gauge(
                "momentum_carrier_rate",
                "submit_sm a second that may leave now; 0 for unlimited. Lower than configured while the carrier"
                        + " throttles.",
                "carrier");
        var throttled = families.gauge(
                "momentum_carrier_slowed",
                "1 while the carrier has slowed us down and the rate is not back.",
                "carrier");
        var circuit = families.gauge(
                "momentum_carrier_circuit",
                "1 for the state that the carrier's circuit is in: closed while it is well.",
                "carrier",
                "state");
        var changes =
                families.counter("momentum_carrier_circuit_changes", "How often the circuit changed state.", "carrier");
        var waiting = families.gauge(
                "momentum_queue_waiting",
                "Messages that wait for a place in a window, for their hour or for one before them.",
                "carrier",
                "priority");
        var oldest = families.gauge(
                "momentum_queue_oldest_age_seconds",
                "How long the message has waited that may leave and waits longest.",
                "carrier");
        var reachable = families.gauge(
                "momentum_carrier_rate_reachable",
                "submit_sm a second that the windows allow at the pace of the carrier's answers; absent until it is"
                        + " measured.",
                "carrier");
        var unreachable = families.gauge(
                "momentum_carrier_rate_unreachable",
                "1 while the windows do not allow the configured rate at the pace of the carrier's answers.",
                "carrier");
        var slowed = families.gauge(
                "momentum_rate_waiting",
                "Messages that wait because their sender, network or campaign is over its rate.",
                "carrier",
                "kind");
        var buckets = families.gauge(
                "momentum_rate_buckets",
                "Senders, networks and campaigns whose rate is being counted.",
                "carrier",
                "kind");
        long nowMillis = System.currentTimeMillis();
        for (Carrier carrier : carriers.all()) {
            String name = carrier.id().value();
            if (carrier.flow().reach().perSecond() > 0)
                reachable.add(carrier.flow().reach().perSecond(), name);
            unreachable.add(carrier.flow().reach().isShort() ? 1 : 0, name);
            for (Kind kind : Kind.values()) {
                slowed.add(carrier.slowed(kind), name, Statuses.word(kind));
                buckets.add(carrier.flow().limits().buckets(kind), name, Statuses.word(kind));
            }
            rate.add(carrier.flow().rateNow(), name);
            throttled.add(carrier.flow().isThrottled() ? 1 : 0, name);
            for (Circuit.State state : Circuit.State.values()) {
                circuit.add(carrier.flow().circuit() == state ? 1 : 0, name, Statuses.word(state));
            }
            changes.add(carrier.counters().circuitChanges.sum(), name);
            for (Priority priority : Priority.values()) {
                waiting.add(carrier.waiting(priority), name, Statuses.word(priority));
            }
            oldest.add(carrier.oldestAgeMillis(nowMillis) / 1000.0, name);
        }
    }

    private void routes(Families families) {
        var routed = families.counter(
                "momentum_routed",
                "Messages by the rule that took them, the carrier, and why it was this one; since the routes were"
                        + " read.",
                "rule",
                "carrier",
                "reason");
        for (Route route : carriers.routes().routes()) {
            for (Route.Choice choice : route.choices()) {
                long count = choice.taken().sum();
                if (count == 0 && choice.reason() != Route.Reason.FIRST) continue;
                routed.add(
                        count,
                        route.condition(),
                        choice.carrier().value(),
                        choice.reason().word());
            }
        }
    }

    private void parts(Families families) {
        var cut = families.counter(
                "momentum_messages_cut", "Messages sent in parts or in another alphabet than they came in.", "carrier");
        var parts = families.counter("momentum_message_parts", "submit_sm that those messages became.", "carrier");
        var segments = families.counter("momentum_mo_segments", "Segments of subscribers' messages.", "carrier");
        var joined = families.counter(
                "momentum_mo_joined", "Messages made of segments, by how they ended.", "carrier", "end");
        var broken = families.counter(
                "momentum_mo_broken_headers", "Messages with a user data header that cannot be one.", "carrier");
        var national = families.counter(
                "momentum_mo_national_numbers",
                "Deliveries from numbers in national form of a carrier without a country: an opt-out holds for that"
                        + " form only.",
                "carrier");
        for (Carrier carrier : carriers.all()) {
            String name = carrier.id().value();
            CarrierCounters counters = carrier.counters();
            cut.add(counters.cutMessages.sum(), name);
            parts.add(counters.cutParts.sum(), name);
            segments.add(counters.segments.sum(), name);
            joined.add(counters.joined.sum(), name, "whole");
            joined.add(counters.joinedPartly.sum(), name, "partly");
            broken.add(counters.brokenHeaders.sum(), name);
            national.add(counters.nationalSources.sum(), name);
        }
    }

    private void binds(Families families) {
        var sessions = families.gauge(
                "momentum_carrier_binds", "Connections to the carrier, by role and state.", "carrier", "bind", "state");
        var configured = families.gauge(
                "momentum_carrier_binds_configured", "Connections that the carrier should have.", "carrier");
        var attempts = families.counter(
                "momentum_carrier_bind_attempts", "Answers to our binds, by command_status.", "carrier", "status");
        var failures =
                families.counter("momentum_carrier_connect_failures", "Connections that could not be made.", "carrier");
        var drops = families.counter(
                "momentum_carrier_disconnects", "Bound connections that ended, whoever ended them.", "carrier");
        for (Carrier carrier : carriers.all()) {
            String name = carrier.id().value();
            boolean single = carrier.config().bind() == BindMode.TRANSCEIVER;
            configured.add(carrier.config().binds() * (single ? 1L : 2L), name);
            for (String role : single ? List.of("transceiver") : List.of("transmitter", "receiver")) {
                for (String state : BIND_STATES) sessions.add(0, name, role, state);
            }
            for (Carrier.BindStatus bind : carrier.binds()) sessions.add(1, name, bind.role(), bind.state());
            carrier.counters()
                    .bindAttempts
                    .snapshot()
                    .forEach((status, count) -> attempts.add(count, name, Statuses.name(status)));
            failures.add(carrier.counters().connectFailures.sum(), name);
            drops.add(carrier.counters().disconnects.sum(), name);
        }
    }

    private void queues(Families families) {
        var messages = families.gauge(
                "momentum_queue_messages", "Messages accepted for the carrier that have not ended.", "carrier");
        var messagesMax =
                families.gauge("momentum_queue_messages_max", "The most that may wait for the carrier.", "carrier");
        var bytes = families.gauge("momentum_queue_bytes", "Octets of PDU in the carrier's queue.", "carrier");
        var bytesMax =
                families.gauge("momentum_queue_max_bytes", "The most octets that may wait for the carrier.", "carrier");
        var used = families.gauge("momentum_window_used", "submit_sm that wait for their answer.", "carrier");
        var size = families.gauge(
                "momentum_window_size", "submit_sm that may wait at a time, over the bound connections.", "carrier");
        for (Carrier carrier : carriers.all()) {
            String name = carrier.id().value();
            messages.add(carrier.queuedMessages(), name);
            messagesMax.add(carrier.config().queueMessages(), name);
            bytes.add(carrier.room().bytes(), name);
            bytesMax.add(carrier.config().queueBytes(), name);
            used.add(
                    carrier.binds().stream()
                            .mapToInt(Carrier.BindStatus::windowUsed)
                            .sum(),
                    name);
            size.add((double) carrier.boundTransmitters() * carrier.config().window(), name);
        }
    }
}
