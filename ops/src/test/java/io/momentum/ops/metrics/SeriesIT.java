package io.momentum.ops.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.GatewayConfig;
import io.momentum.gateway.carrier.CarrierConfig;
import io.momentum.gateway.optout.OptOutConfig;
import io.momentum.gateway.profile.CarrierProfile;
import io.momentum.gateway.route.RouteConfig;
import io.momentum.gateway.server.AccountConfig;
import io.momentum.gateway.server.Password;
import io.momentum.gateway.server.ServerConfig;
import io.momentum.ops.TestAppliance;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.SystemId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many series there are, and by what they are told apart. */
class SeriesIT {

    private static final int SERIES_MAX = 20_000;
    private static final int ACCOUNTS = 200;
    private static final int CARRIERS = 20;

    /** What may tell series apart: few values each, and nothing of a message or a person. */
    private static final Set<String> LABELS = Set.of(
            "account",
            "bind",
            "carrier",
            "cause",
            "check",
            "class",
            "clock",
            "decision",
            "end",
            "form",
            "hook",
            "java",
            "kind",
            "label",
            "level",
            "list",
            "loop",
            "operation",
            "outcome",
            "pack",
            "part",
            "priority",
            "reason",
            "result",
            "rule",
            "scope",
            "state",
            "status",
            "team",
            "verdict",
            "version",
            "webhook",
            "when",
            "why");

    @TempDir
    Path directory;

    @Test
    void aLargeInstallationStaysWithinTheBudget() throws Exception {
        try (var appliance = TestAppliance.start(directory)) {
            List<AccountConfig> accounts = new ArrayList<>();
            for (int i = 0; i < ACCOUNTS; i++) accounts.add(account("account%03d".formatted(i)));
            List<CarrierConfig> carriers = new ArrayList<>();
            List<CarrierId> ids = new ArrayList<>();
            for (int i = 0; i < CARRIERS; i++) {
                carriers.add(carrier("carrier%02d".formatted(i)));
                ids.add(carriers.get(i).id());
            }
            appliance
                    .gateway()
                    .reload(new GatewayConfig(
                            ServerConfig.defaults(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
                            accounts,
                            carriers,
                            List.of(new RouteConfig("1", ids)),
                            OptOutConfig.BARE));
            var request = HttpRequest.newBuilder(URI.create(appliance.metricsUrl() + "/metrics"));
            String text = HttpClient.newHttpClient()
                    .send(request.build(), BodyHandlers.ofString())
                    .body();
            assertTrue(text.contains("account=\"account199\""), "the last account is told");
            assertTrue(text.contains("carrier=\"carrier19\""), "the last carrier is told");
            assertFalse(text.contains("\"other\"} ") && text.contains("account=\"other\""), "nothing is folded");
            var byName = new TreeMap<String, Integer>();
            text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> byName.merge(line.split("[{ ]", 2)[0], 1, Integer::sum));
            int series = byName.values().stream().mapToInt(Integer::intValue).sum();
            assertTrue(series < SERIES_MAX, () -> series + " series: " + byName);
        }
    }

    @Test
    void nothingButWhatHasFewValuesTellsSeriesApart() throws Exception {
        try (var appliance = TestAppliance.start(directory)) {
            Set<String> labels = new TreeSet<>();
            for (Described each : appliance.metrics().describe()) {
                labels.addAll(each.labels());
                assertTrue(each.help().endsWith("."), each.name() + " has no sentence for help");
                assertTrue(each.name().startsWith("momentum_") || each.name().startsWith("process_"), each.name());
            }
            labels.removeAll(LABELS);
            assertEquals(Set.of(), labels);
        }
    }

    @Test
    void protobufHasNativeHistogramsBesideTheClassicOnes() throws Exception {
        try (var appliance = TestAppliance.start(directory)) {
            var request = HttpRequest.newBuilder(URI.create(appliance.metricsUrl() + "/metrics"))
                    .header(
                            "Accept",
                            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,"
                                    + "application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.5,*/*;q=0.1");
            var answer = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
            assertEquals(
                    "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited",
                    answer.headers().firstValue("Content-Type").orElse(""));
            assertTrue(
                    new String(answer.body(), StandardCharsets.ISO_8859_1).contains("momentum_journal_sync_seconds"));
        }
    }

    private static AccountConfig account(String name) {
        return new AccountConfig(
                new SystemId(name),
                Password.plain("secret"),
                List.of(),
                4,
                100,
                0,
                List.of(),
                AccountConfig.OnSuppressed.VENDOR_STATUS);
    }

    private static CarrierConfig carrier(String name) {
        return new CarrierConfig(
                new CarrierId(name),
                List.of(new CarrierConfig.HostPort("127.0.0.1", 1)),
                "momentum",
                new CarrierConfig.Secret("secret"),
                2,
                0,
                20,
                1 << 20,
                CarrierProfile.DEFAULT);
    }
}
