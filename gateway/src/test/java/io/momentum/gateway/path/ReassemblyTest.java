package io.momentum.gateway.path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.carrier.CarrierCounters;
import io.momentum.gateway.codec.Concatenation;
import io.momentum.gateway.codec.Concatenation.Form;
import io.momentum.gateway.codec.Joiner;
import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.PduWriter;
import io.momentum.gateway.codec.TextDecoder;
import io.momentum.gateway.codec.TextForm;
import io.momentum.gateway.path.Reassembly.Arrival;
import io.momentum.gateway.path.Reassembly.Source;
import io.momentum.gateway.path.Reassembly.Step;
import io.momentum.gateway.path.Reassembly.Whole;
import io.momentum.store.value.CarrierId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ReassemblyTest {

    private static final long TIMEOUT = 1_000;
    private static final Source TELCO =
            new Source(new CarrierId("telco"), TextForm.USUAL, TIMEOUT, new CarrierCounters());

    private final Reassembly reassembly = new Reassembly();
    private long lastId;

    private static MessagePdu from(String number, String text) {
        return MessagePdu.parse(PduWriter.submitSm(PduWriter.address(number), PduWriter.address("890123"), text, 0));
    }

    private Step offer(String number, int reference, int total, int place, String text, long now) {
        var concatenation = new Concatenation(Form.UDH8, reference, total, place);
        return reassembly.add(TELCO, from(number, text), concatenation, ++lastId, null, now);
    }

    /** A segment that is durable at once. @return the step, with its own message where that is whole by it */
    private Step add(String number, int reference, int total, int place, String text, long now) {
        return settled(reassembly, offer(number, reference, total, place, text, now), place);
    }

    private static Step settled(Reassembly reassembly, Step step, int place) {
        Whole whole = step.arrival() == Arrival.TAKEN ? reassembly.settled(step.joinId(), place) : null;
        if (whole != null) step.ready().add(whole);
        return step;
    }

    private static String text(Whole whole) {
        return TextDecoder.decode(MessagePdu.parse(Joiner.join(whole.segments(), TextForm.USUAL)));
    }

    private record Piece(String number, int reference, int total, int place, String text) {}

    @Property(tries = 300)
    void everyOrderOfManyHandsetsGivesEachItsText(@ForAll long seed) {
        Reassembly fresh = new Reassembly();
        Random random = new Random(seed);
        List<Piece> pieces = new ArrayList<>();
        Map<String, String> expected = new HashMap<>();
        for (int handset = 0; handset < 8; handset++) {
            int total = 2 + random.nextInt(5);
            String number = "1555010" + handset;
            StringBuilder whole = new StringBuilder();
            for (int place = 1; place <= total; place++) {
                String text = handset + ":" + place + " ";
                whole.append(text);
                Piece piece = new Piece(number, 3, total, place, text);
                pieces.add(piece);
                if (random.nextInt(4) == 0) pieces.add(piece);
            }
            expected.put(number, whole.toString());
        }
        Collections.shuffle(pieces, random);
        Map<String, String> texts = new HashMap<>();
        long id = 0;
        for (Piece p : pieces) {
            var concatenation = new Concatenation(Form.UDH8, p.reference, p.total, p.place);
            Step step = fresh.add(TELCO, from(p.number, p.text), concatenation, ++id, null, 0);
            settled(fresh, step, p.place);
            for (Whole whole : step.ready()) {
                texts.put(whole.segments().getFirst().source().text(), text(whole));
                fresh.joined(whole, 0);
            }
        }
        assertEquals(expected, texts);
    }

    @Test
    void theSameNumberInAnotherWidthIsAnotherMessage() {
        add("15550100", 1, 2, 1, "a", 0);
        var wide = new Concatenation(Form.UDH16, 1, 2, 2);
        Step other = reassembly.add(TELCO, from("15550100", "b"), wide, ++lastId, null, 0);

        assertTrue(other.ready().isEmpty());
        assertEquals(2, reassembly.waiting());
    }

    @Test
    void aRestartGoesOnWithTheSegmentsOfTheJournal() {
        reassembly.restore(TELCO, from("15550100", "after "), new Concatenation(Form.UDH8, 9, 2, 1), 77, null, 0);

        Step step = add("15550100", 9, 2, 2, "restart", 10);

        assertEquals(77, step.joinId());
        assertEquals("after restart", text(step.ready().getFirst()));
    }

    @Test
    void whatARestartFindsWholeOrTooOldIsDelivered() {
        reassembly.restore(TELCO, from("15550100", "old"), new Concatenation(Form.UDH8, 9, 2, 1), 77, null, 0);
        reassembly.restore(TELCO, from("15550101", "who"), new Concatenation(Form.UDH8, 9, 2, 1), 78, null, 5_000);
        reassembly.restore(TELCO, from("15550101", "le"), new Concatenation(Form.UDH8, 9, 2, 2), 78, null, 5_000);

        List<String> texts = reassembly.expired(5_001).stream()
                .map(ReassemblyTest::text)
                .sorted()
                .toList();

        assertEquals(List.of("old", "whole"), texts);
    }

    @Test
    void aMessageThatTheJournalRefusedIsGivenAgain() {
        add("15550100", 1, 2, 1, "a", 0);
        Whole whole = add("15550100", 1, 2, 2, "b", 0).ready().getFirst();
        assertEquals(Arrival.TOO_EARLY, add("15550100", 1, 2, 1, "a", 1).arrival());

        reassembly.retry(whole, 10);
        Step again = add("15550100", 1, 2, 2, "b", 20);

        assertEquals(Arrival.LAST, again.arrival());
        assertEquals("ab", text(again.ready().getFirst()));
        reassembly.joined(again.ready().getFirst(), 30);
        assertEquals(Arrival.KNOWN, add("15550100", 1, 2, 1, "a", 40).arrival());
    }

    @Test
    void oneSubscriberHoldsAFewAndTheOldestGivesWay() {
        for (int i = 0; i < Reassembly.OF_ONE_SUBSCRIBER_MAX; i++) {
            assertTrue(add("15550100", i, 2, 1, "message " + i, 0).ready().isEmpty());
        }
        add("15550101", 1, 2, 1, "a neighbour", 0);

        Step step = add("15550100", 200, 2, 1, "one more", 0);

        assertEquals(
                List.of("message 0"),
                step.ready().stream().map(ReassemblyTest::text).toList());
        reassembly.joined(step.ready().getFirst(), 0);
        assertEquals(Reassembly.OF_ONE_SUBSCRIBER_MAX + 1, reassembly.waiting());
    }

    @Test
    void allOfThemHoldNoMoreThanTheLimit() {
        for (int i = 0; i < Reassembly.MESSAGES_MAX + 500; i++) {
            Step step = add("1555" + i, 1, 2, 1, "x", 0);
            step.ready().forEach(whole -> reassembly.joined(whole, 0));
        }
        assertEquals(Reassembly.MESSAGES_MAX, reassembly.waiting());
        List<Whole> rest = reassembly.expired(TIMEOUT);
        rest.forEach(whole -> reassembly.joined(whole, 0));
        assertEquals(0, reassembly.waiting());
    }

    @Test
    void aMessageIsWholeWithTheSegmentThatIsDurableLast() {
        Step first = offer("15550100", 1, 2, 1, "a", 0);
        Step second = offer("15550100", 1, 2, 2, "b", 0);

        assertNull(reassembly.settled(second.joinId(), 2));
        assertTrue(reassembly.expired(TIMEOUT).isEmpty(), "one of them is not on the disk");
        Whole whole = reassembly.settled(first.joinId(), 1);

        assertEquals("ab", text(Objects.requireNonNull(whole)));
    }

    @Test
    void aSegmentThatGivesWayIsDeliveredWhenItIsDurable() {
        Step old = offer("15550100", 1, 2, 1, "old", 0);
        assertTrue(add("15550100", 1, 2, 1, "new", 0).ready().isEmpty());

        assertNull(reassembly.settled(old.joinId(), 1));

        assertEquals("old", text(reassembly.expired(1).getFirst()));
    }

    @Test
    void aSegmentThatTheJournalRefusedIsTakenWhenItComesAgain() {
        Step refused = offer("15550100", 1, 2, 1, "a", 0);
        assertEquals(Arrival.TOO_EARLY, offer("15550100", 1, 2, 1, "a", 0).arrival());

        reassembly.refused(refused.joinId(), 1);

        assertEquals(0, reassembly.waiting());
        assertEquals(0, reassembly.bytes());
        assertEquals(Arrival.TAKEN, add("15550100", 1, 2, 1, "a", 1).arrival());
        assertEquals(Arrival.KNOWN, add("15550100", 1, 2, 1, "a", 2).arrival());
    }

    @Test
    void finishedMessagesTakeNoRoomAndAreStillKnown() {
        int messages = Reassembly.OF_ONE_SUBSCRIBER_MAX * 3;
        for (int i = 0; i < messages; i++) {
            assertTrue(add("15550100", i, 2, 1, "first " + i, 0).ready().isEmpty());
            List<Whole> ready = add("15550100", i, 2, 2, "second", 0).ready();
            assertEquals(1, ready.size());
            reassembly.joined(ready.getFirst(), 0);
            assertEquals(0, reassembly.waiting());
            assertEquals(0, reassembly.bytes());
        }
        for (int i = 0; i < messages; i++)
            assertEquals(Arrival.KNOWN, add("15550100", i, 2, 2, "second", 100).arrival());
        long later = FinishedMos.KNOWN_MILLIS + 1;
        assertEquals(Arrival.TAKEN, add("15550100", 1, 2, 2, "second", later).arrival());
    }

    @Test
    void onlySoManyFinishedMessagesAreKnown() {
        var finished = new FinishedMos<Integer>();
        MessagePdu segment = from("15550100", "text");
        int[] hashes = {PartialMo.hash(segment), 1};
        for (int i = 0; i < FinishedMos.MESSAGES_MAX + 10; i++) finished.add(i, hashes, 0);
        assertEquals(FinishedMos.MESSAGES_MAX, finished.size());
        assertFalse(finished.knows(9, 1, segment, 0));
        assertTrue(finished.knows(10, 1, segment, 0));
        assertFalse(finished.knows(10, 2, segment, 0), "another text is another message");
        assertFalse(finished.knows(10, 1, segment, 0), "and the one before is forgotten");
    }

    @Test
    void theBeginningIsWhatHasComeWithoutAGapWhileOthersAreMissing() {
        assertEquals(List.of(), add("15550100", 1, 4, 3, "c", 0).beginning());
        assertEquals(1, add("15550100", 1, 4, 1, "a", 0).beginning().size());
        assertEquals(3, add("15550100", 1, 4, 2, "b", 0).beginning().size());
        assertEquals(List.of(), add("15550100", 1, 4, 4, "d", 0).beginning(), "it is whole");
        assertEquals(List.of(), add("15550101", 1, 2, 2, "stop", 0).beginning(), "the end of a text");
    }
}
