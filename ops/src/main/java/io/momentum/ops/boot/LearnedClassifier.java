package io.momentum.ops.boot;

import io.momentum.ops.config.ClassifyFiles;
import io.momentum.ops.followup.classify.Classifier;
import java.util.concurrent.CompletableFuture;

/** The classifier as it is shipped: it learns from its examples once a process, beside what else starts. Any thread. */
final class LearnedClassifier {

    private static final class Learning {
        private static final CompletableFuture<Classifier> CLASSIFIER = begun();

        private static CompletableFuture<Classifier> begun() {
            var learned = new CompletableFuture<Classifier>();
            Thread.ofPlatform()
                    .daemon()
                    .name("momentum-learning")
                    .start(() -> learned.completeAsync(ClassifyFiles::shipped, Runnable::run));
            return learned;
        }
    }

    private LearnedClassifier() {}

    /** Begins to learn. */
    static void begin() {
        Learning.CLASSIFIER.isDone();
    }

    /** What was learned; waits for it where it must. */
    static Classifier get() {
        return Learning.CLASSIFIER.join();
    }
}
