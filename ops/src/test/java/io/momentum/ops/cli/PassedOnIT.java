package io.momentum.ops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.carrier.Carrier;
import io.momentum.gateway.sim.CarrierListener;
import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.ops.boot.Appliance;
import io.momentum.ops.config.ConfigFile;
import io.momentum.store.value.CarrierId;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A refusal that a file of causes sends over another carrier, from the configuration to the trace, over a restart. */
class PassedOnIT {

    private static final String LONG = "0123456789".repeat(40);

    @TempDir
    Path directory;

    private Path write(int onePort, int twoPort) throws Exception {
        Files.createDirectories(directory.resolve("causes"));
        Files.writeString(
                directory.resolve("causes/mine.yaml"),
                "version: \"1\"\nsubmit:\n  0x405: { cause: route, means: \"no route\" }\n");
        return Files.writeString(directory.resolve("momentum.yaml"), """
                dataDir: data
                durability: page-cache
                server: { listen: "127.0.0.1:0" }
                accounts: [{ systemId: acme, password: { plain: secret } }]
                carriers:
                  - { id: one, hosts: ["127.0.0.1:%d"], systemId: momentum, password: { plain: secret }, causes: [mine] }
                  - { id: two, hosts: ["127.0.0.1:%d"], systemId: momentum, password: { plain: secret }, causes: [mine],
                      parts: { split: sar }, reconnect: { min: 20ms, max: 100ms } }
                routes: [{ to: "*", carriers: [one, two] }]
                admin: { listen: "127.0.0.1:0" }
                metrics: { listen: "127.0.0.1:0" }
                """.formatted(onePort, twoPort));
    }

    private static Carrier carrier(Appliance appliance, String id) {
        return Objects.requireNonNull(appliance.gateway().carriers().get(new CarrierId(id)));
    }

    private static void until(String what, BooleanSupplier isSo) {
        long deadline = System.nanoTime() + 30_000_000_000L;
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) throw new AssertionError("not within 30 s: " + what);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static String get(String url) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
                .body();
    }

    private static String send(Appliance appliance, String token) throws Exception {
        String api = appliance.places().get("API").replace("openapi.yaml", "messages");
        var request = HttpRequest.newBuilder(URI.create(api))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"account\":\"acme\",\"from\":\"890123\",\"to\":\"15550100\",\"text\":\"" + LONG + "\"}"));
        String body = HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.ofString())
                .body();
        String id = body.replaceAll("(?s).*\"([0-9a-f]{16})\".*", "$1");
        assertEquals(16, id.length(), body);
        return id;
    }

    private String trace(String id, Appliance appliance, String token) {
        String api = appliance.places().get("API").replace("/v1/openapi.yaml", "");
        var printed = new StringWriter();
        Momentum.commandLine()
                .setOut(new PrintWriter(printed, true))
                .execute("trace", id, "--api", api, "--token", token);
        return printed.toString();
    }

    private String token() {
        try {
            return Files.readString(directory.resolve("data/admin.token")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void oneThatWasRefusedBeforeARestartDoesNotGoBackAfterItAndTheTraceTellsWhy() throws Exception {
        var seenByOne = new AtomicInteger();
        var seenByTwo = new AtomicInteger();
        try (var one = SimulatedCarrier.start(
                CarrierOptions.defaults().withListen("127.0.0.1", 0).withQuirks("status=0x405:100"),
                counting(seenByOne))) {
            var two = SimulatedCarrier.start(CarrierOptions.defaults().withListen("127.0.0.1", 0));
            int twoPort = two.port();
            two.close();
            Path file = write(one.port(), twoPort);
            String id;
            try (var appliance = new Appliance(() -> ConfigFile.read(file), failure -> {})) {
                appliance.start();
                until("bound", () -> carrier(appliance, "one").isBound());
                id = send(appliance, token());
                until(
                        "passed on",
                        () -> carrier(appliance, "one").counters().passedOn.sum() == 1);
                assertEquals(3, carrier(appliance, "two").queuedMessages());
                String page = get(appliance.places().get("Metrics"));
                assertTrue(page.contains("momentum_passed_on_total{carrier=\"one\"} 1"), page);
            }
            try (var appliance = new Appliance(() -> ConfigFile.read(file), failure -> {})) {
                appliance.start();
                until("taken up", () -> carrier(appliance, "two").queuedMessages() == 3);
                try (var _ = SimulatedCarrier.start(
                        CarrierOptions.defaults().withListen("127.0.0.1", twoPort), counting(seenByTwo))) {
                    until("taken", () -> seenByTwo.get() == 3);
                    until("told", () -> trace(id, appliance, token()).contains("taken by two"));
                    String told = trace(id, appliance, token());
                    int refused = told.indexOf("refused by one with 0x0405; its cause sends it over another carrier");
                    int routed = told.indexOf("two refused: to *");
                    assertTrue(refused > 0 && routed > refused, told);
                }
            }
            assertEquals(1, seenByOne.get());
        }
    }

    private static CarrierListener counting(AtomicInteger seen) {
        return new CarrierListener() {
            @Override
            public void submitSeen(SubmitSeen submit) {
                seen.incrementAndGet();
            }
        };
    }
}
