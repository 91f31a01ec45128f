package io.momentum.ops.evidence;

import io.momentum.ops.followup.evidence.CanonicalJson;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON objects as maps, and their members as what they must be; IllegalArgumentException for whatever is not. */
final class JsonText {

    private JsonText() {}

    static Map<String, @Nullable Object> parse(String text) {
        try {
            return map(new JsonObject(text).getMap());
        } catch (DecodeException e) {
            throw new IllegalArgumentException("no JSON object", e);
        }
    }

    /** Reads what can be written in one way only; whoever changes the way has changed the text. */
    static Map<String, @Nullable Object> parseCanonical(String text) {
        Map<String, @Nullable Object> parsed = parse(text);
        if (!CanonicalJson.text(parsed).equals(text)) throw new IllegalArgumentException("not in canonical form");
        return parsed;
    }

    private static Map<String, @Nullable Object> map(Map<String, Object> from) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        from.forEach((name, value) -> map.put(name, plain(value)));
        return map;
    }

    @SuppressWarnings("unchecked") // the keys of parsed objects are text
    private static @Nullable Object plain(@Nullable Object value) {
        return switch (value) {
            case JsonObject object -> map(object.getMap());
            case Map<?, ?> object -> map((Map<String, Object>) object);
            case JsonArray array -> list(array.getList());
            case List<?> array -> list(array);
            case null, default -> value;
        };
    }

    private static List<@Nullable Object> list(List<?> from) {
        List<@Nullable Object> list = new ArrayList<>();
        from.forEach(entry -> list.add(plain(entry)));
        return list;
    }

    static String text(Map<String, @Nullable Object> map, String name) {
        if (map.get(name) instanceof String text) return text;
        throw new IllegalArgumentException(name + " is no text");
    }

    /** A member that may be missing; empty then, and where it is no text. */
    static String textOr(Map<String, @Nullable Object> map, String name) {
        return map.get(name) instanceof String text ? text : "";
    }

    static long number(Map<String, @Nullable Object> map, String name) {
        Object value = map.get(name);
        if (value instanceof Integer || value instanceof Long) return ((Number) value).longValue();
        throw new IllegalArgumentException(name + " is no whole number");
    }

    @SuppressWarnings("unchecked") // made by map()
    static Map<String, @Nullable Object> object(Map<String, @Nullable Object> map, String name) {
        if (map.get(name) instanceof Map<?, ?> object) return (Map<String, @Nullable Object>) object;
        throw new IllegalArgumentException(name + " is no object");
    }

    static Map<String, @Nullable Object> objectOr(Map<String, @Nullable Object> map, String name) {
        return map.get(name) instanceof Map<?, ?> ? object(map, name) : Map.of();
    }

    static List<?> list(Map<String, @Nullable Object> map, String name) {
        if (map.get(name) instanceof List<?> list) return list;
        throw new IllegalArgumentException(name + " is no list");
    }

    /** The objects of a list that may be missing. */
    @SuppressWarnings("unchecked") // made by map()
    static List<Map<String, @Nullable Object>> objects(Map<String, @Nullable Object> map, String name) {
        List<Map<String, @Nullable Object>> objects = new ArrayList<>();
        if (map.get(name) instanceof List<?> list) {
            for (Object entry : list) {
                if (entry instanceof Map<?, ?> object) objects.add((Map<String, @Nullable Object>) object);
            }
        }
        return objects;
    }
}
