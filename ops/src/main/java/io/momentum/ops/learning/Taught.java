package io.momentum.ops.learning;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What a classifier was taught beyond its examples: enough to make it again, for a candidate is a function of its base and of
 * the corrections in the journal.
 *
 * @param through the sequence number of the last correction that counts; 0 for none
 * @param without whose corrections do not count
 * @param version of the classifier that came of it
 */
record Taught(long through, List<String> without, String version) {

    Taught {
        without = List.copyOf(without);
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("through", through)
                .put("without", new JsonArray(without))
                .put("version", version);
    }

    static Taught of(JsonObject json) {
        List<String> without =
                json.getJsonArray("without").stream().map(String::valueOf).toList();
        return new Taught(json.getLong("through"), without, json.getString("version"));
    }
}
