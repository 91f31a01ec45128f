package io.momentum.ops.followup.classify;

import io.momentum.ops.config.ClassifyFiles;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a reply costs to be understood, and the model to be taught. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class ClassifierBenchmark {

    private static final List<String> REPLIES = List.of(
            "ok gracias",
            "can we move it to friday?",
            "I'll take it, where do I pay?",
            "ya pagué ayer y me siguen cobrando, esto es un abuso",
            "My daughter has a fever, so we will not come tomorrow. Is there anything free next week, after 5pm?",
            "hola buenas tardes, a que hora abren mañana y que documentos tengo que llevar por favor");

    private final Classifier classifier = ClassifyFiles.shipped();
    private int next;

    @Benchmark
    public Classification reply() {
        next = (next + 1) % REPLIES.size();
        return classifier.classify(REPLIES.get(next), ReplyContext.NONE);
    }

    /** The longest that is looked at. */
    @Benchmark
    public Classification threeSegments() {
        return classifier.classify(REPLIES.get(4).repeat(5), ReplyContext.NONE);
    }

    /** At the start of a process, once. */
    @Benchmark
    @Fork(3)
    @BenchmarkMode(Mode.SingleShotTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    public Classifier taught() {
        return ClassifyFiles.shipped();
    }
}
