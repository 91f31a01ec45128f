package io.momentum.ops.api;

import io.momentum.gateway.net.Loop;
import io.momentum.ops.access.Right;
import io.momentum.ops.care.Presence;
import io.momentum.ops.care.Presence.Here;
import io.momentum.ops.followup.Conversation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** Who looks at a conversation, and who writes in it. */
final class PresenceOps {

    private final Presence presence = new Presence();

    /** Says what the caller does there, and hears who else is. */
    Answer put(Call call, Conversation c) {
        String state = call.body().getString("state");
        String who = call.caller().actor();
        boolean writes = state.equals("typing");
        if (writes && !call.caller().may(Right.WORK, c))
            throw Problem.forbidden("Answers are written by those who may send them.")
                    .refusal();
        if (!state.equals("left")) return Answer.json(200, json(presence.seen(c.id(), who, writes, now())));
        presence.gone(c.id(), who, now());
        return get(c);
    }

    Answer get(Conversation c) {
        return Answer.json(200, json(presence.at(c.id(), now())));
    }

    /** Refuses who would send while somebody else writes. */
    void mustBeFree(Call call, Conversation c, boolean forced) {
        Optional<Here> other = presence.heldAgainst(c.id(), call.caller().actor(), now());
        if (other.isEmpty()) return;
        if (forced && call.caller().may(Right.OVERRIDE, c)) return;
        String since = ContactOps.time(other.get().draftSince());
        throw Problem.of(
                        409,
                        "DRAFT_HELD",
                        "Somebody else writes an answer",
                        "%s writes since %s; wait, or send with force."
                                .formatted(other.get().who(), since))
                .with("by", other.get().who())
                .with("since", since)
                .with("until", ContactOps.time(other.get().until()))
                .refusal();
    }

    /** Its answer is sent. */
    void sent(Call call, Conversation c) {
        presence.gone(c.id(), call.caller().actor(), now());
    }

    private static JsonObject json(List<Here> all) {
        JsonArray items = new JsonArray();
        var json = new JsonObject();
        for (Here each : all) {
            JsonObject one = new JsonObject()
                    .put("who", each.who())
                    .put("since", ContactOps.time(each.since()))
                    .put("until", ContactOps.time(each.until()));
            items.add(one);
            if (!each.holdsDraft()) continue;
            json.put(
                    "draft",
                    new JsonObject()
                            .put("by", each.who())
                            .put("since", ContactOps.time(each.draftSince()))
                            .put("until", ContactOps.time(each.until())));
        }
        return json.put("here", items);
    }

    private static long now() {
        return Loop.clockMicros();
    }
}
