package io.momentum.ops.inbox;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who else is at a conversation.
 *
 * @param writer who else holds the draft; empty where nobody does
 * @param since when it took it
 */
public record PresenceView(List<String> others, String writer, Optional<Instant> since) {

    static PresenceView of(Visit visit, JsonObject json) {
        String self = visit.caller().actor();
        List<String> others = new ArrayList<>();
        for (Object each : ConversationLine.items(json, "here")) {
            String who = ((JsonObject) each).getString("who");
            if (!who.equals(self)) others.add(People.name(visit.site(), who));
        }
        JsonObject draft = ConversationLine.part(json, "draft");
        String by = draft.getString("by", self);
        boolean other = !by.equals(self);
        return new PresenceView(
                others,
                other ? People.name(visit.site(), by) : "",
                other ? ConversationLine.time(draft, "since") : Optional.empty());
    }
}
