package io.momentum.gateway.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.route.NumberPlan.Entry;
import io.momentum.gateway.route.Route.Choice;
import io.momentum.gateway.route.Route.Reason;
import io.momentum.gateway.route.RouteConfig.Preference;
import io.momentum.gateway.route.RouteConfig.Way;
import io.momentum.gateway.route.RouteTable.Tried;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.SystemId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTableTest {

    private static final SystemId ACME = new SystemId("acme");
    private static final NumberPlan PLAN = new NumberPlan(List.of(
            new Entry("34", new Network("214", ""), "ES", ""),
            new Entry("34600", new Network("214", "01"), "ES", "one"),
            new Entry("346001", new Network("214", "07"), "ES", "seven")));

    private final Standing standing = new Standing();

    /** Carriers that are well unless said otherwise. */
    private static final class Standing implements Route.Health {
        final Set<String> unwell = new HashSet<>();
        final Set<String> missing = new HashSet<>();
        final Map<String, Integer> queued = new HashMap<>();

        @Override
        public boolean isWell(CarrierId carrier) {
            return !unwell.contains(carrier.value());
        }

        @Override
        public int queued(CarrierId carrier) {
            return queued.getOrDefault(carrier.value(), 0);
        }

        @Override
        public boolean exists(CarrierId carrier) {
            return !missing.contains(carrier.value());
        }
    }

    private static RouteConfig rule(String to, String network, String account, String from, String carrier) {
        return new RouteConfig(
                to,
                network.isEmpty() ? Optional.empty() : Optional.of(Network.parse(network)),
                account.isEmpty() ? Optional.empty() : Optional.of(new SystemId(account)),
                from.isEmpty() ? Optional.empty() : Optional.of(from),
                Preference.ORDER,
                List.of(new Way(new CarrierId(carrier), 1, 0)));
    }

    private static RouteConfig rule(Preference prefer, Way... ways) {
        return new RouteConfig("*", Optional.empty(), Optional.empty(), Optional.empty(), prefer, List.of(ways));
    }

    private static Way way(String carrier, int weight, int cost) {
        return new Way(new CarrierId(carrier), weight, cost);
    }

    private static String carrierOf(@Nullable Route route) {
        return route == null ? "" : route.config().carrierNames();
    }

    private @Nullable Choice choose(RouteConfig rule, long digits) {
        Route route = new RouteTable(List.of(rule)).match(digits, "890123", ACME);
        return route == null ? null : route.choose(digits, standing);
    }

    private String chosen(RouteConfig rule, long digits) {
        Choice choice = choose(rule, digits);
        return choice == null ? "" : choice.carrier() + " " + choice.reason().word();
    }

    @ParameterizedTest
    @CsvSource({
        "34600223344, 890123, acme, network-one",
        "34600123344, 890123, acme, network-seven",
        "34911223344, 890123, acme, spain",
        "34912223344, 890123, acme, madrid",
        "34912223344, 890123, other, madrid",
        "44700900123, 890123, acme, acmes",
        "44700900123, SHOP 1, acme, acmes",
        "44700900123, SHOP 1, other, shop",
        "44700900123, 890123, other, rest",
        "15550100, 890123, other, rest",
        "0, 890123, other, rest"
    })
    void theDestinationDecidesThenTheAccountThenTheSender(long digits, String from, String account, String carrier) {
        var table = new RouteTable(
                List.of(
                        rule("*", "", "", "", "rest"),
                        rule("*", "", "", "SHOP*", "shop"),
                        rule("*", "", "acme", "", "acmes"),
                        rule("34", "", "acme", "", "by-prefix"),
                        rule("*", "214", "", "", "spain"),
                        rule("34912", "", "", "", "madrid"),
                        rule("*", "214-01", "", "", "network-one"),
                        rule("*", "214-07", "", "", "network-seven")),
                PLAN);
        assertEquals(carrier, carrierOf(table.match(digits, from, new SystemId(account))));
    }

    @Test
    void whatNoRuleTakesHasNoWay() {
        var table = new RouteTable(List.of(rule("34", "", "", "", "telco"), rule("1", "", "acme", "", "telco")));
        assertNull(table.match(44_700_900_123L, "890123", ACME));
        assertNull(table.match(15_550_100, "890123", new SystemId("other")));
        assertNull(table.match(0, "890123", ACME));
        assertNull(new RouteTable(List.of()).match(15_550_100, "890123", ACME));
    }

    @Test
    void theFirstThatIsWellIsTakenAndNoneIsAWait() {
        RouteConfig rule = rule(Preference.ORDER, way("one", 1, 0), way("two", 1, 0), way("three", 1, 0));
        assertEquals("one first", chosen(rule, 1));
        standing.unwell.add("one");
        assertEquals("two failover", chosen(rule, 1));
        standing.missing.add("two");
        assertEquals("three failover", chosen(rule, 1));
        standing.unwell.add("three");
        assertEquals("one waits", chosen(rule, 1));
        standing.missing.addAll(List.of("one", "three"));
        assertNull(choose(rule, 1));
    }

    @Test
    void theCheapestGoesFirstWhereCostDecides() {
        RouteConfig rule = rule(Preference.COST, way("dear", 1, 9), way("cheap", 1, 2), way("middle", 1, 5));
        assertEquals("cheap first", chosen(rule, 1));
        standing.unwell.add("cheap");
        assertEquals("middle failover", chosen(rule, 1));
    }

    @Test
    void theShortestQueueGoesFirstWhereTheQueueDecides() {
        RouteConfig rule = rule(Preference.QUEUE, way("one", 1, 0), way("two", 1, 0));
        standing.queued.put("one", 100);
        assertEquals("two queue", chosen(rule, 1));
        standing.unwell.add("two");
        assertEquals("one queue", chosen(rule, 1));
    }

    @Test
    void byWeightEachHasItsShareAndANumberKeepsItsWay() {
        RouteConfig rule = rule(Preference.WEIGHT, way("one", 7, 0), way("two", 2, 0), way("three", 1, 0));
        Map<String, Integer> counts = new HashMap<>();
        for (long digits = 34_600_000_000L; digits < 34_600_010_000L; digits++) {
            String first = chosen(rule, digits);
            assertEquals(first, chosen(rule, digits));
            counts.merge(first, 1, Integer::sum);
        }
        assertEquals(7_000, counts.getOrDefault("one weight", 0), 300);
        assertEquals(2_000, counts.getOrDefault("two weight", 0), 300);
        assertEquals(1_000, counts.getOrDefault("three weight", 0), 300);
        standing.unwell.add("one");
        for (long digits = 34_600_000_000L; digits < 34_600_000_100L; digits++) {
            assertTrue(!chosen(rule, digits).startsWith("one"));
        }
    }

    @Test
    void theExplanationNamesTheRuleAndWhatSpokeAgainstTheOthers() {
        var table = new RouteTable(
                List.of(
                        rule("*", "", "", "", "rest"),
                        rule("*", "214-07", "", "", "seven"),
                        rule("34600", "", "other", "", "others"),
                        rule("34600", "", "", "SHOP", "shop"),
                        rule("44", "", "", "", "uk"),
                        rule("34", "", "", "", "spain")),
                PLAN);
        var explanation = table.explain(34_600_223_344L, null, "890123", ACME);
        assertEquals("to 34", assertPresent(explanation.chosen()).condition());
        assertEquals("one", assertPresent(explanation.place()).operator());
        Map<String, String> why = new HashMap<>();
        for (Tried tried : explanation.tried()) why.put(tried.rule().condition(), tried.why());
        assertEquals("another is more specific", why.get("to *"));
        assertEquals("the destination's network is 214-01", why.get("to *, network 214-07"));
        assertEquals("the account is acme", why.get("to 34600, account other"));
        assertEquals("the sender is 890123", why.get("to 34600, from SHOP"));
        assertEquals("the destination does not begin with 44", why.get("to 44"));
        assertEquals(6, explanation.tried().size());
    }

    private static <T> T assertPresent(Optional<T> value) {
        assertTrue(value.isPresent());
        return value.get();
    }

    @Test
    void aNumberThatWasLookedUpGoesByItsNetworkThoughALongerPrefixHasARule() {
        var moved = new Network("214", "03");
        var table = new RouteTable(
                List.of(
                        rule("346", "", "", "", "range"),
                        rule("*", "214-03", "", "", "moved"),
                        rule("*", "214-07", "", "", "stayed")),
                new NumberPlan(List.of(new NumberPlan.Entry("34", new Network("214", "07"), "ES", ""))));
        assertEquals("range", first(table.match(34_600_223_344L, null, "890123", ACME)));
        assertEquals("moved", first(table.match(34_600_223_344L, moved, "890123", ACME)));
        assertEquals("range", first(table.match(34_600_223_344L, new Network("214", "01"), "890123", ACME)));
        var explanation = table.explain(34_600_223_344L, moved, "890123", ACME);
        assertEquals("moved", explanation.chosen().orElseThrow().carrierNames());
        assertTrue(explanation.tried().stream().anyMatch(t -> t.why().equals("the destination's network is 214-03")));
    }

    private static String first(@Nullable Route route) {
        return route == null ? "" : route.config().carrierNames();
    }

    @Test
    void aReasonHasAWord() {
        assertEquals("failover", Reason.FAILOVER.word());
        assertNotNull(choose(rule("*", "", "", "", "telco"), 1));
    }
}
