package io.momentum.ops.followup.evidence;

import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.ActionLogged;
import io.momentum.store.fact.CareFact.ClockMoved;
import io.momentum.store.fact.CareFact.ConversationClosed;
import io.momentum.store.fact.CareFact.ConversationEscalated;
import io.momentum.store.fact.CareFact.ConversationMerged;
import io.momentum.store.fact.CareFact.ConversationMoved;
import io.momentum.store.fact.CareFact.ConversationOpened;
import io.momentum.store.fact.CareFact.ConversationReopened;
import io.momentum.store.fact.CareFact.NoteAdded;
import io.momentum.store.fact.CareFact.OwnerAssigned;
import io.momentum.store.fact.CareFact.PromiseSettled;
import io.momentum.store.fact.CareFact.ReplyClassified;
import io.momentum.store.fact.CareFact.ReplyJoined;
import io.momentum.store.fact.CareFact.ReplyRelinked;
import io.momentum.store.fact.CareFact.ReplySent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a conversation in records. Codes, names of ours and times stay in clear; whatever the contact or a person
 * wrote is hidden. What it makes of a released fact never changes.
 */
final class EventJson {

    private EventJson() {}

    /** @param erased whether the contact was erased after it: what was written is not told */
    static Map<String, @Nullable Object> of(CareFact fact, boolean erased) {
        Fields event = new Fields()
                .put("event", fact.getClass().getSimpleName())
                .time("at", fact.atMicros())
                .put("actor", fact.actor());
        detail(fact, event);
        return erased ? event.erased().map() : event.map();
    }

    private static void detail(CareFact fact, Fields to) {
        switch (fact) {
            case ConversationOpened f -> to.put("address", f.address()).account(f.account());
            case ReplyJoined f -> joined(f, to);
            case ReplyRelinked f ->
                to.id("reply", f.moId())
                        .id("message", f.mtId())
                        .put("campaign", f.campaign())
                        .hidden("reason", f.reason());
            case ReplyClassified f -> classified(f, to);
            case OwnerAssigned f ->
                to.put("team", f.team())
                        .put("owner", f.owner())
                        .put("reason", f.reason())
                        .put("rule", f.rule())
                        .hidden("explanation", f.explanation())
                        .time("acceptUntil", f.acceptUntilMicros());
            case NoteAdded f -> to.hidden("text", f.text());
            case ReplySent f -> to.id("message", f.mtId());
            case ActionLogged f -> to.put("kind", f.kind()).hidden("text", f.text());
            case ConversationMoved f ->
                to.word("stage", f.stage()).time("until", f.untilMicros()).hidden("reason", f.reason());
            case ConversationClosed f ->
                to.put("outcome", f.outcome()).hidden("fields", f.fields()).time("until", f.untilMicros());
            case ConversationReopened f -> to.hidden("reason", f.reason());
            case ConversationMerged f -> to.id("into", f.into());
            case ConversationEscalated f ->
                to.put("step", f.step()).put("to", f.to()).hidden("reason", f.reason());
            case ClockMoved f -> clock(f, to);
            case PromiseSettled f -> to.put("state", f.state()).hidden("amount", f.amount());
            default -> throw new IllegalArgumentException(fact.getClass() + " is no step of a conversation");
        }
    }

    private static void joined(ReplyJoined f, Fields to) {
        to.id("reply", f.moId())
                .time("received", f.receivedAtMicros())
                .id("answers", f.mtId())
                .put("campaign", f.campaign())
                .put("method", f.method())
                .put("confidence", f.confidence())
                .id("duplicateOf", f.duplicateOf());
    }

    private static void classified(ReplyClassified f, Fields to) {
        to.id("reply", f.moId())
                .put("label", f.label())
                .put("detail", f.detail())
                .put("optOut", f.optOut() ? true : null)
                .put("urgent", f.urgent() ? true : null)
                .put("confidence", f.confidence())
                .put("source", f.source())
                .put("version", f.version())
                .hidden("reasons", String.join("\n", f.reasons()))
                .hidden("extracted", f.extracted());
    }

    private static void clock(ClockMoved f, Fields to) {
        to.put("clock", f.clock())
                .word("move", f.move())
                .put("policy", f.policy())
                .put("terms", f.frozen())
                .time("started", f.startedAtMicros())
                .time("due", f.dueMicros())
                .put("wallMillis", f.wallMillis())
                .put("businessMillis", f.businessMillis())
                .hidden("reason", f.reason());
    }
}
