package io.momentum.ops.inbox;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.ops.TestAppliance;
import io.momentum.ops.TestAppliance.Setup;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A carrier whose subscribers write, the appliance, and people who sit before browsers. */
final class InboxWorld implements AutoCloseable {

    static final String SENDER = "890123";
    static final String PASSWORD = "a long password";

    final SimulatedCarrier carrier;
    final TestAppliance appliance;
    private final Map<String, String> tokens = new HashMap<>();
    private final HttpClient http = HttpClient.newHttpClient();

    InboxWorld(Path directory) throws Exception {
        this(directory, Setup.PLAIN);
    }

    InboxWorld(Path directory, Setup setup) throws Exception {
        carrier = SimulatedCarrier.start(CarrierOptions.defaults());
        appliance = TestAppliance.start(directory, carrier.port(), setup);
        until(() -> carrier.counts().bindsOpen() >= 2);
    }

    /** Somebody who works here, and signs in with a token. */
    void person(String id, JsonObject person) throws Exception {
        admin("PUT", "/v1/people/" + id, person);
        JsonObject token = admin("POST", "/v1/tokens", new JsonObject().put("person", id));
        tokens.put(id, token.getString("token"));
    }

    /** Somebody with a password besides. */
    void personWithPassword(String id, JsonObject person) throws Exception {
        person(id, person);
        admin("PUT", "/v1/people/" + id + "/password", new JsonObject().put("password", PASSWORD));
    }

    static JsonObject role(String role) {
        return new JsonObject().put("role", role);
    }

    String token(String id) {
        return String.valueOf(tokens.get(id));
    }

    Browser browser() {
        return new Browser(appliance.url());
    }

    /** A browser in which a person has signed in. */
    Browser signedIn(String id) throws Exception {
        Browser browser = browser();
        browser.signIn("", tokens.get(id)).is(200);
        return browser;
    }

    JsonObject admin(String method, String path, JsonObject body) throws Exception {
        return send("admin", method, path, body);
    }

    /** What the API says to a person. */
    JsonObject as(String id, String path) throws Exception {
        return send(token(id), "GET", path, new JsonObject());
    }

    private JsonObject send(String token, String method, String path, JsonObject body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(appliance.url() + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body.encode()))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        assertTrue(response.statusCode() < 300, response.body());
        return response.body().isEmpty() ? new JsonObject() : new JsonObject(response.body());
    }

    JsonObject admin(String path) throws Exception {
        return admin("GET", path, new JsonObject());
    }

    /** Says what is known of a number. */
    void known(String number, JsonObject attributes) throws Exception {
        admin("PUT", "/v1/contacts/" + number, new JsonObject().put("attributes", attributes));
    }

    /** Somebody writes. @return the id of its conversation */
    String writes(String number, String text) throws Exception {
        String path = "/v1/conversations/search?texts=true&number=" + number;
        carrier.injectMo(number, SENDER, text);
        until(() -> lastText(path).equals(text));
        return admin(path).getJsonArray("items").getJsonObject(0).getString("id");
    }

    /** How the clocks of a conversation stand. */
    String sla(String id) {
        try {
            return admin("/v1/conversations/" + id).getString("sla");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private String lastText(String path) {
        try {
            var items = admin(path).getJsonArray("items");
            return items.isEmpty() ? "" : items.getJsonObject(0).getString("lastText", "");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
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
