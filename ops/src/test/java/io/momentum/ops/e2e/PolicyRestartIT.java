package io.momentum.ops.e2e;

import static io.momentum.ops.e2e.ConfiguredAppliance.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.codec.PduWriter;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.path.CampaignTag;
import io.momentum.gateway.path.SubmitPath.Submission;
import io.momentum.gateway.server.Account;
import io.momentum.gateway.server.SubmitSink;
import io.momentum.gateway.sim.CarrierListener;
import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.MoReceived;
import io.momentum.store.fact.Fact.MtHeldBack;
import io.momentum.store.fact.Fact.MtSuppressed;
import io.momentum.store.fact.Fact.OptOutHeld;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.fact.PolicyFact.MtAllowed;
import io.momentum.store.suppression.Purpose;
import io.momentum.store.value.SuppressionScope;
import io.momentum.store.value.SystemId;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rules for recipients go by, and what a message is for, hold on over a restart. */
class PolicyRestartIT {

    /** Their carrier is there from the first. */
    private static final String CAPPED = "13055550100";

    private static final String WROTE = "13055550101";
    private static final String SILENT = "13055550102";

    /** Their carrier comes with the second start. */
    private static final String PERMITTED = "12025550100";

    private static final String ANSWERED = "12025550101";
    private static final String ADVERTISED = "12025550102";
    private static final String CAMPAIGN = "12025550103";
    private static final String NO_CAMPAIGN = "12025550104";

    @TempDir
    Path dir;

    private final ConcurrentLinkedQueue<String> left = new ConcurrentLinkedQueue<>();

