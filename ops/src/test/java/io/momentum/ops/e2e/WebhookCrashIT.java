package io.momentum.ops.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.ops.webhook.TestReceiver;
import io.momentum.ops.webhook.TestReceiver.Answer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Events over kill -9: the process is ended three times while events are made, delivered and refused. */
class WebhookCrashIT {

    private static final int CONTACTS = 10;

    @TempDir
    Path dir;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Set<String>> arrived = new ConcurrentHashMap<>();
    private int apiPort;

    @Test
    @Timeout(150)
    void noEventIsLostAndTheOrderOfEachContactHolds() throws Exception {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        try (var carrier = SimulatedCarrier.start(CarrierOptions.defaults());
                var receiver = TestReceiver.start()) {
            receiver.behaves(request -> {
                synchronized (random) {
                    if (random.nextInt(4) == 0) return Answer.of(500);
                }
                JsonObject event = request.json();
                arrived.computeIfAbsent(
                                contact(event), _ -> java.util.Collections.synchronizedSet(new LinkedHashSet<>()))
                        .add(event.getString("sequence"));
                return Answer.OK;
            });
            write(carrier.port(), receiver.url());
            Process process = spawn();
            for (int kill = 0; kill < 3; kill++) {
                bound(carrier);
                for (int i = 0; i < 40; i++)
                    carrier.injectMo("155501001%02d".formatted(i % CONTACTS), "890123", "n " + kill + i);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(150 + random.nextInt(700)));
                process.destroyForcibly().waitFor();
                process = spawn();
            }
            bound(carrier);
            ConfiguredAppliance.until("the API listens", this::listens);
            carrier.injectMo("15550100100", "890123", "the last one");
            Map<String, List<String>> happened = settled(seed);
            happened.forEach((contact, events) ->
                    assertEquals(events, List.copyOf(arrived.get(contact)), "seed " + seed + ", " + contact));
            assertEquals(CONTACTS, happened.size());
            process.destroy();
            assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        }
    }

    /** All events once each of them has arrived. */
    private Map<String, List<String>> settled(long seed) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            Map<String, List<String>> happened = logged();
            boolean isLast = happened.values().stream().mapToInt(List::size).sum() > 100;
            boolean isTold = happened.entrySet().stream()
                    .allMatch(entry ->
                            arrived.getOrDefault(entry.getKey(), Set.of()).containsAll(entry.getValue()));
            if (isLast && isTold && happened.equals(logged())) return happened;
            assertTrue(System.nanoTime() - deadline < 0, "not all events arrive, seed " + seed);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    private Map<String, List<String>> logged() throws Exception {
        Map<String, List<String>> happened = new LinkedHashMap<>();
        String after = "";
        while (true) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + apiPort
                            + "/v1/events?limit=500&types=reply.*,conversation.*" + after))
                    .header(
                            "Authorization",
                            "Bearer "
                                    + Files.readString(dir.resolve("data/admin.token"))
                                            .strip());
            JsonObject page = new JsonObject(
                    http.send(request.build(), BodyHandlers.ofString()).body());
            for (Object each : page.getJsonArray("items")) {
                JsonObject event = (JsonObject) each;
                happened.computeIfAbsent(contact(event), _ -> new ArrayList<>()).add(event.getString("sequence"));
            }
            if (page.getJsonArray("items").isEmpty()) return happened;
            after = "&after=" + page.getString("next");
        }
    }

    private boolean listens() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), apiPort)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static String contact(JsonObject event) {
        return event.getJsonObject("data").getJsonObject("contact").getString("phone");
    }

    private static void bound(SimulatedCarrier carrier) {
        ConfiguredAppliance.until("the carrier is bound", () -> carrier.counts().bindsOpen() >= 1);
    }

    private void write(int carrierPort, String url) throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            apiPort = free.getLocalPort();
        }
        Files.writeString(dir.resolve("momentum.yaml"), """
                dataDir: data
                server: { listen: 127.0.0.1:0 }
                admin: { listen: "127.0.0.1:%d" }
                metrics: { listen: 127.0.0.1:0 }
                accounts: [{ systemId: acme, password: { plain: secret }, senders: ["890123"] }]
                carriers: [{ id: telco, hosts: ["127.0.0.1:%d"], systemId: momentum, password: { plain: secret },
                             binds: 1, reconnect: { min: 100ms, max: 200ms } }]
                routes: [{ to: "*", carriers: [telco] }]
                webhooks:
                  - { name: crm, url: "%s", secrets: [{ plain: whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw }],
                      types: ["reply.*", "conversation.*"], rate: unlimited, allowHttp: true, allowPrivate: true,
                      attempts: [0s, %s] }
                """.formatted(
                        apiPort, carrierPort, url, String.join(", ", java.util.Collections.nCopies(19, "50ms"))));
    }

    private Process spawn() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-") || argument.startsWith("--enable-"))
                .forEach(command::add);
        command.addAll(List.of(
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.momentum.ops.cli.Momentum",
                "run",
                "--config",
                dir.resolve("momentum.yaml").toString()));
        return new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        dir.resolve("momentum.log").toFile()))
                .start();
    }
}
