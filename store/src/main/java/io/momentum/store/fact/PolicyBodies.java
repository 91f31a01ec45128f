package io.momentum.store.fact;

import io.momentum.store.fact.PolicyFact.MtAllowed;
import io.momentum.store.fact.PolicyFact.MtPurposed;
import io.momentum.store.fact.PolicyFact.PolicyWaived;

/** The bodies of what was decided about when messages may leave. */
final class PolicyBodies {

    private PolicyBodies() {}

    static int write(PolicyFact fact, FactWriter to) {
        to.i64(fact.atMicros());
        return switch (fact) {
            case MtPurposed f -> {
                to.i64(f.mtId());
                to.text(f.category());
                to.text(f.program());
                yield FactCodec.MT_PURPOSED;
            }
            case MtAllowed f -> {
                to.i64(f.mtId());
                to.i64(f.digits());
                to.text(f.category());
                to.text(f.why());
                yield FactCodec.MT_ALLOWED;
            }
            case PolicyWaived f -> {
                to.text(f.actor());
                to.i64(f.mtId());
                to.text(f.campaign());
                to.text(f.reason());
                to.i64(f.untilMicros());
                yield FactCodec.POLICY_WAIVED;
            }
        };
    }

    static PolicyFact read(int type, FactReader from) {
        return switch (type) {
            case FactCodec.MT_PURPOSED -> new MtPurposed(from.i64(), from.i64(), from.text(), from.text());
            case FactCodec.MT_ALLOWED -> new MtAllowed(from.i64(), from.i64(), from.i64(), from.text(), from.text());
            default -> new PolicyWaived(from.i64(), from.text(), from.i64(), from.text(), from.text(), from.i64());
        };
    }

    static int size(PolicyFact fact) {
        return switch (fact) {
            case MtPurposed f -> 3 * (f.category().length() + f.program().length());
            case MtAllowed f -> 3 * (f.category().length() + f.why().length());
            case PolicyWaived f ->
                3 * (f.actor().length() + f.campaign().length() + f.reason().length());
        };
    }

    static void json(PolicyFact fact, JsonLine line) {
        switch (fact) {
            case MtPurposed f ->
                line.id("mtId", f.mtId()).text("category", f.category()).text("program", f.program());
            case MtAllowed f ->
                line.id("mtId", f.mtId())
                        .digits("digits", f.digits())
                        .text("category", f.category())
                        .text("why", f.why());
            case PolicyWaived f -> {
                line.text("actor", f.actor());
                if (f.mtId() != 0) line.id("mtId", f.mtId());
                if (!f.campaign().isEmpty()) line.text("campaign", f.campaign());
                line.text("reason", f.reason()).time("until", f.untilMicros());
            }
        }
    }
}
