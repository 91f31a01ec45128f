package io.momentum.ops.followup.classify;

/**
 * Weights of a multinomial logistic regression: for each bucket one per intent. Immutable; any thread may ask.
 */
public final class Model {

    private static final int INTENTS = Intent.COUNT;

    private final float[] weights;
    private final Concepts concepts;
    private final String version;

    Model(float[] weights, Concepts concepts, String version) {
        if (weights.length != Features.BUCKETS * INTENTS) throw new IllegalArgumentException("weights: wrong size");
        this.weights = weights;
        this.concepts = concepts;
        this.version = version;
    }

    /** What it was taught: the digest of its examples, and how many corrections came on top. */
    public String version() {
        return version;
    }

    Concepts concepts() {
        return concepts;
    }

    float[] copyOfWeights() {
        return weights.clone();
    }

    float weight(int bucket, int intent) {
        return weights[bucket * INTENTS + intent];
    }

    Features features(Folded reply, Asked asked) {
        return Features.of(reply, asked, concepts);
    }

    /** How likely each intent is, by its ordinal; they add up to 1. */
    float[] probabilities(Features features) {
        return probabilities(weights, features);
    }

    static float[] probabilities(float[] weights, Features features) {
        float[] scores = new float[INTENTS];
        for (int i = 0; i < features.size(); i++) {
            int at = features.bucket(i) * INTENTS;
            float value = features.value(i);
            for (int k = 0; k < INTENTS; k++) scores[k] += weights[at + k] * value;
        }
        toProbabilities(scores);
        return scores;
    }

    static void toProbabilities(float[] scores) {
        float max = scores[0];
        for (float score : scores) max = Math.max(max, score);
        float sum = 0;
        for (int k = 0; k < scores.length; k++) {
            scores[k] = (float) Math.exp(scores[k] - max);
            sum += scores[k];
        }
        for (int k = 0; k < scores.length; k++) scores[k] /= sum;
    }
}
