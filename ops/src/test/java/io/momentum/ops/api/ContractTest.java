package io.momentum.ops.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The contract explains itself: every operation has a summary, says what a problem is, and shows a body where it takes or gives
 * one.
 */
class ContractTest {

    private static final Set<String> VERBS = Set.of("get", "put", "post", "delete", "patch");

    private final JsonObject contract = FitsContract.CONTRACT;

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

    /** An example stands beside the schema, or in it where many answers share it; what is no text has none. */
    @Test
    void everyAnswerHasAnExampleThatFits() {
        var wanting = new ArrayList<String>();
        int answers = 0;
        for (JsonObject operation : operations()) {
            String id = operation.getString("operationId");
            JsonObject responses = operation.getJsonObject("responses");
            for (String status : responses.fieldNames()) {
                JsonObject content = responses.getJsonObject(status).getJsonObject("content");
                if (!status.startsWith("2") || content == null) continue;
                for (String type : content.fieldNames()) {
                    if (NO_TEXT.contains(type)) continue;
                    answers++;
                    JsonObject media = content.getJsonObject(type);
                    Object example = media.getValue("example");
                    if (example == null) example = schemaOf(media).getValue("example");
                    String place = id + " " + status;
                    if (example == null) wanting.add(place + ": no example");
                    else if (type.equals("application/json")) wanting.addAll(problems(place, media, example));
                    else if (!(example instanceof String)) wanting.add(place + ": an example that is no text");
                }
            }
        }
        assertEquals(List.of(), wanting);
        assertTrue(answers > 90, "answers: " + answers);
    }

    private static final Set<String> NO_TEXT = Set.of("application/zip", "application/x-pcapng");

    private JsonObject schemaOf(JsonObject media) {
        JsonObject schema = media.getJsonObject("schema");
        String ref = schema.getString("$ref", "");
        if (ref.isEmpty()) return schema;
        return contract.getJsonObject("components")
                .getJsonObject("schemas")
                .getJsonObject(ref.substring(ref.lastIndexOf('/') + 1));
    }

    private static List<String> problems(String id, JsonObject media) {
        return problems(id, media, media.getJsonObject("example"));
    }

    private static List<String> problems(String id, JsonObject media, Object example) {
        return FitsContract.problems(media, example).stream()
                .map(each -> id + ": " + each)
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
