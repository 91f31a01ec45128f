package io.momentum.ops.event;

import io.momentum.ops.event.Events.Told;
import io.momentum.ops.followup.Conversation;
import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.ActionLogged;
import io.momentum.store.fact.CareFact.ClockMoved;
import io.momentum.store.fact.CareFact.ConversationClosed;
import io.momentum.store.fact.CareFact.ConversationEscalated;
import io.momentum.store.fact.CareFact.ConversationMerged;
import io.momentum.store.fact.CareFact.ConversationMoved;
import io.momentum.store.fact.CareFact.ConversationOpened;
import io.momentum.store.fact.CareFact.ConversationReopened;
import io.momentum.store.fact.CareFact.OwnerAssigned;
import io.momentum.store.fact.CareFact.PromiseSettled;
import io.momentum.store.fact.CareFact.ReplyClassified;
import io.momentum.store.fact.CareFact.ReplyJoined;
import io.momentum.store.fact.CareFact.ReplyRelinked;
import io.momentum.store.fact.CareFact.ReplySent;
import io.momentum.store.fact.TextMark;
import io.momentum.store.value.MessageId;
import java.util.Locale;
import java.util.Map;

/** What happens in conversations. Notes are for colleagues alone, and a clock that starts or stops is nobody's business. */
final class ConversationEvents {

    private static final String PROMISED = "payment_promised";
    private static final String FOLLOW_UP_DUE = "follow-up is due";

    private final Surroundings around;
    private final Told told;

    private ConversationEvents(Surroundings around, Told told) {
        this.around = around;
        this.told = told;
    }

    static void of(CareFact fact, Surroundings around, Told told) {
        new ConversationEvents(around, told).add(fact);
    }

    private void add(CareFact fact) {
        switch (fact) {
            case ConversationOpened f -> opened(f);
            case ReplyJoined f -> received(f);
            case ReplyClassified f -> classified(f);
            case ReplyRelinked f ->
                add(
                        EventType.REPLY_RELINKED,
                        f.conversation(),
                        f,
                        new Members()
                                .id("reply", f.moId())
                                .id("answers", f.mtId())
                                .text("campaign", f.campaign())
                                .text("reason", f.reason()));
            case OwnerAssigned f ->
                add(
                        EventType.CONVERSATION_ASSIGNED,
                        f.conversation(),
                        f,
                        new Members()
                                .text("team", f.team())
                                .text("owner", f.owner())
                                .text("reason", f.reason())
                                .text("rule", f.rule())
                                .time("acceptUntil", f.acceptUntilMicros()));
            case ReplySent f ->
                add(EventType.CONVERSATION_ANSWERED, f.conversation(), f, new Members().id("message", f.mtId()));
            case ActionLogged f ->
                add(
                        EventType.CONVERSATION_ACTION,
                        f.conversation(),
                        f,
                        new Members().text("kind", f.kind()).text("text", TextMark.plain(f.text())));
            case ConversationMoved f ->
                add(
                        EventType.CONVERSATION_MOVED,
                        f.conversation(),
                        f,
                        new Members()
                                .text("stage", word(f.stage()))
                                .time("until", f.untilMicros())
                                .text("reason", f.reason()));
            case ConversationEscalated f ->
                add(
                        EventType.CONVERSATION_ESCALATED,
                        f.conversation(),
                        f,
                        new Members().text("step", f.step()).text("to", f.to()).text("reason", f.reason()));
            case ConversationMerged f ->
                add(EventType.CONVERSATION_MERGED, f.conversation(), f, new Members().id("into", f.into()));
            case ConversationClosed f -> closed(f);
            case ConversationReopened f -> reopened(f);
            case ClockMoved f -> clock(f);
            case PromiseSettled f ->
                add(promise(f.state()), f.conversation(), f, new Members().text("amount", f.amount()));
            default -> {
                // A contact's, a campaign's, a note: none of these.
            }
        }
    }

