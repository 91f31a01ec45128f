package io.momentum.ops.api;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks from within: an operation of the contract with what the contract lets it have. Made step by step:
 * {@code Ask.of("closeConversation").path("id", id).header("If-Match", tag).body(json)}.
 *
 * @param operation its operationId
 */
public record Ask(
        String operation,
        Map<String, String> path,
        Map<String, String> query,
        Map<String, String> headers,
        @Nullable JsonObject body) {

    public static Ask of(String operation) {
        return new Ask(operation, Map.of(), Map.of(), Map.of(), null);
    }

    public Ask path(String name, String value) {
        return new Ask(operation, with(path, name, value), query, headers, body);
    }

    /** Leaves out what is empty: to ask for nothing is not to ask. */
    public Ask query(String name, String value) {
        return value.isEmpty() ? this : new Ask(operation, path, with(query, name, value), headers, body);
    }

    /** Leaves out what is empty. */
    public Ask header(String name, String value) {
        return value.isEmpty() ? this : new Ask(operation, path, query, with(headers, name, value), body);
    }

    public Ask body(JsonObject json) {
        return new Ask(operation, path, query, headers, json);
    }

    private static Map<String, String> with(Map<String, String> map, String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(map);
        all.put(name, value);
        return all;
    }
}
