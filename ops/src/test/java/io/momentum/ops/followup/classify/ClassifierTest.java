package io.momentum.ops.followup.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.followup.classify.Classification.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is decided about labels, and how they are given. */
class ClassifierTest {

    @Test
    void everyGoldenReplyHasItsLabel() {
        List<String> wrong = new ArrayList<>();
        for (String language : List.of("golden-en", "golden-es")) {
            for (Example each : Taught.replies(language)) {
                Classification found = Taught.CLASSIFIER.classify(each.text(), each.context());
                if (found.label() != each.intent().label()) wrong.add(each + " is " + found);
            }
        }
        assertEquals(List.of(), wrong);
    }

    @Test
    void anOptOutThatTheRulesFoundIsOneWhateverTheWords() {
        for (OptOutTier tier : List.of(OptOutTier.T1, OptOutTier.T2)) {
            Classification found = Taught.CLASSIFIER.classify(
                    "yes", ReplyContext.of(Asked.APPOINTMENT).with(tier));
            assertEquals(Label.OPT_OUT, found.label());
            assertEquals(Source.RULE, found.source());
            assertEquals(1, found.confidence());
            assertTrue(found.optOut());
            assertFalse(found.needsTriage());
        }
    }

    @Test
    void anOptOutMayBeUrgentToo() {
        String text = "STOP or I call my lawyer";
        Classification found = Taught.CLASSIFIER.classify(text, ReplyContext.NONE.with(OptOutTier.T2));
        assertEquals(Label.OPT_OUT, found.label());
        assertTrue(found.urgent());
    }

    @Test
    void whatMayBeAnOptOutWaitsForAPerson() {
        Classification found = Taught.CLASSIFIER.classify("stop calling me", ReplyContext.NONE.with(OptOutTier.T3));
        assertTrue(found.optOut() && found.needsTriage());
        assertEquals(Label.OPT_OUT, found.label());
        Classification other = Taught.CLASSIFIER.classify("wrong number", ReplyContext.NONE.with(OptOutTier.T3));
        assertTrue(other.optOut() && other.needsTriage());
        assertEquals(Intent.WRONG_NUMBER, other.intent());
    }

    @Test
    void theModelMayDoubtThatAReplyIsHarmless() {
        Classification found = Taught.classify("please take my number off your list");
        assertEquals(Label.OPT_OUT, found.label());
        assertEquals(Source.MODEL, found.source());
        assertTrue(found.optOut() && found.needsTriage());
    }

    @Test
    void businessWithAKeywordInItIsNoOptOut() {
        ReplyContext business = ReplyContext.of(Asked.APPOINTMENT).with(OptOutTier.T3B);
        for (String text : List.of("cancel my appointment", "cancelar mi cita", "please remove my booking")) {
            Classification found = Taught.CLASSIFIER.classify(text, business);
            assertNotEquals(Label.OPT_OUT, found.label(), text);
            assertFalse(found.optOut(), text);
            assertEquals("opt-out rule T3B", found.reasons().getFirst());
        }
    }

    @Test
    void aBareAnswerMeansWhatWasAsked() {
        assertEquals(Label.CONFIRMATION, Taught.classify("Yes!").label());
        assertEquals(
                Label.CONFIRMATION, Taught.classify("si", Asked.APPOINTMENT).label());
        assertEquals(Label.INTERESTED, Taught.classify("si", Asked.OFFER).label());
        assertEquals(Label.RESCHEDULE, Taught.classify("No", Asked.APPOINTMENT).label());
        assertEquals(Label.NO_ACTION, Taught.classify("no", Asked.OFFER).label());
        assertEquals(Intent.PROMISE, Taught.classify("mañana", Asked.PAYMENT).intent());
    }

    @Test
    void anAnswerThatWasOfferedMeansWhatTheMessageSaid() {
        ReplyRules rules = Taught.CLASSIFIER.rules();
        ReplyContext english = rules.contextOf("Your visit is on Friday 9am. Reply 1 to confirm or 2 to reschedule.");
        assertEquals(Asked.APPOINTMENT, english.asked());
        assertEquals(Map.of("1", Intent.CONFIRMATION, "2", Intent.RESCHEDULE), english.answers());
        assertEquals(Label.RESCHEDULE, Taught.CLASSIFIER.classify("2", english).label());
        ReplyContext spanish =
                rules.contextOf("Su cita es el lunes. Responda A para confirmar, B para cambiar la fecha");
        assertEquals(Map.of("a", Intent.CONFIRMATION, "b", Intent.RESCHEDULE), spanish.answers());
        assertEquals(Label.RESCHEDULE, Taught.CLASSIFIER.classify("B.", spanish).label());
        assertEquals(
                Asked.PAYMENT,
                rules.contextOf("Su cuota de $120 vence el viernes").asked());
        assertEquals(Asked.NONE, rules.contextOf("").asked());
    }

    @Test
    void aQuestionOfLastWeekIsNoLongerAnswered() {
        var late = new ReplyContext(Asked.APPOINTMENT, Map.of("2", Intent.RESCHEDULE), 100, "en", OptOutTier.NONE);
        assertNotEquals(Source.RULE, Taught.CLASSIFIER.classify("2", late).source());
    }

    @Test
    void whatNobodyCanReadNeedsAPerson() {
        for (String text : List.of("", " ", "...", "asdfgh", "\u0000")) {
            Classification found = Taught.classify(text);
            assertEquals(Label.NO_ACTION, found.label(), text);
            assertTrue(found.needsTriage(), text);
        }
    }

    @Test
    void everyLabelSaysWhy() {
        for (Example each : Taught.replies("held-en")) {
            Classification found = Taught.CLASSIFIER.classify(each.text(), each.context());
            assertFalse(found.reasons().isEmpty(), each.text());
            assertTrue(found.reasons().size() <= 3, each.text());
            assertTrue(found.version().matches("rules-[0-9a-f]{8}/model-[0-9a-f]{8}"), found.version());
        }
        assertTrue(Taught.classify("can we move it to friday?").reasons().contains("means move"));
    }

    @Test
    void aPersonsLabelIsCertain() {
        Classification corrected = Taught.classify("mñn", Asked.APPOINTMENT).corrected(Intent.RESCHEDULE, "ana");
        assertEquals(Label.RESCHEDULE, corrected.label());
        assertEquals(Source.HUMAN, corrected.source());
        assertEquals(1, corrected.confidence());
        assertFalse(corrected.needsTriage());
        assertTrue(corrected.reasons().getFirst().startsWith("corrected from "));
    }

    @Test
    void theSameExamplesAlwaysGiveTheSameModel() {
        List<Example> examples = Taught.examples("en").subList(0, 300);
        Concepts concepts = Taught.CLASSIFIER.model().concepts();
        Model one = Trainer.train(examples, concepts);
        Model two = Trainer.train(examples, concepts);
        assertTrue(java.util.Arrays.equals(one.copyOfWeights(), two.copyOfWeights()));
        assertEquals(one.version(), two.version());
        assertNotEquals(
                one.version(), Trainer.train(examples.subList(1, 300), concepts).version());
    }

    @Test
    void columnsAndNumbersAreInTheOrderOfTheConstants() {
        for (Intent intent : Intent.values()) assertEquals(intent, Intent.at(intent.column()));
        for (Asked asked : Asked.values()) assertEquals(asked, Asked.at(asked.number()));
    }
}
