package io.momentum.ops.api;

import io.momentum.ops.config.YamlTree;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Whether values are what the contract says of them: its own examples, and every answer that a test gets. */
final class FitsContract {

    static final JsonObject CONTRACT = read();

    /** Paths with their parameters as a pattern; a path without any goes before one with. */
    private static final List<Map.Entry<Pattern, JsonObject>> PATHS = paths();

    private static final Map<JsonObject, Validator> VALIDATORS = new ConcurrentHashMap<>();

    private FitsContract() {}

    private static JsonObject read() {
        try {
            return new JsonObject(YamlTree.of(Files.readString(Path.of("src/main/resources/openapi.yaml"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Map.Entry<Pattern, JsonObject>> paths() {
        List<Map.Entry<Pattern, JsonObject>> plain = new ArrayList<>();
        List<Map.Entry<Pattern, JsonObject>> with = new ArrayList<>();
        JsonObject paths = CONTRACT.getJsonObject("paths");
        for (String path : paths.fieldNames()) {
            var entry = Map.entry(Pattern.compile(path.replaceAll("\\{[^}]+}", "[^/]+")), paths.getJsonObject(path));
            (path.contains("{") ? with : plain).add(entry);
        }
        plain.addAll(with);
        return plain;
    }

    /** What is wrong with an answer; empty where nothing is, or where the contract says nothing of it. */
    static List<String> problems(String method, String path, int status, String body) {
        return media(method.toLowerCase(java.util.Locale.ROOT), path, status)
                .map(media -> problems(media, new JsonObject(body)))
                .orElse(List.of());
    }

    private static Optional<JsonObject> media(String method, String path, int status) {
        return PATHS.stream()
                .filter(each -> each.getKey().matcher(path).matches())
                .findFirst()
                .map(each -> each.getValue().getJsonObject(method))
                .map(operation -> operation.getJsonObject("responses").getJsonObject(Integer.toString(status)))
                .map(response -> response.getJsonObject("content"))
                .map(content -> content.getJsonObject("application/json"));
    }

    /** What is wrong with a value of a media type. */
    static List<String> problems(JsonObject media, Object value) {
        Validator validator = VALIDATORS.computeIfAbsent(media.getJsonObject("schema"), FitsContract::validator);
        OutputUnit result = validator.validate(value);
        if (Boolean.TRUE.equals(result.getValid())) return List.of();
        return result.getErrors().stream()
                .map(error -> error.getInstanceLocation() + " " + error.getError())
                .toList();
    }

    private static Validator validator(JsonObject schema) {
        return Validator.create(
                JsonSchema.of(schema.copy().put("components", CONTRACT.getJsonObject("components"))),
                new JsonSchemaOptions()
                        .setBaseUri("https://momentum.example")
                        .setDraft(Draft.DRAFT202012)
                        .setOutputFormat(OutputFormat.Basic));
    }
}
