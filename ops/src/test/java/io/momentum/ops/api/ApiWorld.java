package io.momentum.ops.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.ops.TestAppliance;
import io.momentum.ops.api.ApiClient.Reply;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A carrier whose subscribers write, the appliance, and people who ask its API. */
final class ApiWorld implements AutoCloseable {

    static final String SENDER = "890123";

    final SimulatedCarrier carrier;
    final TestAppliance appliance;
    final ApiClient admin;

    ApiWorld(Path directory) throws Exception {
        this(directory, CarrierOptions.defaults());
    }

    ApiWorld(Path directory, CarrierOptions options) throws Exception {
        carrier = SimulatedCarrier.start(options);
        appliance = TestAppliance.start(directory, carrier.port(), TestAppliance.STAYS);
        admin = new ApiClient(appliance.url(), "admin");
        until(() -> carrier.counts().bindsOpen() >= 2);
    }

    /** Adds a person. @return it, with a token */
    ApiClient person(String id, JsonObject person) throws Exception {
        ok(200, admin.put("/v1/people/" + id, person));
        JsonObject token = ok(201, admin.post("/v1/tokens", new JsonObject().put("person", id)));
        return admin.as(token.getString("token"));
    }

    static JsonObject role(String role) {
        return new JsonObject().put("role", role);
    }

    static JsonObject bound(String role, String member, String value) {
        return role(role).put(member, new JsonArray().add(value));
    }

    /** Says what is known of a number. */
    void known(String number, String attribute, String value) throws Exception {
        JsonObject attributes = new JsonObject().put(attribute, value);
        ok(200, admin.put("/v1/contacts/" + number, new JsonObject().put("attributes", attributes)));
    }

    /** Somebody writes. @return the id of its conversation */
    String writes(String number, String text) throws Exception {
        carrier.injectMo(number, SENDER, text);
        String path = "/v1/conversations/search?number=" + number;
        until(() -> !items(path).isEmpty());
        return items(path).getFirst().getString("id");
    }

    List<JsonObject> items(String path) {
        return items(admin, path);
    }

    static List<JsonObject> items(ApiClient who, String path) {
        return get(who, path).getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    static List<String> ids(ApiClient who, String path) {
        return items(who, path).stream().map(each -> each.getString("id")).toList();
    }

    JsonObject get(String path) {
        return get(admin, path);
    }

    static JsonObject get(ApiClient who, String path) {
        try {
            return ok(200, who.get(path));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static JsonObject ok(int status, Reply reply) {
        assertEquals(status, reply.status(), reply.response().body());
        return reply.response().body().isEmpty() ? new JsonObject() : reply.json();
    }

    static void until(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "it does not come true");
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Override
    public void close() {
        appliance.close();
        carrier.close();
    }
}
