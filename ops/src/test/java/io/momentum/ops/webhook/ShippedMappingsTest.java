package io.momentum.ops.webhook;

import static io.momentum.ops.event.FakeSurroundings.AT;
import static io.momentum.ops.event.FakeSurroundings.DIGITS;
import static io.momentum.ops.event.FakeSurroundings.MO;
import static io.momentum.ops.event.FakeSurroundings.MT;
import static io.momentum.ops.event.FakeSurroundings.TALK;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.config.ConfigFile;
import io.momentum.ops.event.Event;
import io.momentum.ops.event.Events;
import io.momentum.ops.event.FakeSurroundings;
import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.ConversationClosed;
import io.momentum.store.fact.CareFact.ConversationOpened;
import io.momentum.store.fact.CareFact.ReplyClassified;
import io.momentum.store.fact.CareFact.ReplyJoined;
import io.momentum.store.index.Views.MessageStatus;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shipped templates send, against recorded requests. */
class ShippedMappingsTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final FakeSurroundings AROUND = new FakeSurroundings(MessageStatus.SUBMITTED);
    private static final List<CareFact> FACTS = List.of(
            new ConversationOpened(AT, "system", TALK, DIGITS, "890123", null, 0),
            new ReplyJoined(AT, "system", TALK, DIGITS, MO, AT - 5, MT, "nov", "option", 970, List.of(), 0),
            new ReplyClassified(
                    AT,
                    "system",
                    TALK,
                    MO,
                    "confirmation",
                    "",
                    false,
                    true,
                    930,
                    "model",
                    "m@4",
                    List.of("viernes", "pago"),
                    Map.of()),
            new ConversationClosed(
                    AT, "user:ana", TALK, "payment_promised", Map.of("amount", "120.50", "date", "2026-12-04"), AT));

    @TempDir
    Path directory;

    private WebhookConfig config(String template) throws Exception {
        Path file = directory.resolve("momentum.yaml");
        Files.writeString(file, """
                webhooks: [{ name: crm, url: "https://crm.example.com", secrets: [{ plain: %s }], template: %s,
                             token: { plain: t0ken } }]
                """.formatted(SECRET, template));
        return ConfigFile.read(file).webhooks().getFirst();
    }

    private JsonArray sent(WebhookConfig config) {
        JsonArray sent = new JsonArray();
        long sequence = 100;
        for (CareFact fact : FACTS) {
            for (Event event : Events.of(sequence++, fact, AROUND)) {
                if (!config.sent().wants(event.type())) continue;
                Delivery.of(config, event, "urn:momentum:host:0", "35436", 1_790_000_000)
                        .ifPresent(delivery -> sent.add(json(delivery)));
            }
        }
        return sent;
    }

    private static JsonObject json(Delivery delivery) {
        return new JsonObject()
                .put("method", delivery.method())
                .put("url", delivery.url().toString())
                .put("authorization", delivery.headers().get("Authorization"))
                .put("body", new JsonObject(new String(delivery.body(), StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hubspot", "salesforce", "zendesk"})
    void aTemplateSendsWhatWasRecorded(String template) throws Exception {
        try (InputStream in = ShippedMappingsTest.class.getResourceAsStream("/webhooks/" + template + ".json")) {
            var recorded = new JsonArray(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            assertEquals(recorded.encodePrettily(), sent(config(template)).encodePrettily());
        }
    }

    @Test
    void anEventThatTheReceiverCannotPlaceIsNotSent() throws Exception {
        WebhookConfig config = config("hubspot");
        Event event = Events.of(7, FACTS.get(1), AROUND).getFirst();
        Event stranger = new Event(
                event.id(),
                event.type(),
                event.atMicros(),
                event.turn(),
                event.conversation(),
                event.subject(),
                Map.of("text", "hi"));
        assertEquals(Optional.empty(), Delivery.of(config, stranger, "urn:x", "", 1));
    }

    @Test
    void aTokenStandsInAHeaderAndInNoBody() throws Exception {
        for (Object each : sent(config("zendesk"))) {
            JsonObject request = (JsonObject) each;
            assertEquals("Basic t0ken", request.getString("authorization"));
            assertFalse(request.getJsonObject("body").encode().contains("t0ken"));
        }
        assertTrue(sent(config("zendesk")).size() >= 4);
    }
}
