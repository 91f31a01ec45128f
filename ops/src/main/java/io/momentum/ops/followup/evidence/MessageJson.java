package io.momentum.ops.followup.evidence;

import io.momentum.store.fact.CareFact.MtTagged;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.DlrForwarded;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.DlrRematched;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.MtAttempted;
import io.momentum.store.fact.Fact.MtDeferred;
import io.momentum.store.fact.Fact.MtHeldBack;
import io.momentum.store.fact.Fact.MtPassedOn;
import io.momentum.store.fact.Fact.MtRefused;
import io.momentum.store.fact.Fact.MtRouted;
import io.momentum.store.fact.Fact.MtSplit;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.fact.Fact.MtSuppressed;
import io.momentum.store.fact.Fact.MtUnknown;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Messages in records. What it makes of a released fact never changes: old records are made again to be compared. */
final class MessageJson {

    private MessageJson() {}

    static Map<String, @Nullable Object> of(Message m) {
        List<Map<String, @Nullable Object>> steps =
                m.steps().stream().map(MessageJson::step).toList();
        Fields fields = new Fields()
                .id("id", m.id())
                .put("direction", m.inbound() ? "in" : "out")
                .time("at", m.atMicros())
                .put("account", m.account())
                .put("carrier", m.carrier())
                .put("ours", m.ours())
                .hidden("theirs", m.theirs())
                .hidden("text", m.text())
                .hidden("pduSha256", m.pduHash())
                .put("campaign", m.campaign())
                .put("steps", steps.isEmpty() ? null : steps);
        return m.erased() ? fields.erased().map() : fields.map();
    }

    private static Map<String, @Nullable Object> step(Fact fact) {
        Fields step = new Fields().put("step", fact.getClass().getSimpleName()).time("at", fact.atMicros());
        detail(fact, step);
        return step.map();
    }

    private static void detail(Fact fact, Fields to) {
        switch (fact) {
            case MtAccepted f -> to.word("origin", f.origin()).account(f.account());
            case MtSplit f -> to.carrier(f.carrier()).put("parts", f.parts());
            case MtRouted f -> to.carrier(f.carrier()).put("reason", f.reason());
            case MtAttempted f ->
                to.carrier(f.carrier()).put("attempt", f.attempt()).put("part", f.part());
            case MtSubmitted f ->
                to.carrier(f.carrier()).put("smscId", f.smscId()).put("part", f.part());
            case MtRefused f -> answer(to.carrier(f.carrier()), f.status(), f.part());
            case MtDeferred f -> answer(to.carrier(f.carrier()), f.status(), f.part());
            case MtPassedOn f -> answer(to.carrier(f.carrier()), f.status(), f.part());
            case MtUnknown f ->
                to.carrier(f.carrier()).word("policy", f.policy()).put("part", f.part());
            case MtSuppressed f -> to.put("scope", f.scope().toString());
            case MtHeldBack f ->
                to.put("pack", f.pack() + "@" + f.version())
                        .put("reason", f.reason())
                        .time("until", f.untilMicros());
            case DlrReceived f -> receipt(f, to);
            case DlrRematched f -> receipt(f.receipt(), to);
            case DlrForwarded f -> answer(to.account(f.account()), f.status(), Fact.WHOLE);
            case MtTagged f -> to.put("campaign", f.campaign()).put("how", f.how());
            default -> {
                // Its name says all.
            }
        }
    }

    private static void answer(Fields to, int status, int part) {
        to.put("status", "0x%08x".formatted(status)).put("part", part);
    }

    private static void receipt(DlrReceived f, Fields to) {
        to.carrier(f.carrier())
                .put("smscId", f.smscId())
                .put("state", f.state().stat())
                .put("error", f.error())
                .time("done", f.doneAtMicros());
    }
}
