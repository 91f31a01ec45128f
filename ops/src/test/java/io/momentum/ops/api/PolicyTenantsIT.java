package io.momentum.ops.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.policy.AccountPolicies;
import io.momentum.gateway.policy.Cap;
import io.momentum.gateway.policy.Category;
import io.momentum.gateway.policy.Place;
import io.momentum.gateway.policy.Places;
import io.momentum.gateway.policy.PolicyBook;
import io.momentum.gateway.policy.PolicyPack;
import io.momentum.gateway.route.MoRouteConfig;
import io.momentum.ops.TestAppliance;
import io.momentum.store.calendar.Interval;
import io.momentum.store.calendar.WorkCalendar;
import io.momentum.store.value.SystemId;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rules for recipients would do is told to an account without what others have to do with the recipient. */
class PolicyTenantsIT {

    private static final long NUMBER = 15_550_100L;
    private static final String EXPLAIN = "/v1/policy/explain?to=" + NUMBER + "&account=";
    private static final String ACMES_SENDER = "890123";

    @TempDir
    Path directory;

    private TestAppliance appliance;
    private ApiClient all;
    private ApiClient other;

    @BeforeEach
    void acmeHasWrittenAndWasWrittenTo() throws Exception {
        appliance = TestAppliance.start(directory, 1, TestAppliance.STAYS);
        all = new ApiClient(appliance.url(), "admin");
        other = new ApiClient(appliance.url(), "other");
        var accounts = appliance.gateway().accounts();
        accounts.replaceAll(
                accounts.all().stream().map(account -> account.config()).toList(),
                List.of(
                        new MoRouteConfig(ACMES_SENDER, "", new SystemId("acme")),
                        new MoRouteConfig("890124", "", new SystemId("other"))));
        var policies = appliance.gateway().policies();
        var keepTo = new AccountPolicies(List.of("daily"), Category.MARKETING, Duration.ofHours(24));
        policies.reload(daily(), Map.of(new SystemId("acme"), keepTo, new SystemId("other"), keepTo));
        long now = Instant.now().toEpochMilli() * 1_000;
        policies.restore(NUMBER, "marketing", 1, now);
        policies.wrote(NUMBER, ACMES_SENDER, now);
    }

    private static PolicyBook daily() {
        Map<DayOfWeek, List<Interval>> week = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) week.put(day, List.of(Interval.WHOLE_DAY));
        var pack = new PolicyPack(
                "daily",
                3,
                "US",
                Set.of(),
                Set.of(Category.MARKETING),
                new WorkCalendar("", ZoneOffset.UTC, week, Map.of()),
                List.of(new Cap(1, new Cap.Rolling(Duration.ofHours(72)))),
                Duration.ZERO,
                true,
                "",
                LocalDate.MIN,
                LocalDate.MIN,
                LocalDate.MAX);
        return new PolicyBook(List.of(pack), new Places(Map.of("1", new Place("US", "", List.of(ZoneOffset.UTC)))));
    }

    @AfterEach
    void stop() {
        appliance.close();
    }

    @Test
    void howMuchAndWhenOthersHaveSentIsToldToWhoSeesAllAccountsAlone() throws Exception {
        JsonObject whole = all.get(EXPLAIN + "other").json();
        assertEquals("had 1 per 72h", whole.getString("why"), whole.encode());
        assertTrue(whole.getString("until").length() > 10);
        assertTrue(whole.encode().contains("1 counted, the last at "), whole.encode());
        JsonObject told = other.get(EXPLAIN + "other").json();
        assertEquals("defer", told.getString("decision"));
        assertEquals("daily@3", told.getString("pack"));
        assertEquals("the number has had as many as the pack allows, from whatever account", told.getString("why"));
        assertFalse(told.containsKey("until"), told.encode());
        assertFalse(told.encode().contains("counted"), told.encode());
        assertEquals(
                "waits by daily@3: the number has had as many as the pack allows, from whatever account",
                HumanPolicy.number(told.encode()).lines().findFirst().orElseThrow());
    }

    @Test
    void whenACapEndsCannotBeFoundOutByAskingForOtherMoments() throws Exception {
        for (int hours : new int[] {1, 71, 73}) {
            String at = "&at=" + Instant.now().plus(Duration.ofHours(hours));
            JsonObject told = other.get(EXPLAIN + "other" + at).json();
            assertEquals("send", told.getString("decision"), told.encode());
            assertTrue(told.encode().contains("caps and gaps are looked at for now alone"), told.encode());
        }
    }

    @Test
    void whetherSomebodyWroteIsToldToTheAccountThatReceivesIt() throws Exception {
        String toAcme = "&from=" + ACMES_SENDER;
        assertEquals("send", all.get(EXPLAIN + "other" + toAcme).json().getString("decision"));
        assertEquals("400 BAD_REQUEST", other.get(EXPLAIN + "other" + toAcme).problem());
        assertEquals(
                "400 BAD_REQUEST",
                other.get(EXPLAIN + "other&from=%2B" + ACMES_SENDER).problem());
        assertEquals("defer", other.get(EXPLAIN + "other&from=890124").json().getString("decision"));
        ApiClient acme = new ApiClient(appliance.url(), "acme");
        assertEquals("send", acme.get(EXPLAIN + "acme" + toAcme).json().getString("decision"));
    }
}
