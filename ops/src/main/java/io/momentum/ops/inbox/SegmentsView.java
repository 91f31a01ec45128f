package io.momentum.ops.inbox;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * How long an answer is, as the carrier would cut it.
 *
 * @param text as it would be sent
 * @param suppressed the scope at which it would be stopped; empty where it would go
 */
public record SegmentsView(
        boolean known,
        String text,
        int characters,
        String encoding,
        int parts,
        int partsMax,
        boolean tooLong,
        boolean routed,
        String suppressed,
        List<String> missing) {

    static SegmentsView nothing() {
        return new SegmentsView(false, "", 0, "", 0, 0, false, true, "", List.of());
    }

    static SegmentsView of(JsonObject json) {
        return new SegmentsView(
                true,
                json.getString("text", ""),
                json.getInteger("characters", 0),
                json.getString("encoding", ""),
                json.getInteger("parts", 0),
                json.getInteger("partsMax", 0),
                json.getBoolean("tooLong", false),
                json.getBoolean("routed", false),
                json.getString("suppressed", ""),
                json.getJsonArray("missing", new JsonArray()).stream()
                        .map(String::valueOf)
                        .toList());
    }
}
