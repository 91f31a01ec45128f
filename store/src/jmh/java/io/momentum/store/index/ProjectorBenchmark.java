package io.momentum.store.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A message's whole life in the index, five facts and its share of the commits, without the reading of the journal. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(1)
public class ProjectorBenchmark {

    /** How many messages later a receipt comes: within a commit window, and two seconds later at 50,000 a second. */
    @Param({"1000", "100000"})
    private int receiptLag;

    private Path dir;
    private Index index;
    private Fold fold;
    private MessageStream stream;

    @Setup
    public void open() throws IOException {
        dir = Files.createTempDirectory("momentum-index-");
        index = Index.open(dir, IndexOptions.DEFAULT);
        fold = new Fold(index, new ProjectorCounters(), ProjectorOptions.DEFAULT);
        stream = new MessageStream(receiptLag);
    }

    @TearDown
    public void close() throws IOException {
        index.close();
        try (Stream<Path> files = Files.walk(dir)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) Files.delete(file);
        }
    }

    @Benchmark
    public void message() {
        stream.next(fold);
        if (fold.uncommitted() >= ProjectorOptions.DEFAULT.windowFactsMax()) fold.commit();
    }
}