    private void opened(ConversationOpened f) {
        Map<String, String> known =
                around.conversation(f.conversation()).map(Conversation::contact).orElse(Map.of());
        var data = new Members()
                .id("conversation", f.conversation())
                .contact(f.digits(), known)
                .text("address", f.address())
                .text("account", f.account() == null ? null : f.account().value())
                .id("previous", f.previous())
                .text("by", f.actor());
        told.add(EventType.CONVERSATION_OPENED, f.digits(), f.conversation(), MessageId.format(f.conversation()), data);
    }

    private void received(ReplyJoined f) {
        var data = new Members()
                .id("reply", f.moId())
                .text("text", around.textOf(f.digits(), f.moId()).orElse(""))
                .time("receivedAt", f.receivedAtMicros())
                .id("answers", f.mtId())
                .text("campaign", f.campaign())
                .text("method", f.method())
                .share("confidence", f.confidence())
                .id("duplicateOf", f.duplicateOf());
        add(EventType.REPLY_RECEIVED, f.conversation(), f, data);
    }

    private void classified(ReplyClassified f) {
        var data = new Members()
                .id("reply", f.moId())
                .text("label", f.label())
                .text("detail", f.detail())
                .flag("optOut", f.optOut())
                .flag("urgent", f.urgent())
                .share("confidence", f.confidence())
                .text("source", f.source())
                .text("version", f.version())
                .texts("reasons", f.reasons())
                .map("extracted", f.extracted());
        add(EventType.REPLY_CLASSIFIED, f.conversation(), f, data);
    }

    private void closed(ConversationClosed f) {
        add(
                EventType.CONVERSATION_CLOSED,
                f.conversation(),
                f,
                new Members()
                        .text("outcome", f.outcome())
                        .map("fields", f.fields())
                        .time("until", f.untilMicros()));
        if (!f.outcome().equals(PROMISED)) return;
        add(
                EventType.PROMISE_RECORDED,
                f.conversation(),
                f,
                new Members()
                        .text("amount", f.fields().get("amount"))
                        .text("date", f.fields().get("date"))
                        .time("dueAt", f.untilMicros()));
    }

    private void reopened(ConversationReopened f) {
        add(EventType.CONVERSATION_REOPENED, f.conversation(), f, new Members().text("reason", f.reason()));
        if (f.reason().equals(FOLLOW_UP_DUE)) add(EventType.FOLLOW_UP_DUE, f.conversation(), f, new Members());
    }

    private void clock(ClockMoved f) {
        EventType type = switch (f.move()) {
            case WARNED -> EventType.SLA_WARNING;
            case BREACHED -> EventType.SLA_BREACHED;
            default -> null;
        };
        if (type == null) return;
        add(
                type,
                f.conversation(),
                f,
                new Members()
                        .text("clock", f.clock())
                        .number("episode", f.episode())
                        .text("policy", f.policy())
                        .time("startedAt", f.startedAtMicros())
                        .time("dueAt", f.dueMicros())
                        .text("percent", type == EventType.SLA_WARNING ? f.reason() : ""));
    }

    private static EventType promise(String state) {
        return switch (state) {
            case "kept" -> EventType.PROMISE_KEPT;
            case "partial" -> EventType.PROMISE_PARTIAL;
            case "broken" -> EventType.PROMISE_BROKEN;
            default -> EventType.PROMISE_CANCELLED;
        };
    }

    private void add(EventType type, long conversation, CareFact fact, Members own) {
        var data = new Members();
        Conversation c = around.conversation(conversation).orElse(null);
        if (c == null) data.id("conversation", conversation);
        else data.conversation(c);
        data.map().putAll(own.map());
        data.text("by", fact.actor());
        long turn = c == null ? Events.turnOf(MessageId.format(conversation)) : c.digits();
        told.add(type, turn, conversation, MessageId.format(conversation), data);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
