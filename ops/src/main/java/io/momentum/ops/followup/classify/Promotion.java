package io.momentum.ops.followup.classify;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether a candidate may serve: only if it does no worse on replies that nobody taught it, and gets no golden one wrong that
 * its base gets right. Nothing is lost either way: the base stays, and serves again when the promotion is reverted.
 *
 * @param before macro-F1 of the base
 * @param after macro-F1 of the candidate
 * @param flipped golden replies that the candidate gets wrong
 * @param difference what it learned
 */
public record Promotion(
        Candidate candidate, double before, double after, List<Example> flipped, Difference difference) {

    public Promotion {
        flipped = List.copyOf(flipped);
    }

    /**
     * Measures the candidate against its base.
     *
     * @param heldOut replies that neither the base nor the candidate was taught
     * @param golden replies whose labels must not change
     * @throws IllegalArgumentException if there is nothing to judge by
     */
    public static Promotion judge(Candidate candidate, List<Example> heldOut, List<Example> golden) {
        if (heldOut.isEmpty()) throw new IllegalArgumentException("nothing held out to judge by");
        return new Promotion(
                candidate,
                Score.of(candidate.base(), heldOut).macroF1(),
                Score.of(candidate.classifier(), heldOut).macroF1(),
                flipped(candidate, golden),
                Difference.of(candidate));
    }

    private static List<Example> flipped(Candidate candidate, List<Example> golden) {
        List<Example> flipped = new ArrayList<>();
        for (Example each : golden) {
            Label wanted = each.intent().label();
            boolean was = candidate.base().classify(each.text(), each.context()).label() == wanted;
            boolean is =
                    candidate.classifier().classify(each.text(), each.context()).label() == wanted;
            if (was && !is) flipped.add(each);
        }
        return flipped;
    }

    public boolean promoted() {
        return after >= before && flipped.isEmpty();
    }

    /** What serves from now on. */
    public Classifier serving() {
        return promoted() ? candidate.classifier() : candidate.base();
    }

    /** What served before, and serves again where somebody takes the promotion back. */
    public Classifier reverted() {
        return candidate.base();
    }

    /** For people, a line each: the verdict, and what was learned. */
    public List<String> report() {
        List<String> lines = new ArrayList<>();
        lines.add("%s %s: macro-F1 %.3f -> %.3f, %d taught, %d held back"
                .formatted(
                        promoted() ? "promoted" : "refused",
                        candidate.classifier().version(),
                        before,
                        after,
                        candidate.taught().all().size(),
                        candidate.held().all().size()));
        flipped.forEach(each -> lines.add("golden reply lost: '%s' is %s".formatted(each.text(), each.intent())));
        difference.learned().forEach(each -> lines.add(each.toString()));
        return lines;
    }
}
