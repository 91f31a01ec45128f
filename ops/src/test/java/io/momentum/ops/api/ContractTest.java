package io.momentum.ops.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.config.YamlTree;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The contract explains itself: every operation has a summary, says what a problem is, and shows a body where it takes one. */
class ContractTest {

    private static final Set<String> VERBS = Set.of("get", "put", "post", "delete", "patch");

    private final JsonObject contract;

    ContractTest() throws IOException {
        contract = new JsonObject(YamlTree.of(Files.readString(Path.of("src/main/resources/openapi.yaml"))));
    }

    @Test
    void everyOperationExplainsItself() {
        var wanting = new ArrayList<String>();
        for (JsonObject operation : operations()) {
            String id = operation.getString("operationId");
            if (operation.getString("summary", "").isBlank()) wanting.add(id + ": summary");
            if (!operation.getJsonObject("responses").containsKey("default")) wanting.add(id + ": problem");
            if (operation.getJsonArray("tags") == null) wanting.add(id + ": tag");
        }
        assertEquals(List.of(), wanting);
    }

    @Test
    void everyBodyHasAnExampleThatIsTaken() {
        var wanting = new ArrayList<String>();
        int bodies = 0;
        for (JsonObject operation : operations()) {
            JsonObject body = operation.getJsonObject("requestBody");
            if (body == null) continue;
            String id = operation.getString("operationId");
            for (String type : body.getJsonObject("content").fieldNames()) {
                bodies++;
                JsonObject media = body.getJsonObject("content").getJsonObject(type);
                if (!media.containsKey("example")) wanting.add(id + ": no example");
                else if (type.equals("application/json")) wanting.addAll(problems(id, media));
            }
        }
        assertEquals(List.of(), wanting);
        assertTrue(bodies > 30, "bodies: " + bodies);
    }

    private List<String> problems(String id, JsonObject media) {
        JsonObject schema = media.getJsonObject("schema").copy();
        schema.put("components", contract.getJsonObject("components"));
        Validator validator = Validator.create(
                JsonSchema.of(schema),
                new JsonSchemaOptions()
                        .setBaseUri("https://momentum.example")
                        .setDraft(Draft.DRAFT202012)
                        .setOutputFormat(OutputFormat.Basic));
        OutputUnit result = validator.validate(media.getJsonObject("example"));
        if (Boolean.TRUE.equals(result.getValid())) return List.of();
        return result.getErrors().stream()
                .map(error -> id + ": " + error.getInstanceLocation() + " " + error.getError())
                .toList();
    }

    private List<JsonObject> operations() {
        List<JsonObject> all = new ArrayList<>();
        JsonObject paths = contract.getJsonObject("paths");
        for (String path : paths.fieldNames()) {
            for (String verb : paths.getJsonObject(path).fieldNames()) {
                if (VERBS.contains(verb)) all.add(paths.getJsonObject(path).getJsonObject(verb));
            }
        }
        return all;
    }
}
