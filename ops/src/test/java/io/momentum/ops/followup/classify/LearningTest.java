package io.momentum.ops.followup.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What operators teach, and what stands between that and the replies of tomorrow. */
class LearningTest {

    private static final Instant MONDAY = Instant.parse("2026-11-23T09:00:00Z");
    private static final ReplyContext APPOINTMENT = ReplyContext.of(Asked.APPOINTMENT);

    private final Classifier base = Taught.CLASSIFIER;

    @Test
    void whatIsCorrectedIsLearned() {
        Candidate candidate = Candidate.of(base, slang(), Candidate.SHARE_DEFAULT);
        assertNotEquals(
                Label.RESCHEDULE, base.classify("zumbale al finde", APPOINTMENT).label());
        assertEquals(
                Label.RESCHEDULE,
                candidate.classifier().classify("zumbale al finde", APPOINTMENT).label());
        assertEquals(3, candidate.taught().all().size());
        assertTrue(
                candidate.classifier().version().contains("+3-"),
                candidate.classifier().version());
    }

    @Test
    void aGoodCandidateIsPromotedAndSaysWhatItLearned() {
        Promotion promotion = judge(Candidate.of(base, slang(), Candidate.SHARE_DEFAULT));
        assertTrue(promotion.promoted(), () -> String.join("\n", promotion.report()));
        assertSame(promotion.candidate().classifier(), promotion.serving());
        assertTrue(promotion.report().getFirst().startsWith("promoted rules-"));
        assertTrue(
                promotion.report().stream()
                        .anyMatch(line -> line.matches("'zúmbale.*' \\(asked appointment\\): \\w+ -> reschedule")),
                () -> String.join("\n", promotion.report()));
    }

    @Test
    void aPromotionCanBeTakenBack() {
        Promotion promotion = judge(Candidate.of(base, slang(), Candidate.SHARE_DEFAULT));
        assertSame(base, promotion.reverted());
    }

    @Test
    void aCandidateThatGetsGoldenRepliesWrongIsRefused() {
        Candidate candidate = Candidate.of(base, poison("eve", 400), 1e9);
        Promotion promotion = judge(candidate);
        assertFalse(promotion.promoted());
        assertSame(base, promotion.serving());
        assertFalse(promotion.flipped().isEmpty() && promotion.after() >= promotion.before());
        assertTrue(promotion.report().getFirst().startsWith("refused "));
    }

    @Test
    void oneOperatorMovesTheModelOnlySoFarInADay() {
        Corrections much = poison("eve", 400);
        Candidate candidate = Candidate.of(base, much, 5);
        assertTrue(distance(candidate) <= 5 + 1e-3, () -> "moved " + distance(candidate));
        assertFalse(candidate.held().all().isEmpty());
        assertEquals(
                400, candidate.held().all().size() + candidate.taught().all().size());
    }

    @Test
    void anotherOperatorAndAnotherDayHaveSharesOfTheirOwn() {
        Corrections eve = poison("eve", 100);
        Correction last = eve.all().getLast();
        Corrections all = eve.with(new Correction("que onda pues", APPOINTMENT, Intent.QUESTION, "ana", last.at()))
                .with(new Correction(
                        "que onda pues", APPOINTMENT, Intent.QUESTION, "eve", MONDAY.plus(Duration.ofDays(1))));
        Candidate candidate = Candidate.of(base, all, 5);
        List<Correction> taught = candidate.taught().all();
        assertEquals(all.all().subList(100, 102), taught.subList(taught.size() - 2, taught.size()));
    }

    @Test
    void theBaseIsNotTouched() {
        float[] before = base.model().copyOfWeights();
        Candidate.of(base, poison("eve", 50), 1e9);
        assertTrue(java.util.Arrays.equals(before, base.model().copyOfWeights()));
    }

    @Test
    void theSameCorrectionsMakeTheSameCandidate() {
        Candidate one = Candidate.of(base, slang(), 50);
        Candidate two = Candidate.of(base, slang(), 50);
        assertEquals(one.classifier().version(), two.classifier().version());
        assertTrue(java.util.Arrays.equals(
                one.classifier().model().copyOfWeights(),
                two.classifier().model().copyOfWeights()));
    }

    @Test
    void nothingTaughtIsNothingChanged() {
        Candidate candidate = Candidate.of(base, Corrections.NONE, 50);
        assertSame(base.model(), candidate.classifier().model());
        assertTrue(judge(candidate).difference().learned().isEmpty());
    }

    @Test
    void correctionsAreChosenByTimeAndOperator() {
        Corrections all =
                slang().with(new Correction("x", APPOINTMENT, Intent.QUESTION, "eve", MONDAY.minusSeconds(1)));
        assertEquals(slang(), all.since(MONDAY));
        assertEquals(slang(), all.without("eve"));
    }

    @Test
    void aCandidateIsNotJudgedByNothing() {
        Candidate candidate = Candidate.of(base, slang(), 50);
        assertThrows(IllegalArgumentException.class, () -> Promotion.judge(candidate, List.of(), List.of()));
        assertThrows(IllegalArgumentException.class, () -> Candidate.of(base, slang(), 0));
    }

    private static Promotion judge(Candidate candidate) {
        List<Example> heldOut = new ArrayList<>(Taught.replies("held-en"));
        heldOut.addAll(Taught.replies("held-es"));
        List<Example> golden = new ArrayList<>(Taught.replies("golden-en"));
        golden.addAll(Taught.replies("golden-es"));
        return Promotion.judge(candidate, heldOut, golden);
    }

    private static Corrections slang() {
        return Corrections.NONE
                .with(reschedule("zúmbale pal finde", "ana"))
                .with(reschedule("zúmbale tantito", "ben"))
                .with(reschedule("zúmbale porfa", "ana"));
    }

    private static Correction reschedule(String text, String operator) {
        return new Correction(text, APPOINTMENT, Intent.RESCHEDULE, operator, MONDAY);
    }

    /** Says of what everybody understands that it is something else. */
    private static Corrections poison(String operator, int count) {
        Corrections corrections = Corrections.NONE;
        List<Example> examples = Taught.examples("en");
        for (int i = 0; i < count; i++) {
            Example each = examples.get(i * 7 % examples.size());
            Intent wrong = each.intent() == Intent.COMPLAINT ? Intent.INTERESTED : Intent.COMPLAINT;
            corrections = corrections.with(new Correction(each.text(), each.context(), wrong, operator, MONDAY));
        }
        return corrections;
    }

    private double distance(Candidate candidate) {
        float[] from = base.model().copyOfWeights();
        float[] to = candidate.classifier().model().copyOfWeights();
        double sum = 0;
        for (int i = 0; i < from.length; i++) sum += ((double) to[i] - from[i]) * ((double) to[i] - from[i]);
        return Math.sqrt(sum);
    }
}
