package io.momentum.ops.boot;

import io.momentum.ops.config.ClassifyFiles;
import io.momentum.ops.config.ConfigException;
import io.momentum.ops.followup.classify.Classifier;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The classifier before anybody corrected it. It learns from its examples once a process, beside what else starts: the shipped
 * ones, or those beside a configuration. Any thread.
 */
final class LearnedClassifier {

    private static final Logger LOG = LoggerFactory.getLogger(LearnedClassifier.class);

    /** By where the examples lie; shipped ones have an empty name. */
    private static final Map<String, CompletableFuture<Classifier>> LEARNED = new ConcurrentHashMap<>();

    private LearnedClassifier() {}

    /**
     * Begins to learn, and waits for it where it is asked too early.
     *
     * @param directory with the examples; empty for those that are shipped
     */
    static Supplier<Classifier> of(String directory) {
        return LEARNED.computeIfAbsent(directory, LearnedClassifier::begun)::join;
    }

    private static CompletableFuture<Classifier> begun(String directory) {
        var learned = new CompletableFuture<Classifier>();
        Thread.ofPlatform()
                .daemon()
                .name("momentum-classifier")
                .start(() -> learned.completeAsync(() -> learn(directory), Runnable::run));
        return learned;
    }

    private static Classifier learn(String directory) {
        try {
            return directory.isEmpty() ? ClassifyFiles.shipped() : ClassifyFiles.of(Path.of(directory));
        } catch (ConfigException e) {
            LOG.error("The classifier learns from what is shipped alone:\n{}", e.getMessage());
            return ClassifyFiles.shipped();
        }
    }
}
