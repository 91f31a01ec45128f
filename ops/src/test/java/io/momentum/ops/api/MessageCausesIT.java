package io.momentum.ops.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.cause.Cause;
import io.momentum.gateway.cause.CauseTable;
import io.momentum.gateway.cause.CauseTable.Code;
import io.momentum.gateway.cause.Layer;
import io.momentum.gateway.cause.Meaning;
import io.momentum.gateway.cause.Retry;
import io.momentum.gateway.profile.CarrierProfile;
import io.momentum.gateway.profile.CauseRules;
import io.momentum.gateway.profile.CauseRules.OptOuts;
import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.CarrierOptions.Receipts;
import io.momentum.gateway.sim.CarrierOptions.StateShare;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.ops.TestAppliance;
import io.momentum.store.value.MessageState;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why a message ended, told to those who ask. */
class MessageCausesIT {

    private static final long PATIENCE_NANOS = 10_000_000_000L;
    private static final CarrierOptions PLAIN = CarrierOptions.defaults().withListen("127.0.0.1", 0);

    @TempDir
    Path directory;

    private static CarrierProfile profile(Layer layer, String code) {
        var meaning = new Meaning(Cause.NUMBER_DEAD, Retry.NEVER, "nobody has it", "Delete it.", false);
        var table = new CauseTable(Map.of(Code.of(layer, code), meaning));
        return CarrierProfile.DEFAULT.with(new CauseRules(table, OptOuts.ACCOUNT));
    }

    /** Sends one message and waits for its cause. */
    private static JsonObject ended(TestAppliance appliance) throws Exception {
        var acme = new ApiClient(appliance.url(), "acme");
        JsonObject body =
                new JsonObject().put("from", "890123").put("to", "15550100").put("text", "hello");
        String id = acme.post("/v1/messages", body).json().getString("id");
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < deadline) {
            JsonObject message = acme.get("/v1/messages/" + id).json();
            if (message.containsKey("cause")) return message;
            LockSupport.parkNanos(5_000_000);
        }
        throw new AssertionError("no cause within 10 s");
    }

    @Test
    void aRefusalIsToldWithItsMeaningAndAdvice() throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN.withQuirks("status=0x456:100"));
                var appliance = TestAppliance.start(directory, carrier.port(), profile(Layer.SUBMIT, "1110"))) {
            JsonObject message = ended(appliance);
            JsonObject cause = message.getJsonObject("cause");
            assertEquals("number_dead", cause.getString("cause"));
            assertEquals("never", cause.getString("retry"));
            assertEquals("0x0456", cause.getString("code"));
            assertEquals("nobody has it", cause.getString("means"));
            assertEquals("Delete it.", cause.getString("advice"));
            var acme = new ApiClient(appliance.url(), "acme");
            JsonObject trace = acme.get("/v1/messages/" + message.getString("id") + "/trace")
                    .json();
            String text = HumanText.message(trace.encode());
            assertTrue(text.contains("cause number_dead, code 0x0456 (nobody has it): Delete it. Retry: never."), text);

            var metrics = HttpRequest.newBuilder(URI.create(appliance.metricsUrl() + "/metrics"))
                    .build();
            String page = HttpClient.newHttpClient()
                    .send(metrics, BodyHandlers.ofString())
                    .body();
            assertTrue(page.contains("momentum_outcome_causes_total{carrier=\"telco\",cause=\"number_dead\"} 1"), page);
        }
    }

    @Test
    void aReceiptWithoutACodeIsToldByItsState() throws Exception {
        Receipts expired = Receipts.AT_ONCE.withStates(new StateShare(MessageState.EXPIRED, 100));
        try (var carrier = SimulatedCarrier.start(PLAIN.withReceipts(expired));
                var appliance = TestAppliance.start(directory, carrier.port(), CarrierProfile.DEFAULT)) {
            JsonObject cause = ended(appliance).getJsonObject("cause");
            assertEquals("expired", cause.getString("cause"));
            assertFalse(cause.containsKey("means"));
        }
    }

    @Test
    void aDeliveredMessageSaysSo() throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN);
                var appliance = TestAppliance.start(directory, carrier.port(), CarrierProfile.DEFAULT)) {
            assertEquals("delivered", ended(appliance).getJsonObject("cause").getString("cause"));
        }
    }
}
