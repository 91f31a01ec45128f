package io.momentum.ops.api;

import static io.momentum.ops.api.ApiWorld.ok;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.api.ApiClient.Reply;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContactsIT {

    private static final String PATH = "/v1/contacts/15550100142";

    @TempDir
    Path directory;

    @Test
    void aCardHasSoManyAttributesAndOneThatIsTakenAwayMakesRoom() throws Exception {
        try (var world = new ApiWorld(directory)) {
            for (int i = 0; i < 4; i++) ok(200, world.admin.put(PATH, attributes(50, "order-" + i)));
            Reply refused = world.admin.put(PATH, attributes(1, "more"));
            assertEquals("422 FIELDS", refused.problem());
            assertTrue(
                    refused.response().body().contains("200 attributes"),
                    refused.response().body());
            JsonObject instead = attributes(1, "more");
            instead.getJsonObject("attributes").put("order-0-0", "");
            ok(200, world.admin.put(PATH, instead));
            assertEquals(200, world.get(PATH).getJsonObject("attributes").size());
        }
    }

    @Test
    void aNameWithAControlCharacterIsNone() throws Exception {
        try (var world = new ApiWorld(directory)) {
            JsonObject odd = new JsonObject().put("attributes", new JsonObject().put("a\0b", "c"));
            assertEquals(400, world.admin.put(PATH, odd).status());
        }
    }

    private static JsonObject attributes(int count, String name) {
        var attributes = new JsonObject();
        for (int i = 0; i < count; i++) attributes.put(name + "-" + i, "x");
        return new JsonObject().put("attributes", attributes);
    }
}
