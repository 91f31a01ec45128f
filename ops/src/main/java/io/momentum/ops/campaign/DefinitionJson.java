package io.momentum.ops.campaign;

import io.momentum.gateway.codec.Gsm7Fit;
import io.momentum.ops.followup.campaign.Definition;
import io.momentum.ops.followup.campaign.Definition.Hours;
import io.momentum.ops.followup.campaign.Definition.Match;
import io.momentum.ops.followup.campaign.Definition.Replies;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A campaign's definition out of the JSON of the API, which is what the journal keeps. */
final class DefinitionJson {

    private static final JsonObject NONE = new JsonObject();

    /** Of a text that is to be filled, in characters. */
    private static final int TEXT_MAX = 1_600;

    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})?");
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("2100-01-01T00:00:00Z");

    private DefinitionJson() {}

    /** A new one; throws IllegalArgumentException with the member that is wrong, or beyond its bounds. */
    static Definition check(String text) {
        var json = new JsonObject(text);
        Definition definition = parse(text);
        definition.texts().forEach((language, each) -> {
            if (!LANGUAGE.matcher(language).matches())
                throw new IllegalArgumentException("texts: a language as es or pt-BR");
            if (each.length() > TEXT_MAX)
                throw new IllegalArgumentException("texts." + language + ": at most " + TEXT_MAX + " characters");
        });
        bounds(json.getJsonObject("window", NONE), "window");
        JsonArray matches = json.getJsonArray("match", new JsonArray());
        for (int i = 0; i < matches.size(); i++) bounds(matches.getJsonObject(i), "match[" + i + "]");
        return definition;
    }

    /** No campaign is as old, and none as far. */
    private static void bounds(JsonObject json, String path) {
        for (String name : List.of("from", "until")) {
            String text = json.getString(name, "");
            if (text.isEmpty()) continue;
            Instant at = Instant.parse(text);
            if (at.isBefore(FIRST) || at.isAfter(LAST))
                throw new IllegalArgumentException(path + "." + name + ": a time from 1970 to 2100");
        }
    }

    /** One that the journal has; throws IllegalArgumentException with the member that is wrong. */
    static Definition parse(String text) {
        var json = new JsonObject(text);
        String language = json.getString("language", "en").toLowerCase(Locale.ROOT);
        JsonObject window = json.getJsonObject("window", NONE);
        return new Definition(
                json.getString("account", ""),
                json.getString("sender", ""),
                language,
                texts(json, language),
                json.getString("category", "other"),
                json.getString("program", ""),
                json.getDouble("pacePerSecond", 0.0),
                strings(json.getJsonArray("answers", new JsonArray())),
                millis(window, "window.from", "from", 0),
                millis(window, "window.until", "until", Long.MAX_VALUE),
                hours(json.getJsonObject("hours")),
                replies(json.getJsonObject("replies")),
                fit(json.getString("gsm7", "off")),
                matches(json.getJsonArray("match", new JsonArray())));
    }

    private static Map<String, String> texts(JsonObject json, String language) {
        Map<String, String> texts = new TreeMap<>();
        String only = json.getString("text");
        if (only != null) texts.put(language, only);
        for (Map.Entry<String, Object> each : json.getJsonObject("texts", NONE)) {
            texts.put(each.getKey().toLowerCase(Locale.ROOT), String.valueOf(each.getValue()));
        }
        return texts;
    }

    private static List<String> strings(JsonArray array) {
        return array.stream().map(String::valueOf).toList();
    }

    private static long millis(JsonObject json, String path, String name, long usual) {
        String text = json.getString(name, "");
        if (text.isEmpty()) return usual;
        try {
            Instant at = Instant.parse(text);
            // As far as it can be counted: earlier releases took any.
            if (at.isBefore(FIRST)) return 0;
            return at.isAfter(LAST) ? Long.MAX_VALUE : at.toEpochMilli();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(path + ": a time as 2026-11-29T09:00:00Z", e);
        }
    }

    private static @Nullable Hours hours(@Nullable JsonObject json) {
        if (json == null) return null;
        try {
            return new Hours(
                    LocalTime.parse(json.getString("from", "")),
                    LocalTime.parse(json.getString("until", "")),
                    ZoneId.of(json.getString("zone", "UTC")));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("hours: from and until as 09:00, zone as America/Bogota", e);
        }
    }

    private static @Nullable Replies replies(@Nullable JsonObject json) {
        if (json == null) return null;
        return new Replies(
                json.getDouble("percent", 0.0), json.getInteger("agents", 0), json.getDouble("perHour", 0.0));
    }

    private static Gsm7Fit.Level fit(String word) {
        try {
            return Gsm7Fit.Level.valueOf(word.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("gsm7: off, typography or letters", e);
        }
    }

    private static List<Match> matches(JsonArray array) {
        List<Match> matches = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            String path = "match[" + i + "]";
            JsonObject json = array.getJsonObject(i);
            JsonObject tlv = json.getJsonObject("tlv", NONE);
            var match = new Match(
                    json.getString("serviceType", ""),
                    tlv.getInteger("tag", 0),
                    tlv.getString("value", ""),
                    json.getString("account", ""),
                    millis(json, path + ".from", "from", 0),
                    millis(json, path + ".until", "until", Long.MAX_VALUE));
            boolean names = !match.serviceType().isEmpty()
                    || match.tag() != 0
                    || !match.account().isEmpty();
            if (!names) throw new IllegalArgumentException(path + ": a serviceType, a tlv or an account");
            matches.add(match);
        }
        return matches;
    }
}
