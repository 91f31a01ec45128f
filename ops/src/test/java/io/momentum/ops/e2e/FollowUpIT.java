package io.momentum.ops.e2e;

import static io.momentum.ops.e2e.ConfiguredAppliance.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.ops.care.Conversations;
import io.momentum.ops.followup.Command.Claim;
import io.momentum.ops.followup.Command.Close;
import io.momentum.ops.followup.Conversation;
import io.momentum.ops.followup.Conversation.Clock;
import io.momentum.store.fact.CareFact.NoteAdded;
import io.momentum.store.fact.CareFact.Stage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a subscriber's words to label, owner and clocks, in the whole appliance. */
class FollowUpIT {

    private static final String SENDER = "890123";

    @TempDir
    Path dir;

    private SimulatedCarrier carrier;
    private ConfiguredAppliance momentum;

    @BeforeEach
    void start() throws Exception {
        carrier = SimulatedCarrier.start(CarrierOptions.defaults());
        momentum = ConfiguredAppliance.start(dir, configuration(carrier.port()));
        until("the carrier is bound", () -> carrier.counts().bindsOpen() == 1);
    }

    @AfterEach
    void stop() {
        momentum.close();
        carrier.close();
    }

    @Test
    void aReplyGetsALabelWithReasonsAnOwnerWithAnExplanationAndClocks() {
        carrier.injectMo("15550100101", SENDER, "I want to file a complaint, the service is terrible");
        Conversation c = only();
        assertEquals("complaint", c.label().label());
        assertFalse(c.label().reasons().isEmpty());
        assertEquals("care", c.ownership().team());
        assertTrue(
                c.ownership().explanation().contains("rule all"), c.ownership().explanation());
        assertEquals(Stage.OWNED, c.stage());
        assertEquals(3, c.clocks().size(), c.clocks().toString());
        assertEquals(
                c.replies().firstAtMicros(), c.clock("first_action").startedAtMicros(), "it starts with the reply");
    }

    @Test
    void aBurstGoesRoundThoughNoneOfItIsFoldedYet() {
        for (int i = 0; i < 30; i++) carrier.injectMo("155501001%02d".formatted(i), SENDER, "how much is it? " + i);
        until(
                "all have an owner",
                () -> all().stream().filter(c -> !c.ownership().isUnowned()).count() == 30);
        for (String owner : List.of("ana", "luis", "eva")) {
            assertEquals(10, Conversations.count(momentum.care().rows(), "owner:" + owner), owner);
        }
    }

    @Test
    void aClockThatNobodyStopsWarnsIsLateAndClimbsTheLadderOnce() {
        carrier.injectMo("15550100101", SENDER, "can somebody call me back?");
        until("it is late", () -> isEscalated(only()));
        Clock clock = only().clock("first_action");
        assertEquals(
                List.of("warned 50", "warned 80", "breached", "escalated owner", "escalated lead"),
                clock.said().subList(0, 5));
        assertEquals(1, Conversations.count(momentum.care().rows(), "breaching"));
    }

    private static boolean isEscalated(Conversation c) {
        Clock clock = c.clock("first_action");
        return clock != null && clock.said().contains("escalated lead");
    }

    @Test
    void whoeverDoesNotActLosesItToTheNextAndWhoeverActsKeepsIt() throws Exception {
        carrier.injectMo("15550100101", SENDER, "is anybody there?");
        until("it has gone to the next", () -> only().ownership().timeouts() >= 1);
        Conversation c = only();
        Set<String> had = new TreeSet<>(c.ownership().past());
        had.add(c.ownership().owner());
        assertTrue(had.size() >= 2, had.toString());
        momentum.care()
                .change(c.id(), OptionalInt.empty(), new io.momentum.ops.followup.Command.Note("on it"), "user:x")
                .get(5, TimeUnit.SECONDS);
        momentum.care()
                .change(
                        c.id(),
                        OptionalInt.empty(),
                        new Claim(only().ownership().owner()),
                        "user:x")
                .get(5, TimeUnit.SECONDS);
        assertEquals(0, Conversations.count(momentum.care().rows(), "unowned"));
    }

