package io.momentum.ops.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.ops.TestAppliance;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus, where one is installed, with the rules that are shipped. */
class PrometheusIT {

    private static final long PATIENCE_NANOS = 60_000_000_000L;

    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private String prometheus = "";

    @Test
    void aCarrierThatDiesIsToldAndNativeHistogramsArrive() throws Exception {
        var program = Programs.find("prometheus");
        assumeTrue(program.isPresent(), "no prometheus is installed");
        var carrier = SimulatedCarrier.start(CarrierOptions.defaults());
        try (var appliance = TestAppliance.start(directory.resolve("data"), carrier.port(), TestAppliance.STAYS)) {
            Process process = start(program.get(), appliance.metricsUrl().substring("http://".length()));
            try {
                await("up{job=\"momentum\"}", is("1"));
                await("carrier:momentum_carrier_binds_bound:sum{carrier=\"telco\"}", is("2"));
                for (int i = 0; i < 3; i++) send(appliance, i);
                // Of histograms that have both kinds of buckets it takes the native ones where it is told to.
                await("histogram_count(momentum_submit_response_seconds{carrier=\"telco\"})", is("3"));
                await("histogram_quantile(1, momentum_submit_response_seconds) > 0", rows -> rows.size() == 1);
                assertEquals(0, alerts("CarrierBindDown"));
                carrier.close();
                await("ALERTS{alertname=\"CarrierBindDown\", alertstate=\"firing\", carrier=\"telco\"}", is("1"));
            } finally {
                process.destroy();
                if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly();
            }
        } finally {
            carrier.close();
        }
    }

    private Process start(Path program, String target) throws IOException {
        String rules = Files.readString(Path.of("../config/prometheus/rules.yml"));
        // A test has no minutes: alerts fire as soon as they are true.
        Files.writeString(directory.resolve("rules.yml"), rules.replaceAll("(?m)^ +for: .*$", ""));
        Path config = Files.writeString(directory.resolve("prometheus.yml"), """
                global: { scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 500ms }
                rule_files: [rules.yml]
                scrape_configs:
                  - job_name: momentum
                    static_configs: [{ targets: ["%s"] }]
                """.formatted(target));
        int port = freePort();
        prometheus = "http://127.0.0.1:" + port;
        return new ProcessBuilder(
                        program.toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + directory.resolve("tsdb"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--enable-feature=native-histograms",
                        "--log.level=warn")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void send(TestAppliance appliance, int number) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(appliance.url() + "/v1/messages"))
                .header("Authorization", "Bearer acme")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        "{\"from\":\"890123\",\"to\":\"1555010%d\",\"text\":\"a\"}".formatted(number)));
        assertEquals(202, http.send(request.build(), BodyHandlers.ofString()).statusCode());
    }

    private int alerts(String name) throws Exception {
        return query("ALERTS{alertname=\"%s\"}".formatted(name)).size();
    }

    private static Predicate<JsonArray> is(String value) {
        return rows -> rows.size() == 1
                && rows.getJsonObject(0).getJsonArray("value").getString(1).equals(value);
    }

    private void await(String query, Predicate<JsonArray> reached) throws Exception {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        JsonArray rows = new JsonArray();
        while (System.nanoTime() - deadline < 0) {
            rows = query(query);
            if (reached.test(rows)) return;
            LockSupport.parkNanos(100_000_000);
        }
        throw new AssertionError(
                query + " is " + rows.encode() + "\n" + Files.readString(directory.resolve("prometheus.log")));
    }

    /** The rows of an answer; none while Prometheus starts. */
    private JsonArray query(String query) throws Exception {
        String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
        var request = HttpRequest.newBuilder(URI.create(prometheus + "/api/v1/query?query=" + encoded));
        try {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200) return new JsonArray();
            return new JsonObject(answer.body()).getJsonObject("data").getJsonArray("result");
        } catch (IOException e) {
            // It does not listen yet.
            return new JsonArray();
        }
    }
}
