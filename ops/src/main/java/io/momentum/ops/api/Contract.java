package io.momentum.ops.api;

import io.momentum.ops.config.YamlTree;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * The contract as Vert.x takes it. It knows neither {@code text/csv} nor {@code application/problem+json} and refuses a
 * contract that names them; it needs them for nothing, since answers are not checked here and the import reads its body itself.
 */
final class Contract {

    private static final String CSV = "text/csv";

    private Contract() {}

    /** What requests are held against. */
    static JsonObject forRequests(String yaml) {
        JsonObject contract = new JsonObject(YamlTree.of(yaml)).copy();
        for (Map.Entry<String, Object> path : contract.getJsonObject("paths")) {
            for (Map.Entry<String, Object> method : (JsonObject) path.getValue()) strip((JsonObject) method.getValue());
        }
        contract.getJsonObject("components").remove("responses");
        return contract;
    }

    private static void strip(JsonObject operation) {
        var anyAnswer = new JsonObject().put("description", "");
        operation.put("responses", new JsonObject().put("default", anyAnswer));
        JsonObject body = operation.getJsonObject("requestBody");
        if (body != null && body.getJsonObject("content").containsKey(CSV)) operation.remove("requestBody");
    }
}
