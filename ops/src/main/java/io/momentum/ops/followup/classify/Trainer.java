package io.momentum.ops.followup.classify;

import java.util.ArrayList;
import java.util.List;

/**
 * Teaches a model its examples by stochastic gradient descent with a step of its own for each bucket (AdaGrad). The order of
 * the examples is shuffled by fixed numbers, so the same examples always give the same weights.
 */
public final class Trainer {

    private static final int EPOCHS = 10;
    private static final float RATE = 1;
    /** How far weights are drawn to zero, per visit. */
    private static final float DECAY = 2e-6f;

    private static final int INTENTS = Intent.COUNT;

    private final Concepts concepts;
    private final float[] weights = new float[Features.BUCKETS * INTENTS];
    private final float[] gradients = new float[Features.BUCKETS];
    private int random = 0x2545F491;

    private Trainer(Concepts concepts) {
        this.concepts = concepts;
    }

    /** What is seen of an example, and what it means. */
    private record Row(int[] buckets, float[] values, int intent) {}

    public static Model train(List<Example> examples, Concepts concepts) {
        var trainer = new Trainer(concepts);
        List<Row> rows = trainer.rows(examples);
        for (int epoch = 0; epoch < EPOCHS; epoch++) trainer.visit(rows);
        return new Model(trainer.weights, concepts, version(examples, concepts));
    }

    private static String version(List<Example> examples, Concepts concepts) {
        int hash = Digest.start(concepts.digest());
        for (Example each : examples) {
            hash = Digest.add(hash, each.intent().toString());
            hash = Digest.add(hash, each.asked().map(Asked::toString).orElse("*"));
            hash = Digest.add(hash, each.text());
        }
        return "model-" + Digest.name(hash);
    }

    /** Of the examples that mean the same whatever was asked, every other one is seen where something was. */
    private List<Row> rows(List<Example> examples) {
        List<Row> rows = new ArrayList<>(examples.size());
        for (Example each : examples) {
            Asked any = rows.size() % 2 == 0 ? Asked.NONE : Asked.at(next(Asked.COUNT));
            Features features = Features.of(Folded.of(each.text()), each.asked().orElse(any), concepts);
            rows.add(
                    new Row(features.buckets(), features.values(), each.intent().column()));
        }
        return rows;
    }

    private void visit(List<Row> rows) {
        int[] order = shuffled(rows.size());
        for (int at : order) learn(rows.get(at));
    }

    private void learn(Row row) {
        float[] error = error(row);
        float norm = 0;
        for (float each : error) norm += each * each;
        for (int i = 0; i < row.buckets.length; i++) {
            int bucket = row.buckets[i];
            float value = row.values[i];
            gradients[bucket] += norm * value * value;
            float step = RATE * value / (float) Math.sqrt(gradients[bucket] + 1e-6f);
            int at = bucket * INTENTS;
            for (int k = 0; k < INTENTS; k++) weights[at + k] -= step * error[k] + DECAY * weights[at + k];
        }
    }

    private float[] error(Row row) {
        float[] error = new float[INTENTS];
        for (int i = 0; i < row.buckets.length; i++) {
            int at = row.buckets[i] * INTENTS;
            for (int k = 0; k < INTENTS; k++) error[k] += weights[at + k] * row.values[i];
        }
        Model.toProbabilities(error);
        error[row.intent] -= 1;
        return error;
    }

    private int[] shuffled(int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = next(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** Xorshift: 0..bound - 1, the same numbers in each run. */
    private int next(int bound) {
        random ^= random << 13;
        random ^= random >>> 17;
        random ^= random << 5;
        return Integer.remainderUnsigned(random, bound);
    }
}
