package io.momentum.ops.api;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What those see who may see neither texts nor numbers: that there was a text, and a number's last two digits. */
final class Masked {

    /** What people wrote or are called. */
    private static final Set<String> PERSONAL =
            Set.of("text", "name", "attributes", "fields", "extracted", "reasons", "note", "texts", "q", "detail");

    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9][0-9 ().-]{5,}([0-9]{2})");

    private Masked() {}

    static String numbers(String text) {
        return NUMBER.matcher(text).replaceAll("…$1");
    }

    static JsonObject of(JsonObject json) {
        var masked = new JsonObject();
        for (Map.Entry<String, Object> each : json) masked.put(each.getKey(), of(each.getKey(), each.getValue()));
        return masked;
    }

    private static Object of(String name, Object value) {
        if (PERSONAL.contains(name)) return "(hidden)";
        return switch (value) {
            case JsonObject json -> of(json);
            case JsonArray array -> {
                var masked = new JsonArray();
                for (Object each : array) masked.add(of("", each));
                yield masked;
            }
            case String text
            when !text.matches("[0-9a-f]{16}") && !text.matches("\\d{4}-\\d\\d-\\d\\d(T[0-9:.]+Z?)?") -> numbers(text);
            case null -> "";
            default -> value;
        };
    }

    /** An object's text, masked; of a text that is no whole object, its numbers. */
    static String text(String json) {
        try {
            return of(new JsonObject(json)).encode();
        } catch (DecodeException e) {
            return "(hidden)";
        }
    }
}
