package io.momentum.ops.api;

import io.momentum.ops.followup.Conversation;
import io.momentum.store.index.Index;
import io.momentum.store.index.Views;
import io.momentum.store.suppression.SuppressionList;
import io.momentum.store.value.MessageId;
import io.momentum.store.value.SuppressionScope;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What somebody must know before he answers: the message that a reply answers and those that it could answer instead, and
 * whether an answer would be let through.
 */
final class ConversationDetail {

    private static final int CANDIDATES_MAX = 9;

    /** An alternative is an id and, behind it, how likely it is. */
    private static final int ID_LENGTH = 16;

    private final Index index;
    private final SuppressionList suppressions;
    private final ConversationTimeline timeline;

    ConversationDetail(ApiParts parts, ConversationTimeline timeline) {
        index = parts.index();
        suppressions = parts.suppressions();
        this.timeline = timeline;
    }

    /** @param steps the conversation's timeline as it is shown, which names what a reply could answer */
    void addTo(JsonObject json, Caller caller, Conversation c, JsonArray steps) {
        if (c.link().mtId() != 0) message(c, c.link().mtId()).ifPresent(mt -> json.put("answered", mt));
        JsonArray candidates = new JsonArray();
        for (long mtId : candidates(steps, c.link().mtId())) message(c, mtId).ifPresent(candidates::add);
        json.put("candidates", candidates);
        suppression(json, caller, c);
    }

    private static Set<Long> candidates(JsonArray steps, long answered) {
        Set<Long> ids = new LinkedHashSet<>();
        for (Object each : steps) {
            JsonObject step = (JsonObject) each;
            for (Object one : step.getJsonArray("alternatives", new JsonArray()))
                ids.add(MessageId.parse(String.valueOf(one).substring(0, ID_LENGTH)));
            String mtId = step.getString("mtId", "");
            if (!mtId.isEmpty() && !step.getString("fact", "").equals("ReplySent")) ids.add(MessageId.parse(mtId));
        }
        ids.remove(answered);
        return new LinkedHashSet<>(ids.stream().limit(CANDIDATES_MAX).toList());
    }

    /** Whatever is linked, a message to somebody else or of another account is not shown. */
    private Optional<JsonObject> message(Conversation c, long mtId) {
        Optional<Views.Message> own =
                index.message(mtId).filter(each -> c.mayAnswer(each.destinationDigits(), each.account()));
        return own.map(message -> {
            JsonObject json = new JsonObject()
                    .put("id", MessageId.format(mtId))
                    .put("status", MessageJson.word(message.status()))
                    .put("at", MessageJson.time(message.timeline().getFirst().atMicros()));
            String campaign = message.campaign();
            if (campaign != null && !campaign.isEmpty()) json.put("campaign", campaign);
            timeline.putText(json, c.digits(), mtId);
            return json;
        });
    }

    /** Every door that is closed for the number, as far as it concerns the caller, and the one at which an answer would be stopped. */
    private void suppression(JsonObject json, Caller caller, Conversation c) {
        var account = c.account();
        SuppressionScope stops = account == null ? null : suppressions.blocking(c.digits(), account, c.address());
        if (stops != null) json.put("suppressed", stops.toString());
        JsonArray doors = new JsonArray();
        Set<String> seen = new TreeSet<>();
        for (Views.Suppression each : index.suppressionsOf(c.digits())) {
            if (caller.sees(each.scope()) && seen.add(each.scope().toString())) doors.add(MessageJson.of(each));
        }
        json.put("suppressions", doors);
    }
}
