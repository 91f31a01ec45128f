package io.momentum.ops.api;

import io.vertx.core.json.JsonObject;
import java.util.Objects;

/** What an operation says about its change, for the audit. Made for one request and written by the thread that works on it. */
final class Changes {

    private JsonObject before = new JsonObject();
    private JsonObject after = new JsonObject();

    /** What it was and what it is. What is alike in both is left out. */
    void say(JsonObject was, JsonObject is) {
        before = was.copy();
        after = is.copy();
        for (String name : was.fieldNames()) {
            if (!is.containsKey(name) || !Objects.equals(was.getValue(name), is.getValue(name))) continue;
            before.remove(name);
            after.remove(name);
        }
    }

    /** What came of it, where nothing was before. */
    void say(JsonObject is) {
        after = is;
    }

    JsonObject before() {
        return before;
    }

    JsonObject after() {
        return after;
    }
}
