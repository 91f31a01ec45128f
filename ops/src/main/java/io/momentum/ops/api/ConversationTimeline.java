package io.momentum.ops.api;

import io.momentum.ops.care.Conversations;
import io.momentum.ops.followup.Conversation;
import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.ReplyJoined;
import io.momentum.store.fact.CareFact.ReplySent;
import io.momentum.store.fact.FactJson;
import io.momentum.store.index.Index;
import io.momentum.store.index.Shelf;
import io.momentum.store.index.Views;
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
            Said.replaceIn(json);
            if (fact instanceof ReplyJoined reply) putText(json, c.digits(), reply.moId());
            if (fact instanceof ReplySent sent) addSent(json, sent.mtId());
            steps.add(json);
        }
        return steps;
    }

    private void addSent(JsonObject json, long mtId) {
        Optional<Views.Message> message = index.message(mtId);
        message.ifPresent(m -> json.put("status", MessageJson.word(m.status())));
        message.flatMap(causes::of).ifPresent(cause -> json.put("cause", cause));
        message.map(m -> lookup.at(m.timeline().getFirst().position())).ifPresent(fact -> Said.put(json, fact));
    }

    /** A conversation of a list; with {@code texts}, also what the contact said last. */
    JsonObject line(Call call, Conversation c) {
        boolean masked = ConversationOps.isMasked(call, c);
        JsonObject json = ConversationJson.of(c, masked);
        boolean wanted = call.query("texts").map(Boolean::parseBoolean).orElse(false);
        if (wanted && !masked && c.replies().lastMoId() != 0) lastText(c).ifPresent(text -> json.put("lastText", text));
        return json;
    }

    private Optional<String> lastText(Conversation c) {
        JsonObject last = new JsonObject();
        putText(last, c.digits(), c.replies().lastMoId());
        return Optional.ofNullable(last.getString("text"));
    }

    /** Adds what a message to or from a contact says. */
    void putText(JsonObject json, long digits, long messageId) {
        index.contactMessage(digits, messageId).map(lookup::at).ifPresent(fact -> Said.put(json, fact));
    }
}
