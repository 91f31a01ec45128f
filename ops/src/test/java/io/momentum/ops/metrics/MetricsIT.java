package io.momentum.ops.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.GatewayConfig;
import io.momentum.gateway.optout.OptOutConfig;
import io.momentum.gateway.server.ServerConfig;
import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.ops.TestAppliance;
import io.momentum.ops.event.TypeFilter;
import io.momentum.ops.webhook.Backoff;
import io.momentum.ops.webhook.Mapping;
import io.momentum.ops.webhook.SigningSecret;
import io.momentum.ops.webhook.WebhookConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsIT {

    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (\\S+)");

    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private TestAppliance appliance;

    @BeforeEach
    void start() throws Exception {
        appliance = TestAppliance.start(directory);
    }

    @AfterEach
    void stop() {
        appliance.close();
    }

    @Test
    void everySeriesOfAConfiguredAccountAndCarrierIsThereFromTheStart() throws Exception {
        String text = get("/metrics", "").body();
        for (String line : List.of(
                "momentum_ingress_requests_total{account=\"acme\"} 0.0",
                "momentum_ingress_responses_total{account=\"other\",status=\"ESME_ROK\"} 0.0",
                "momentum_ingress_accept_seconds_count{account=\"acme\"} 0",
                "momentum_submit_responses_total{carrier=\"telco\",class=\"ok\",status=\"ESME_ROK\"} 0.0",
                "momentum_dlr_received_total{carrier=\"telco\",state=\"delivrd\"} 0.0",
                "momentum_carrier_binds{bind=\"transceiver\",carrier=\"telco\",state=\"bound\"} 0.0",
                "momentum_queue_messages{carrier=\"telco\"} 0.0",
                "momentum_suppression_entries{scope=\"global\"} 0.0",
                "momentum_opt_outs_held 0.0",
                "momentum_mo_verdicts_total{verdict=\"phrase\"} 0.0",
                "momentum_api_request_seconds_count{class=\"2xx\",operation=\"sendMessage\"} 0",
                "momentum_conversation_streams 0.0",
                "momentum_conversation_streams_cut_total 0.0",
                "momentum_config_reloads_total{result=\"failed\"} 0.0",
                "momentum_dlr_expected_total{carrier=\"telco\"} 0.0",
                "momentum_carrier_rate_unreachable{carrier=\"telco\"} 0.0",
                "momentum_rate_waiting{carrier=\"telco\",kind=\"network\"} 0.0",
                "momentum_rate_buckets{carrier=\"telco\",kind=\"campaign\"} 0.0",
                "momentum_portability_lookups_total{result=\"file\"} 0.0",
                "momentum_portability_lookup_seconds_count 0",
                "momentum_portability_cached 0.0",
                "momentum_portability_ported 0.0",
                "momentum_portability_circuit_changes_total 0.0",
                "momentum_evidence_owed 0.0",
                "momentum_queue_wait_seconds_count{carrier=\"telco\"} 0",
                "momentum_ingress_throttled_total{account=\"acme\",reason=\"queue_full\"} 0.0",
                "momentum_account_bind_ends_total{account=\"acme\",reason=\"silent\"} 0.0",
                "momentum_account_binds{account=\"acme\",bind=\"receiver\"} 0.0",
                "momentum_dlr_forwarded_total{account=\"acme\",status=\"ESME_ROK\"} 0.0",
                "momentum_outbox_messages{account=\"acme\"} 0.0",
                "momentum_route_misses_total{account=\"acme\"} 0.0",
                "momentum_retries_total{carrier=\"telco\"} 0.0",
                "momentum_conversations{list=\"unowned\"} 0.0",
                "momentum_conversations_open{team=\"none\"} 0.0",
                "momentum_sla_breaches_total{clock=\"first_response\",team=\"none\"} 0.0",
                "momentum_first_response_seconds_count{team=\"none\"} 0",
                "momentum_loop_stalls_total{loop=\"1\"} 0.0",
                "momentum_log_events_total{level=\"error\"} 0.0",
                "momentum_metrics_folded_total{label=\"account\"} 0.0",
                "momentum_ready 1.0",
                "momentum_evidence_unsealed 0.0",
                "momentum_journal_open 1.0")) {
            assertTrue(text.contains("\n" + line + "\n"), () -> line + " is not in\n" + text);
        }
        assertTrue(text.contains("jvm_memory_used_bytes{"), text);
        assertTrue(text.contains("process_uptime_seconds"), text);
    }

    @Test
    void aMessageIsCountedOnItsWay() throws Exception {
        var request = HttpRequest.newBuilder(URI.create(appliance.url() + "/v1/messages"))
                .header("Authorization", "Bearer acme")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"from\":\"890123\",\"to\":\"15550100\",\"text\":\"a\"}"));
        assertEquals(202, http.send(request.build(), BodyHandlers.ofString()).statusCode());
        String text = get("/metrics", "").body();
        assertTrue(text.contains("momentum_ingress_responses_total{account=\"acme\",status=\"ESME_ROK\"} 1.0"), text);
        assertTrue(text.contains("momentum_queue_messages{carrier=\"telco\"} 1.0"), text);
        // The key that signs evidence, the message, and who sent it.
        assertTrue(text.contains("momentum_journal_appends_total 3.0"), text);
        assertFalse(text.contains("15550100"));
    }

    @Test
    void receiptsThatNeverComeAreTheGapBetweenThoseExpectedAndThoseTold() throws Exception {
        try (var carrier = SimulatedCarrier.start(CarrierOptions.defaults().withQuirks("dlr-cap=2"));
                var own = TestAppliance.start(directory.resolve("own"), carrier.port(), TestAppliance.STAYS)) {
            for (int i = 0; i < 5; i++) {
                var request = HttpRequest.newBuilder(URI.create(own.url() + "/v1/messages"))
                        .header("Authorization", "Bearer acme")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(
                                "{\"from\":\"890123\",\"to\":\"1555010%d\",\"text\":\"a\"}".formatted(i)));
                assertEquals(
                        202, http.send(request.build(), BodyHandlers.ofString()).statusCode());
            }
            String expected = "momentum_dlr_expected_total{carrier=\"telco\"} 5.0\n";
            String told = "momentum_dlr_delay_seconds_count{carrier=\"telco\"} 2\n";
            long deadline = System.nanoTime() + 20_000_000_000L;
            String text = "";
            while (!text.contains(expected) || !text.contains(told)) {
                if (System.nanoTime() - deadline > 0) throw new AssertionError(expected + told + " is not in\n" + text);
                LockSupport.parkNanos(20_000_000);
                var scrape = HttpRequest.newBuilder(URI.create(own.metricsUrl() + "/metrics"));
                text = http.send(scrape.build(), BodyHandlers.ofString()).body();
            }
        }
    }

    @Test
    void aSubscriptionToEventsIsCounted() throws Exception {
        var secret = SigningSecret.parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        appliance
                .webhooks()
                .reload(List.of(new WebhookConfig(
                        "crm",
                        URI.create("https://127.0.0.1:1/"),
                        List.of(secret),
                        TypeFilter.ALL,
                        Mapping.CLOUD_EVENT,
                        Optional.empty(),
                        0,
                        1,
                        Duration.ofSeconds(1),
                        Backoff.DEFAULT,
                        false,
                        false,
                        null)));
        String text = get("/metrics", "").body();
        for (String line : List.of(
                "momentum_webhook_attempts_total{result=\"delivered\",webhook=\"crm\"} 0.0",
                "momentum_webhook_attempts_total{result=\"failed\",webhook=\"crm\"} 0.0",
                "momentum_webhook_retries_total{webhook=\"crm\"} 0.0",
                "momentum_webhook_dead_total{webhook=\"crm\"} 0.0",
                "momentum_webhook_waiting{webhook=\"crm\"} 0.0",
                "momentum_webhook_state{state=\"active\",webhook=\"crm\"} 1.0",
                "momentum_webhook_state{state=\"disabled\",webhook=\"crm\"} 0.0")) {
            assertTrue(text.contains("\n" + line + "\n"), () -> line + " is not in\n" + text);
        }
        // How far it is behind depends on the moment.
        assertTrue(text.contains("\nmomentum_webhook_lag_seconds{webhook=\"crm\"} "), text);
    }

    @Test
    void openMetricsIsGivenToThoseWhoAskForIt() throws Exception {
        assertTrue(get("/metrics", "")
                .headers()
                .firstValue("Content-Type")
                .orElse("")
                .startsWith("text/plain; version=0.0.4"));
        HttpResponse<String> open = get("/metrics", "application/openmetrics-text; version=1.0.0");
        assertTrue(open.headers().firstValue("Content-Type").orElse("").startsWith("application/openmetrics-text"));
        assertTrue(open.body().endsWith("# EOF\n"));
    }

    @Test
    void theExpositionKeepsPrometheusRules() throws Exception {
        String text = get("/metrics", "").body();
        assertEquals(List.of(), lint(text));
        Optional<Path> promtool = Programs.find("promtool");
        if (promtool.isEmpty()) return;
        Path file = Files.writeString(directory.resolve("metrics.txt"), text);
        Process check = new ProcessBuilder(promtool.get().toString(), "check", "metrics")
                .redirectInput(file.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, check.waitFor(), said);
    }

    @Test
    void aRemovedCarrierHasNoSeries() throws Exception {
        appliance
                .gateway()
                .reload(new GatewayConfig(
                        ServerConfig.defaults(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                        List.of(),
                        List.of(),
                        List.of(),
                        OptOutConfig.BARE));
        String text = get("/metrics", "").body();
        assertFalse(text.contains("telco"), text);
        assertFalse(text.contains("account=\"acme\""), text);
    }

    @Test
    void healthIsThereAndReadinessEndsWithTheDrain() throws Exception {
        assertEquals(200, get("/healthz", "").statusCode());
        HttpResponse<String> ready = get("/readyz", "");
        assertEquals(200, ready.statusCode(), ready.body());
        assertTrue(ready.body().contains("\"journal takes facts\":true"), ready.body());
        appliance.gateway().server().drain();
        assertEquals(503, get("/readyz", "").statusCode());
        assertEquals(200, get("/healthz", "").statusCode());
        assertEquals(404, get("/", "").statusCode());
    }

    private HttpResponse<String> get(String path, String accept) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(appliance.metricsUrl() + path));
        if (!accept.isEmpty()) request.header("Accept", accept);
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** What promtool would say first, for those who do not have it. */
    private static List<String> lint(String text) {
        List<String> problems = new ArrayList<>();
        for (String line : text.lines().toList()) {
            var type = TYPE.matcher(line);
            if (!type.matches()) continue;
            String name = type.group(1);
            if (!text.contains("# HELP " + name + " ")) problems.add(name + " has no help");
            boolean total = name.endsWith("_total");
            if (type.group(2).equals("counter") != total) problems.add(name + ": _total is for counters");
            boolean reserved = name.endsWith("_count") || name.endsWith("_sum") || name.endsWith("_bucket");
            if (reserved) problems.add(name + " ends like a part of a histogram");
        }
        if (text.lines().count() > 20_000) problems.add("too many series");
        return problems;
    }
}
