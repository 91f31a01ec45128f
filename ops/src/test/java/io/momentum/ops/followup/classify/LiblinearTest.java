package io.momentum.ops.followup.classify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The same features in the hands of a library of repute: what is learned from them is as good. */
class LiblinearTest {

    private static final double POINTS = 0.03;

    private final Concepts concepts = Taught.CLASSIFIER.model().concepts();

    @Test
    void theModelIsAsGoodAsLiblinears() {
        de.bwaldvogel.liblinear.Model theirs = train(Taught.examples("en", "es", "pt", "fr"));
        List<Example> replies = new ArrayList<>();
        for (String name : List.of("held-en", "held-es", "third-en", "third-es", "fresh-en", "fresh-es")) {
            replies.addAll(Taught.replies(name));
        }
        double our = accuracy(replies, this::ours);
        double their = accuracy(replies, example -> intent(theirs, example));
        assertTrue(their > 0.8, "liblinear " + their);
        assertEquals(their, our, POINTS);
    }

    private Intent ours(Example example) {
        Model model = Taught.CLASSIFIER.model();
        float[] likely = model.probabilities(
                model.features(Folded.of(example.text()), example.context().asked()));
        int best = 0;
        for (int k = 1; k < likely.length; k++) if (likely[k] > likely[best]) best = k;
        return Intent.at(best);
    }

    private Intent intent(de.bwaldvogel.liblinear.Model model, Example example) {
        return Intent.at((int) Linear.predict(model, nodes(example)));
    }

    private static double accuracy(List<Example> replies, java.util.function.Function<Example, Intent> judge) {
        long right = replies.stream()
                .filter(each -> judge.apply(each).label() == each.intent().label())
                .count();
        return (double) right / replies.size();
    }

    private de.bwaldvogel.liblinear.Model train(List<Example> examples) {
        Linear.disableDebugOutput();
        var problem = new Problem();
        problem.l = examples.size();
        problem.n = Features.BUCKETS;
        problem.x = new Feature[problem.l][];
        problem.y = new double[problem.l];
        for (int i = 0; i < problem.l; i++) {
            problem.x[i] = nodes(examples.get(i));
            problem.y[i] = examples.get(i).intent().column();
        }
        return Linear.train(problem, new Parameter(SolverType.L2R_LR_DUAL, 10, 0.1, 100, 0.1));
    }

    private Feature[] nodes(Example example) {
        Features features =
                Features.of(Folded.of(example.text()), example.context().asked(), concepts);
        Map<Integer, Double> values = new TreeMap<>();
        for (int i = 0; i < features.size(); i++) {
            values.merge(features.bucket(i) + 1, (double) features.value(i), Double::sum);
        }
        return values.entrySet().stream()
                .map(each -> new FeatureNode(each.getKey(), each.getValue()))
                .toArray(Feature[]::new);
    }
}