    @Test
    void aStopIsClosedByTheRuleThatKnewItAndCountsForNobody() {
        carrier.injectMo("15550100101", SENDER, "STOP");
        until("it is closed", () -> !only().isOpen());
        Conversation c = only();
        assertEquals("opt_out", c.label().label());
        assertEquals("opt_out_applied", c.closure().outcome());
        assertEquals("", c.ownership().owner());
        assertEquals(0, Conversations.count(momentum.care().rows(), "open"));
    }

    @Test
    void aSecondStopIsKeptWithTheFirstAndOpensNothing() {
        carrier.injectMo("15550100101", SENDER, "STOP");
        until("it is closed", () -> !only().isOpen());
        carrier.injectMo("15550100101", SENDER, "Stop ");
        until("the second is kept", () -> only().replies().duplicates() == 1);
        assertFalse(only().isOpen());
        assertEquals(1, only().episode());
        assertEquals(0, Conversations.count(momentum.care().rows(), "unowned"));
    }

    @Test
    void whatAPersonClosedAndTheContactSaysAgainGoesOn() throws Exception {
        carrier.injectMo("15550100101", SENDER, "call me please");
        Conversation c = only();
        until("it has an owner", () -> !only().ownership().isUnowned());
        momentum.care()
                .change(c.id(), OptionalInt.empty(), new Close("resolved", Map.of()), "user:ana")
                .get(5, TimeUnit.SECONDS);
        until("it is closed", () -> !only().isOpen());
        carrier.injectMo("15550100101", SENDER, "call me please");
        until("it goes on", () -> only().isOpen());
        assertEquals(2, only().replies().count());
        assertFalse(only().ownership().isUnowned());
        assertTrue(only().ownership().acceptUntilMicros() > 0, "it is to be taken up again");
        assertEquals(
                3,
                only().clocks().stream().filter(clock -> clock.episode() == 2).count());
    }

    @Test
    void factsThatTheJournalCannotTakeCostNobodyElseATurn() throws Exception {
        carrier.injectMo("15550100101", SENDER, "is anybody there?");
        Conversation c = only();
        var vast = new NoteAdded(1, "user:ana", c.id(), "x".repeat(2 << 20));
        var refused = momentum.care().record(c.digits(), List.of(vast));
        assertThrows(ExecutionException.class, () -> refused.get(5, TimeUnit.SECONDS));
        momentum.care()
                .change(c.id(), OptionalInt.empty(), new io.momentum.ops.followup.Command.Note("on it"), "user:ana")
                .get(5, TimeUnit.SECONDS);
        assertEquals(1, only().work().notes());
    }

    private Conversation only() {
        until("there is one", () -> all().size() == 1);
        return all().getFirst();
    }

    private List<Conversation> all() {
        return Conversations.page(momentum.care().rows(), "all", c -> true, null, 100)
                .items();
    }

    static String configuration(int port) {
        return """
            accounts:
              - { systemId: acme, password: { plain: secret }, senders: ["890123"] }
            carriers:
              - id: telco
                hosts: ["127.0.0.1:%d"]
                systemId: momentum
                password: { plain: secret }
                binds: 1
            routes:
              - { to: "*", carriers: [telco] }
            followup:
              teams:
                - id: care
                  members: [{ id: ana, capacity: 50 }, { id: luis, capacity: 50 }, { id: eva, capacity: 50 }]
              owners:
                - { id: all, team: care, strategy: round-robin, acceptWithin: 2s }
              duty:
                - { owner: boss }
              sla:
                - id: quick
                  version: 1
                  priority: 1
                  within: { firstAction: 1s, firstResponse: 20s, resolution: 1h }
                  escalate: [{ to: owner }, { to: lead, after: 1s }]
            """.formatted(port);
    }
}
