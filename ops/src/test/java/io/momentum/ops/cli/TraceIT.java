package io.momentum.ops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.ops.TestAppliance;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code momentum trace} of a message that went all the way. */
class TraceIT {

    private static final String TEXT = "only for your eyes";

    @TempDir
    Path directory;

    private static String momentum(String... args) {
        var printed = new StringWriter();
        Momentum.commandLine().setOut(new PrintWriter(printed, true)).execute(args);
        return printed.toString();
    }

    private static String traceUntil(TestAppliance appliance, String id, String token, String what) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (true) {
            String out = momentum("trace", id, "--api", appliance.url(), "--token", token);
            if (out.contains(what)) return out;
            if (System.nanoTime() - deadline > 0) throw new AssertionError("no '" + what + "' in\n" + out);
            LockSupport.parkNanos(20_000_000);
        }
    }

    @Test
    void eachStepIsASentenceAndNoNumberOrTextIsInIt() throws Exception {
        try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults());
                TestAppliance appliance = TestAppliance.start(directory, carrier.port(), TestAppliance.STAYS)) {
            var request = HttpRequest.newBuilder(URI.create(appliance.url() + "/v1/messages"))
                    .header("Authorization", "Bearer acme")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(
                            "{\"from\":\"890123\",\"to\":\"15550100\",\"text\":\"" + TEXT + "\"}"));
            String body = HttpClient.newHttpClient()
                    .send(request.build(), BodyHandlers.ofString())
                    .body();
            String id = body.replaceAll(".*\"([0-9a-f]{16})\".*", "$1");
            String out = traceUntil(appliance, id, "viewer", "receipt of telco");
            List<String> events = List.of(
                    "accepted by api from account acme: 890123 to …00",
                    "on its way to telco, attempt 1",
                    "not suppressed, written, and taken by telco as '",
                    "receipt of telco for '",
                    "raw: id:");
            int at = 0;
            for (String event : events) {
                int found = out.indexOf(event);
                assertTrue(found >= at, event + " is not in its place:\n" + out);
                at = found;
            }
            assertTrue(out.contains("stat:DELIVRD"), out);
            assertFalse(out.contains("15550100") || out.contains(TEXT) || out.contains("only for"), out);
            assertEquals("", momentum("trace", id, "--unmasked", "--api", appliance.url(), "--token", "viewer"));
            String all = momentum("trace", id, "--unmasked", "--api", appliance.url(), "--token", "operator");
            assertTrue(all.contains("15550100") && all.contains(TEXT), all);
        }
    }
}
