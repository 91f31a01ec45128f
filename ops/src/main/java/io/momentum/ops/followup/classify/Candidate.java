package io.momentum.ops.followup.classify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A copy of a classifier that was taught corrections, and serves nobody yet. The same base and corrections always give the
 * same candidate. Each operator may move the weights by so much a day; what would go beyond is left out and named, so that
 * neither a mistake made a hundred times nor malice can turn the model over.
 *
 * @param base what serves meanwhile, and again if the candidate is reverted
 * @param classifier the copy
 * @param taught what changed it
 * @param held what was left out because its operator's share of that day was used up
 */
public record Candidate(Classifier base, Classifier classifier, Corrections taught, Corrections held) {

    /** A correction is repeated until the model thinks so, at most so often. */
    private static final int STEPS_MAX = 12;

    private static final float SURE = 0.75f;
    private static final float RATE = 0.8f;

    /** Length of the change of weights that one operator may cause in one day; a correction takes 1 to 6. */
    public static final double SHARE_DEFAULT = 120;

    /**
     * Teaches a copy of the base.
     *
     * @param share the length by which an operator may move the weights in one day
     * @throws IllegalArgumentException if the share is not positive
     */
    public static Candidate of(Classifier base, Corrections corrections, double share) {
        if (!(share > 0)) throw new IllegalArgumentException("share: more than 0");
        var lessons = new Lessons(base.model(), share);
        List<Correction> taught = new ArrayList<>();
        List<Correction> held = new ArrayList<>();
        for (Correction each : corrections.all()) (lessons.teach(each) ? taught : held).add(each);
        var kept = new Corrections(taught);
        String version = base.model().version() + "+" + taught.size() + "-" + kept.digest();
        Model model = taught.isEmpty() ? base.model() : lessons.model(version);
        return new Candidate(base, new Classifier(base.rules(), model), kept, new Corrections(held));
    }

    /** Gradient steps on one copy of the weights. */
    private static final class Lessons {

        private final Model base;
        private final double share;
        private final float[] weights;
        private final Map<Correction.Share, Double> used = new HashMap<>();

        Lessons(Model base, double share) {
            this.base = base;
            this.share = share;
            this.weights = base.copyOfWeights();
        }

        Model model(String version) {
            return new Model(weights, base.concepts(), version);
        }

        /** Whether it was taught, in part at least. */
        boolean teach(Correction correction) {
            double left = share - used.getOrDefault(correction.share(), 0.0);
            if (left <= 0) return false;
            Folded reply = Folded.of(correction.text());
            Features features =
                    base.features(reply, correction.context().stillOpen().asked());
            double moved = 0;
            for (int step = 0; step < STEPS_MAX && moved < left; step++) {
                float[] error = Model.probabilities(weights, features);
                if (error[correction.intent().column()] >= SURE) break;
                error[correction.intent().column()] -= 1;
                moved += step(features, error, left - moved);
            }
            used.merge(correction.share(), moved, Double::sum);
            return true;
        }

        /** Moves against the error, no further than what is left; how far. */
        private double step(Features features, float[] error, double left) {
            double length = 0;
            for (float each : error) length += (double) each * each;
            length = RATE * Math.sqrt(length); // the features of a reply have the length 1
            float rate = (float) (RATE * Math.min(1, left / length));
            for (int i = 0; i < features.size(); i++) {
                int at = features.bucket(i) * Intent.COUNT;
                for (int k = 0; k < Intent.COUNT; k++) weights[at + k] -= rate * error[k] * features.value(i);
            }
            return Math.min(length, left);
        }
    }
}
