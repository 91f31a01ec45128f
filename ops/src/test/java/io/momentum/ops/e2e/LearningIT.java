package io.momentum.ops.e2e;

import static io.momentum.ops.e2e.ConfiguredAppliance.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.ops.care.Conversations;
import io.momentum.ops.followup.Command.Relabel;
import io.momentum.ops.followup.Conversation;
import io.momentum.ops.followup.classify.Promotion;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a person's correction to the label of the next reply, and over a restart. */
class LearningIT {

    private static final String SENDER = "890123";
    private static final String SLANG = "zumbale al finde";

    @TempDir
    Path dir;

    private SimulatedCarrier carrier;
    private ConfiguredAppliance momentum;

    @BeforeEach
    void start() throws Exception {
        carrier = SimulatedCarrier.start(CarrierOptions.defaults());
        begin();
    }

    private void begin() throws Exception {
        momentum = ConfiguredAppliance.start(dir, FollowUpIT.configuration(carrier.port()));
        until("the carrier is bound", () -> carrier.counts().bindsOpen() == 1);
    }

    @AfterEach
    void stop() {
        momentum.close();
        carrier.close();
    }

    @Test
    void whatOnePersonCorrectsIsTheNextReplysLabelUntilItIsTakenBack() throws Exception {
        String shipped = momentum.learning().state().serving();
        Conversation first = reply("15550100101", SLANG);
        assertNotEquals("reschedule", first.label().label());
        int from = 0;
        for (String more : List.of("", " porfa", " jefe")) correct(reply("1555010020" + from++, SLANG + more));
        assertEquals(3, momentum.learning().state().untaught());

        Promotion judged = momentum.learning().judge(List.of());
        assertEquals(3, judged.candidate().taught().all().size());
        assertEquals(shipped, momentum.learning().state().serving(), "a verdict changes nothing");
        assertTrue(
                momentum.learning()
                        .judge(List.of("user:ana"))
                        .candidate()
                        .taught()
                        .all()
                        .isEmpty(),
                "who is left out teaches nothing");

        assertTrue(momentum.learning().promote(List.of(), "user:lead").promoted());
        String taught = momentum.learning().state().serving();
        assertNotEquals(shipped, taught);
        Conversation next = reply("15550100301", SLANG);
        assertEquals("reschedule", next.label().label());
        assertTrue(taught.contains("+3-"), taught);

        momentum.close();
        begin();
        assertEquals(taught, momentum.learning().state().serving(), "it serves after a restart");
        assertEquals("reschedule", reply("15550100302", SLANG).label().label());

        assertTrue(momentum.learning().revert("user:lead"));
        assertEquals(shipped, momentum.learning().state().serving());
        assertNotEquals("reschedule", reply("15550100303", SLANG).label().label());
        assertFalse(momentum.learning().revert("user:lead"), "there is nothing left to take back");
    }

    @Test
    void ofTwoLabelsForOneReplyTheLastCounts() throws Exception {
        Conversation c = reply("15550100101", SLANG);
        relabel(c, "complaint");
        relabel(c, "reschedule");
        var all = momentum.learning().judge(List.of()).candidate().taught().all();
        assertEquals(1, all.size());
        assertEquals("reschedule", all.getFirst().intent().toString());
        assertEquals(SLANG, all.getFirst().text());
    }

    private Conversation reply(String from, String text) {
        carrier.injectMo(from, SENDER, text);
        until(
                "it has a label or is for a person",
                () -> of(from).stream().anyMatch(c -> !c.label().source().isEmpty()));
        return of(from).getFirst();
    }

    private List<Conversation> of(String from) {
        return Conversations.ofContact(momentum.care().rows(), Long.parseLong(from), 5);
    }

    private void correct(Conversation c) throws Exception {
        relabel(c, "reschedule");
    }

    private void relabel(Conversation c, String label) throws Exception {
        momentum.care()
                .change(c.id(), OptionalInt.empty(), new Relabel(label, "", false), "user:ana")
                .get(5, TimeUnit.SECONDS);
    }
}
