package io.momentum.ops.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.flow.Circuit;
import io.momentum.gateway.flow.LeavingLimits.Rates;
import io.momentum.gateway.profile.FlowRules;
import io.momentum.gateway.profile.FlowRules.Kept;
import io.momentum.gateway.profile.FlowRules.Limits;
import io.momentum.gateway.profile.FlowRules.Retries;
import io.momentum.gateway.profile.FlowRules.Retry;
import io.momentum.gateway.profile.FlowRules.Throttle;
import io.momentum.gateway.route.Network;
import io.momentum.gateway.route.NumberPlan;
import io.momentum.gateway.route.RouteConfig;
import io.momentum.gateway.route.RouteConfig.Preference;
import io.momentum.gateway.route.RouteConfig.Way;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.SystemId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteKeysTest {

    private static final Path WORLD = Path.of("../config/numbering/world.csv");

    @TempDir
    Path directory;

    private MomentumConfig read(String carrierKeys, String rest) throws Exception {
        Path file = directory.resolve("momentum.yaml");
        String people = """
                accounts: [{ systemId: acme, password: { plain: secret } }]
                carriers:
                  - { id: one, hosts: [localhost:2776], systemId: us, password: { plain: secret } }
                  - { id: two, hosts: [localhost:2777], systemId: us, password: { plain: secret } %s }
                """.formatted(carrierKeys);
        Files.writeString(file, people + rest);
        return ConfigFile.read(file);
    }

    private static Way way(String carrier, int weight, int cost) {
        return new Way(new CarrierId(carrier), weight, cost);
    }

    @Test
    void everyKeyOfARouteIsMapped() throws Exception {
        Files.writeString(directory.resolve("plan.csv"), "34,214,,ES,\n34600,214,07,ES,Movistar\n");
        MomentumConfig config = read("", """
                numbering: [plan.csv]
                routes:
                  - { to: "34", network: 214-07, account: acme, from: "ACME*", prefer: weight, carriers: [one, { carrier: two, weight: 3, cost: 12 }] }
                  - { to: "*", carriers: [two] }
                """);
        assertEquals(
                List.of(
                        new RouteConfig(
                                "34",
                                Optional.of(new Network("214", "07")),
                                Optional.of(new SystemId("acme")),
                                Optional.of("ACME*"),
                                Preference.WEIGHT,
                                List.of(way("one", 1, 0), way("two", 3, 12))),
                        new RouteConfig("*", List.of(new CarrierId("two")))),
                config.gateway().routes());
        assertEquals(2, config.gateway().numbers().size());
    }

    @Test
    void everyKeyOfTheFlowIsMapped() throws Exception {
        String keys =
                ", ordered: false, throttle: { floor: 2/s, recover: 30s }, senderRate: 5/s, senderRates: { \"890\": 10/s, free: unlimited },"
                        + " sessionRate: 40/s, networkRate: 6/s, networkRates: { 214-07: 1/s, \"214\": 2/s, \"346*\": 3/s },"
                        + " campaignRate: 7/s, campaignRates: { sale: 8/s },"
                        + " shares: { transactional: 30, campaign: 5 },"
                        + " retry: { tries: 3, waits: [1s, 2s], statuses: [{ status: 0x08, waits: [9s] }] },"
                        + " circuit: { errors: 40, outcomes: 7, window: 5s, latency: 800ms, open: 1m }, failoverAfter: 9s";
        FlowRules rules =
                read(keys, "").gateway().carriers().getLast().profile().flow().rules();
        var expected = new FlowRules(
                false,
                new Throttle(2, 30_000),
                new Limits(
                        40,
                        new Rates(5, Map.of("890", 10, "free", 0)),
                        new Rates(6, Map.of("214-07", 1, "214", 2, "346*", 3)),
                        new Rates(7, Map.of("sale", 8))),
                new Kept(30, 5),
                new Retries(new Retry(3, List.of(1_000L, 2_000L)), Map.of(8, new Retry(3, List.of(9_000L)))),
                new Circuit.Rules(40, 7, 5_000, 800, 60_000),
                9_000);
        assertEquals(expected, rules);
    }

    @Test
    void neverAndAnySwitchTheCircuitOff() throws Exception {
        FlowRules rules = read(", circuit: { errors: never, latency: any }", "")
                .gateway()
                .carriers()
                .getLast()
                .profile()
                .flow()
                .rules();
        assertEquals(0, rules.circuit().errorPercent());
        assertEquals(0, rules.circuit().latencyMillis());
        assertTrue(!new Circuit(rules.circuit()).isUsed());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            to: 1, carriers: [one], account: acne                 | no account has the systemId 'acne'
            to: 1, carriers: [one], network: 21                   | network: an MCC has three digits, not '21'
            to: 1, carriers: [one], network: 214                  | the number plan knows no network 214: it is empty, see numbering
            to: 1, carriers: [onne]                               | no carrier has the id 'onne' (did you mean 'one'?)
            to: 1, carriers: [{ carrier: one, weight: 0 }]        | weight: 0 is not in 1..1000
            to: 1, carriers: [one], prefer: luck                  | prefer: must be one of cost, order, queue, weight, not 'luck'
            to: 1, carriers: [{ carier: one }]                    | 'carrier' is missing
            """)
    void aMistakeInARouteIsToldInWords(String route, String expected) {
        ConfigException e = assertThrows(ConfigException.class, () -> read("", "routes: [{ " + route + " }]\n"));
        assertTrue(e.problems().stream().anyMatch(p -> p.message().equals(expected)), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            throttle: { floor: unlimited }                        | floor: must be a rate such as 1/s, not 'unlimited'
            shares: { transactional: 60, campaign: 50 }           | campaign: the shares are more than 100 together
            retry: { waits: [] }                                  | waits: must have at least one duration
            circuit: { errors: 101 }                              | errors: 101 is not in 1..100
            senderRates: { x: fast }                              | x: must be 'unlimited' or a rate such as 50/s, not 'fast'
            """)
    void aMistakeInTheFlowIsToldInWords(String keys, String expected) {
        ConfigException e = assertThrows(ConfigException.class, () -> read(", " + keys, ""));
        assertTrue(e.problems().stream().anyMatch(p -> p.message().equals(expected)), e.getMessage());
    }

    @Test
    void aMistakeInANumberPlanHasItsLine() throws Exception {
        Files.writeString(directory.resolve("plan.csv"), "# ours\n34,214,,ES,\n34x,214,,ES,\n");
        ConfigException e = assertThrows(ConfigException.class, () -> read("", "numbering: [plan.csv]\n"));
        String place = directory.resolve("plan.csv") + ":3: ";
        assertEquals(
                place + "a prefix has 1 to 15 digits, not '34x'",
                e.problems().getFirst().message());
        assertThrows(ConfigException.class, () -> read("", "numbering: [missing.csv]\n"));
    }

    @Test
    void theShippedNumberPlanKnowsCountriesAndNetworks() throws Exception {
        NumberPlan plan = read("", "numbering: [" + WORLD.toAbsolutePath().normalize() + "]\n")
                .gateway()
                .numbers();
        assertTrue(plan.size() > 150);
        assertEquals("ES", country(plan, 34_600_123_456L));
        assertEquals("US", country(plan, 12_025_550_100L));
        assertEquals("CA", country(plan, 14_165_550_100L));
        assertEquals("PT", country(plan, 351_912_345_678L));
        assertEquals(
                "268-01", plan.find(351_912_345_678L).orElseThrow().network().toString());
        assertTrue(plan.knows(Network.parse("214")));
        assertTrue(plan.find(999_000_000L).isEmpty());
    }

    private static String country(NumberPlan plan, long digits) {
        return plan.find(digits).orElseThrow().country();
    }
}
