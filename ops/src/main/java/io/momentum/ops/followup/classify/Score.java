package io.momentum.ops.followup.classify;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How well a classifier does on replies whose labels are known.
 *
 * @param replies how many
 * @param right how many of them
 * @param f1 of each label that occurs, among the replies or in what was said of them
 */
public record Score(int replies, int right, Map<Label, Double> f1) {

    public Score {
        f1 = Map.copyOf(f1);
    }

    public static Score of(Classifier classifier, List<Example> examples) {
        Map<Label, Integer> hits = new EnumMap<>(Label.class);
        Map<Label, Integer> misses = new EnumMap<>(Label.class);
        int right = 0;
        for (Example each : examples) {
            Label wanted = each.intent().label();
            Label found = classifier.classify(each.text(), each.context()).label();
            if (found == wanted) {
                right++;
                hits.merge(wanted, 1, Integer::sum);
                continue;
            }
            misses.merge(wanted, 1, Integer::sum);
            misses.merge(found, 1, Integer::sum);
        }
        Map<Label, Double> f1 = new EnumMap<>(Label.class);
        for (Label label : Label.values()) {
            int hit = hits.getOrDefault(label, 0);
            int missed = misses.getOrDefault(label, 0);
            if (hit + missed > 0) f1.put(label, 2.0 * hit / (2.0 * hit + missed));
        }
        return new Score(examples.size(), right, f1);
    }

    /** The mean over the labels: rare ones count like frequent ones. 0 where there are none. */
    public double macroF1() {
        // In the order of labels, for a sum of doubles depends on it.
        double sum = 0;
        for (Label label : Label.values()) sum += f1.getOrDefault(label, 0.0);
        return f1.isEmpty() ? 0 : sum / f1.size();
    }
}
