package io.momentum.ops.inbox;

import io.momentum.ops.access.Right;
import io.momentum.ops.api.Ask;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One conversation: what was said and done, and how it stands. */
public final class ConversationPages implements Section {

    static final String PATH = "/c/";

    @Override
    public void on(Routes routes) {
        routes.get(PATH + ":id", Right.READ, ConversationPages::show);
    }

    /**
     * A step of a conversation.
     *
     * @param type as the journal names it
     * @param text what was said; empty for others
     * @param by who did it, as people read it; empty where nobody did
     */
    public record Step(String type, Optional<Instant> at, String text, String status, String by) {}

    /** A conversation. @param attributes what is known of the contact, by name */
    public record ConversationView(
            ConversationLine line, String address, Map<String, String> attributes, List<Step> steps) {}

    private static View show(Visit visit) {
        String id = visit.path("id");
        if (!id.matches("[0-9a-f]{16}")) throw NotDone.missing();
        JsonObject json = visit.read(Ask.of("getConversation").path("id", id));
        Map<String, String> attributes = new TreeMap<>();
        ConversationLine.part(json.getJsonObject("contact"), "attributes")
                .forEach(each -> attributes.put(each.getKey(), String.valueOf(each.getValue())));
        List<Step> steps = new ArrayList<>();
        for (Object each : ConversationLine.items(json, "timeline")) {
            JsonObject step = (JsonObject) each;
            steps.add(new Step(
                    step.getString("type", ""),
                    ConversationLine.time(step, "at"),
                    step.getString("text", ""),
                    step.getString("status", ""),
                    People.name(visit.site(), step.getString("actor", ""))));
        }
        var line = ConversationLine.of(visit.site(), json);
        var view = new ConversationView(line, json.getString("address", ""), attributes, steps);
        return visit.html("conversation/page", QueuePages.PLACE, visit.t("conversation.title", line.number()), view);
    }
}
