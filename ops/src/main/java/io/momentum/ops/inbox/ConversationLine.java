package io.momentum.ops.inbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/**
 * A conversation as a list shows it.
 *
 * @param number whole or masked, as the reader may see it
 * @param text what the contact said last; empty for those who may not see it
 * @param label in words of the API; empty where nobody has said
 * @param sla {@code ok}, {@code warned} or {@code breached}
 * @param due when something is due first
 * @param owner as people read it; empty for nobody
 */
public record ConversationLine(
        String id,
        String number,
        String name,
        String text,
        String stage,
        String label,
        boolean urgent,
        boolean optOut,
        String campaign,
        String team,
        String owner,
        String sla,
        Optional<Instant> due,
        Optional<Instant> lastAt,
        int replies,
        String outcome,
        int version) {

    /** By what people call the contact: its name where it is known. */
    public String called() {
        return name.isEmpty() ? number : name;
    }

    static ConversationLine of(Site site, JsonObject json) {
        JsonObject contact = json.getJsonObject("contact");
        JsonObject attributes = part(contact, "attributes");
        JsonObject label = part(json, "label");
        JsonObject ownership = part(json, "ownership");
        JsonObject replies = part(json, "replies");
        String owner = ownership.getString("owner", "");
        return new ConversationLine(
                json.getString("id"),
                contact.getString("msisdn"),
                attributes.getString("name", ""),
                json.getString("lastText", ""),
                json.getString("stage"),
                label.getString("label", ""),
                label.getBoolean("urgent", false),
                label.getBoolean("optOut", false),
                part(json, "answers").getString("campaign", ""),
                ownership.getString("team", ""),
                owner.isEmpty() ? "" : People.name(site, owner),
                json.getString("sla", "ok"),
                time(json, "due"),
                time(replies, "lastAt"),
                replies.getInteger("count", 0),
                part(json, "closure").getString("outcome", ""),
                json.getInteger("version", 0));
    }

    /** A member that is an object; an empty one where it is missing, or hidden from the reader. */
    static JsonObject part(JsonObject json, String name) {
        return json.getValue(name) instanceof JsonObject part ? part : new JsonObject();
    }

    static JsonArray items(JsonObject json, String name) {
        return json.getValue(name) instanceof JsonArray items ? items : new JsonArray();
    }

    static Optional<Instant> time(JsonObject json, String name) {
        return Optional.ofNullable(json.getString(name)).map(Instant::parse);
    }
}
