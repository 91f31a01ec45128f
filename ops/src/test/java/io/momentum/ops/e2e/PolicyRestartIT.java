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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rules for recipients go by, and what a message is for, hold on over a restart. */
class PolicyRestartIT {

    private static final String ANA = "13055550100";
    private static final String EVE = "13055550101";

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

    /** One message a day, at any hour; or in an hour that is half a day away. */
    private void rules(String hours, String caps) throws IOException {
        Files.createDirectories(dir.resolve("policies"));
        Files.writeString(dir.resolve("policies/mine.yaml"), """
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

    private static String config(int port) {
        return """
            accounts:
              - { systemId: acme, password: { plain: secret }, senders: ["890123"], policies: [mine], category: marketing }
              - { systemId: debts, password: { plain: secret }, category: collections }
            carriers:
              - { id: telco, hosts: ["127.0.0.1:%d"], systemId: momentum, password: { plain: secret },
                  reconnect: { min: 20ms, max: 100ms } }
            routes: [{ to: "*", carriers: [telco] }]
            """.formatted(port);
    }

    private static void bound(SimulatedCarrier carrier) {
        until("bound", () -> carrier.counts().bindsOpen() > 0);
    }

    private static String send(ConfiguredAppliance momentum, String to) throws Exception {
        String told = momentum.post(
                "/v1/messages",
                new JsonObject()
                        .put("account", "acme")
                        .put("from", "890123")
                        .put("to", to)
                        .put("text", "Hello")
                        .encode());
        return Objects.requireNonNull(new JsonObject(told).getString("id"), told);
    }

    @Test
    void aCapCountsWhatLeftBeforeARestart() throws Exception {
        rules("00:00-24:00", "caps: [{ messages: 1, per: 72h }]");
        try (SimulatedCarrier carrier = carrier(0)) {
            try (var momentum = ConfiguredAppliance.start(dir, config(carrier.port()))) {
                bound(carrier);
                send(momentum, ANA);
                until("it leaves", () -> left.contains(ANA));
            }
            try (var again = ConfiguredAppliance.start(dir, config(carrier.port()))) {
                bound(carrier);
                send(again, ANA);
                until("it is held back", () -> again.count(MtHeldBack.class) == 1);
                assertEquals(
                        "had 1 per 72h", again.facts(MtHeldBack.class).getFirst().reason());
                send(again, EVE);
                until("nobody else is", () -> left.contains(EVE));
                assertEquals(List.of(ANA, EVE), List.copyOf(left));
                String told = again.api("/v1/policy/explain?to=" + ANA + "&account=acme");
                assertEquals("defer", new JsonObject(told).getString("decision"), told);
                assertTrue(told.contains("1 counted, the last at "), told);
            }
        }
    }

    @Test
    void whoWroteBeforeARestartIsAnsweredAfterItAtAnyHour() throws Exception {
        rules(farFromNow(), "");
        try (SimulatedCarrier carrier = carrier(0)) {
            try (var momentum = ConfiguredAppliance.start(dir, config(carrier.port()))) {
                bound(carrier);
                carrier.injectMo(ANA, "890123", "are you open?");
                until("it is read", () -> momentum.count(MoReceived.class) == 1);
            }
            try (var again = ConfiguredAppliance.start(dir, config(carrier.port()))) {
                bound(carrier);
                send(again, EVE);
                until("who has not written is not written to", () -> again.count(MtHeldBack.class) == 1);
                send(again, ANA);
                until("the answer leaves", () -> left.contains(ANA));
                assertEquals(List.of(ANA), List.copyOf(left));
            }
        }
    }

    @Test
    void aPermissionHoldsOnAndIsInTheJournalWithWhoAndWhy() throws Exception {
        rules(farFromNow(), "");
        int port = freePort();
        String id;
        try (var momentum = ConfiguredAppliance.start(dir, config(port))) {
            id = send(momentum, ANA);
            String told = momentum.post(
                    "/v1/messages/" + id + "/waiver", "{\"reason\":\"product recall\",\"hours\":6}");
            assertTrue(told.contains("product recall"), told);
            send(momentum, EVE);
        }
        try (SimulatedCarrier carrier = carrier(port);
                var again = ConfiguredAppliance.start(dir, config(port))) {
            bound(carrier);
            until("it leaves", () -> left.contains(ANA));
            until("the other waits", () -> again.count(MtHeldBack.class) == 1);
            assertEquals(List.of(ANA), List.copyOf(left));
            String why = again.facts(MtAllowed.class).getFirst().why();
            assertTrue(why.matches("override by (user|token):[a-z-]+: product recall"), why);
            String trace = again.api("/v1/messages/" + id);
            assertTrue(trace.contains("PolicyWaived"), trace);
        }
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
        until("it is held", () -> momentum.suppressions().isHeld(Long.parseLong(number), SuppressionScope.account(new SystemId(account))));
    }

    @Test
    void aPersonsAnswerIsAnAnswerAfterARestartThoughAdvertisingIsHeldBack() throws Exception {
        rules("00:00-24:00", "");
        int port = freePort();
        try (var momentum = ConfiguredAppliance.start(dir, config(port))) {
            submit(momentum, "acme", ANA, null, true);
            submit(momentum, "acme", EVE, null, false);
            doubt(momentum, "acme", ANA);
            doubt(momentum, "acme", EVE);
        }
        try (SimulatedCarrier carrier = carrier(port);
                var again = ConfiguredAppliance.start(dir, config(port))) {
            bound(carrier);
            until("the answer leaves", () -> left.contains(ANA));
            until("the advertisement does not", () -> again.count(MtSuppressed.class) == 1);
            assertEquals(List.of(ANA), List.copyOf(left));
        }
    }

    @Test
    void aCampaignsMessageIsForWhatItWasAcceptedForWhateverBecameOfTheCampaign() throws Exception {
        rules("00:00-24:00", "");
        int port = freePort();
        try (var momentum = ConfiguredAppliance.start(dir, config(port))) {
            // No campaign of this name is kept: what it is for now would be what its account says, collections.
            submit(momentum, "debts", ANA, new CampaignTag("spring", -1, "send", Purpose.MARKETING), false);
            submit(momentum, "debts", EVE, null, false);
            doubt(momentum, "debts", ANA);
            doubt(momentum, "debts", EVE);
        }
        try (SimulatedCarrier carrier = carrier(port);
                var again = ConfiguredAppliance.start(dir, config(port))) {
            bound(carrier);
            until("what is no advertisement leaves", () -> left.contains(EVE));
            until("the advertisement does not", () -> again.count(MtSuppressed.class) == 1);
            assertEquals(List.of(EVE), List.copyOf(left));
        }
    }
}