    private SimulatedCarrier carrier(int port) throws IOException {
        return SimulatedCarrier.start(CarrierOptions.defaults().withListen("127.0.0.1", port), new CarrierListener() {
            @Override
            public void submitSeen(SubmitSeen submit) {
                left.add(submit.destination().text());
            }
        });
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void pack(String name, String hours, String caps) throws IOException {
        Files.createDirectories(dir.resolve("policies"));
        Files.writeString(dir.resolve("policies/" + name + ".yaml"), """
                version: 4
                country: US
                categories: [marketing]
                hours:
                  - { days: [monday, tuesday, wednesday, thursday, friday, saturday, sunday], open: ["%s"] }
                %s
                answers: exempt
                source: https://example.org/law
                reviewedOn: 2026-11-29
                validFrom: 2020-01-01
                """.formatted(hours, caps));
    }

    /** Quiet for the next ten hours at least where the numbers are. */
    private static String farFromNow() {
        int hour = (LocalTime.now(ZoneId.of("America/New_York")).getHour() + 12) % 24;
        return "%02d:00-%02d:30".formatted(hour, hour);
    }

    private String config(int port, int laterPort) throws IOException {
        pack("capped", "00:00-24:00", "caps: [{ messages: 1, per: 72h }]");
        pack("quiet", farFromNow(), "");
        return """
            accounts:
              - { systemId: capped, password: { plain: secret }, policies: [capped], category: marketing }
              - { systemId: quiet, password: { plain: secret }, senders: ["890123"], policies: [quiet], category: marketing }
              - { systemId: free, password: { plain: secret }, category: marketing }
              - { systemId: debts, password: { plain: secret }, category: collections }
            carriers:
              - { id: telco, hosts: ["127.0.0.1:%d"], systemId: momentum, password: { plain: secret } }
              - { id: later, hosts: ["127.0.0.1:%d"], systemId: momentum, password: { plain: secret },
                  reconnect: { min: 20ms, max: 100ms } }
            routes: [{ to: "1305", carriers: [telco] }, { to: "1202", carriers: [later] }]
            """.formatted(port, laterPort);
    }

    private static void bound(SimulatedCarrier carrier) {
        until("bound", () -> carrier.counts().bindsOpen() > 0);
    }

    private static String send(ConfiguredAppliance momentum, String account, String to) throws Exception {
        String told = momentum.post(
                "/v1/messages",
                new JsonObject()
                        .put("account", account)
                        .put("from", "890123")
                        .put("to", to)
                        .put("text", "Hello")
                        .encode());
        return Objects.requireNonNull(new JsonObject(told).getString("id"), told);
    }

    /** Submits as the desk or a campaign does; before its carrier is there, so that it waits for the next start. */
    private static void submit(
            ConfiguredAppliance momentum, String account, String to, @Nullable CampaignTag tag, boolean answers)
            throws Exception {
        byte[] pdu = PduWriter.submitSm(PduWriter.address("890123"), PduWriter.address(to), "Hello", 1, "");
        var accepted = new CompletableFuture<Long>();
        Account from = Objects.requireNonNull(momentum.gateway().accounts().get(account));
        Loop loop = momentum.gateway().loops().any();
        loop.run(() -> momentum.gateway()
                .submitPath()
                .submit(
                        loop,
                        from,
                        new Submission(Origin.API, null, loop::nextId, pdu, tag, answers),
                        new SubmitSink.Reply() {
                            @Override
                            public void accepted(long mtId) {
                                accepted.complete(mtId);
                            }

                            @Override
                            public void refused(int status) {
                                accepted.completeExceptionally(new AssertionError("refused with " + status));
                            }
                        }));
        accepted.get(20, TimeUnit.SECONDS);
    }

    private static void doubt(ConfiguredAppliance momentum, String account, String number) {
        long now = Loop.clockMicros();
        Fact held = new OptOutHeld(
                now,
                Long.parseLong(number),
                SuppressionScope.account(new SystemId(account)),
                7,
                "stop calling me",
                "optout-en@1",
                now + 3_600_000_000L);
        Loop loop = momentum.gateway().loops().any();
        loop.run(() -> loop.stage().note(held));
        until(
                "it is held",
                () -> momentum.suppressions()
                        .isHeld(Long.parseLong(number), SuppressionScope.account(new SystemId(account))));
    }

    /** What the first process leaves behind; its index and its journal are all that the second one knows. */
    private String before(ConfiguredAppliance momentum, SimulatedCarrier carrier) throws Exception {
        bound(carrier);
        send(momentum, "capped", CAPPED);
        until("it leaves", () -> left.contains(CAPPED));
        carrier.injectMo(WROTE, "890123", "are you open?");
        until("it is read", () -> momentum.count(MoReceived.class) == 1);

        String permitted = send(momentum, "quiet", PERMITTED);
        String told =
                momentum.post("/v1/messages/" + permitted + "/waiver", "{\"reason\":\"product recall\",\"hours\":6}");
        assertTrue(told.contains("product recall"), told);

        submit(momentum, "free", ANSWERED, null, true);
        submit(momentum, "free", ADVERTISED, null, false);
        // No campaign of this name is kept: what it is for now would be what its account says, collections.
        submit(momentum, "debts", CAMPAIGN, new CampaignTag("spring", -1, "send", Purpose.MARKETING), false);
        submit(momentum, "debts", NO_CAMPAIGN, null, false);
        for (String number : List.of(ANSWERED, ADVERTISED)) doubt(momentum, "free", number);
        for (String number : List.of(CAMPAIGN, NO_CAMPAIGN)) doubt(momentum, "debts", number);
        return permitted;
    }

    @Test
    void capsAnswersPermissionsAndPurposesHoldOn() throws Exception {
        int laterPort = freePort();
        String permitted;
        try (SimulatedCarrier carrier = carrier(0)) {
            String config = config(carrier.port(), laterPort);
            try (var momentum = ConfiguredAppliance.start(dir, config)) {
                permitted = before(momentum, carrier);
            }
            left.clear();
            try (SimulatedCarrier later = carrier(laterPort);
                    var again = ConfiguredAppliance.start(dir, config)) {
                bound(carrier);
                bound(later);
                aCapCountsWhatLeftBefore(again);
                whoWroteBeforeIsAnsweredAtAnyHour(again);
                aPermissionIsInForceAndInTheJournalWithWhoAndWhy(again, permitted);
                whatIsHeldBackIsAdvertisingAsItWasAccepted(again);
                Set<String> expected = Set.of(WROTE, PERMITTED, ANSWERED, NO_CAMPAIGN);
                assertEquals(expected, Set.copyOf(left));
            }
        }
    }

    private static void aCapCountsWhatLeftBefore(ConfiguredAppliance again) throws Exception {
        send(again, "capped", CAPPED);
        until("it is held back", () -> again.count(MtHeldBack.class) == 1);
        assertEquals("had 1 per 72h", again.facts(MtHeldBack.class).getFirst().reason());
        String told = again.api("/v1/policy/explain?to=" + CAPPED + "&account=capped");
        assertEquals("defer", new JsonObject(told).getString("decision"), told);
        assertTrue(told.contains("1 counted, the last at "), told);
    }

    private void whoWroteBeforeIsAnsweredAtAnyHour(ConfiguredAppliance again) throws Exception {
        send(again, "quiet", SILENT);
        until("who has not written is not written to", () -> again.count(MtHeldBack.class) == 2);
        send(again, "quiet", WROTE);
        until("the answer leaves", () -> left.contains(WROTE));
    }

    private void aPermissionIsInForceAndInTheJournalWithWhoAndWhy(ConfiguredAppliance again, String id)
            throws Exception {
        until("it leaves", () -> left.contains(PERMITTED));
        boolean told = again.facts(MtAllowed.class).stream()
                .anyMatch(each -> each.why().matches("override by (user|token):[a-z-]+: product recall"));
        assertTrue(told, () -> again.facts(MtAllowed.class).toString());
        String trace = again.api("/v1/messages/" + id);
        assertTrue(trace.contains("PolicyWaived"), trace);
    }

    private void whatIsHeldBackIsAdvertisingAsItWasAccepted(ConfiguredAppliance again) {
        until("a person's answer leaves", () -> left.contains(ANSWERED));
        until("so does what is no advertisement", () -> left.contains(NO_CAMPAIGN));
        until("the advertisement and the campaign's do not", () -> again.count(MtSuppressed.class) == 2);
    }
}
