package io.momentum.ops.api;

import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.TextDecoder;
import io.momentum.ops.care.Conversations;
import io.momentum.ops.followup.Conversation;
import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.ReplyJoined;
import io.momentum.store.fact.CareFact.ReplySent;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.MoReceived;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.FactJson;
import io.momentum.store.index.Index;
import io.momentum.store.index.Shelf;
import io.momentum.store.index.Views;
import io.momentum.store.journal.Position;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** A conversation's steps in their order, with the texts that they speak of. */
final class ConversationTimeline {

    private static final int STEPS_MAX = 500;

    private final Index index;
    private final JournalLookup lookup;
    private final MessageCauses causes;

    ConversationTimeline(ApiParts parts, JournalLookup lookup) {
        index = parts.index();
        causes = new MessageCauses(parts.gateway().carriers());
        this.lookup = lookup;
    }

    JournalLookup lookup() {
        return lookup;
    }

    /** @param masked without texts */
    JsonArray of(Shelf rows, Conversation c, boolean masked) {
        JsonArray steps = new JsonArray();
        for (Conversations.StepAt step : Conversations.steps(rows, c.id(), STEPS_MAX)) {
            CareFact fact = (CareFact) lookup.at(step.position());
            JsonObject json = new JsonObject(FactJson.toJson(step.sequence(), fact, masked));
            json.remove("conversation");
            json.remove("digits");
            if (masked) {
                steps.add(json);
                continue;
            }
            if (fact instanceof ReplyJoined reply)
                textOf(c.digits(), reply.moId()).ifPresent(t -> json.put("text", t));
            if (fact instanceof ReplySent sent) addSent(json, sent.mtId());
            steps.add(json);
        }
        return steps;
    }

    private void addSent(JsonObject json, long mtId) {
        Optional<Views.Message> message = index.message(mtId);
        message.ifPresent(m -> json.put("status", MessageJson.word(m.status())));
        message.flatMap(causes::of).ifPresent(cause -> json.put("cause", cause));
        message.map(m -> m.timeline().getFirst().position())
                .flatMap(this::textAt)
                .ifPresent(text -> json.put("text", text));
    }

    /** A conversation of a list; with {@code texts}, also what the contact said last. */
    JsonObject line(Call call, Conversation c) {
        boolean masked = ConversationOps.isMasked(call, c);
        JsonObject json = ConversationJson.of(c, masked);
        boolean wanted = call.query("texts").map(Boolean::parseBoolean).orElse(false);
        if (wanted && !masked && c.replies().lastMoId() != 0)
            textOf(c.digits(), c.replies().lastMoId()).ifPresent(text -> json.put("lastText", text));
        return json;
    }

    /** What a message to or from a contact says. */
    Optional<String> textOf(long digits, long messageId) {
        return index.contactMessage(digits, messageId).flatMap(this::textAt);
    }

    private Optional<String> textAt(Position position) {
        Fact fact = lookup.at(position);
        byte[] pdu = switch (fact) {
            case MoReceived mo -> mo.pdu();
            case MtAccepted mt -> mt.pdu();
            default -> new byte[0];
        };
        return pdu.length == 0 ? Optional.empty() : Optional.of(TextDecoder.decode(MessagePdu.parse(pdu)));
    }
}
