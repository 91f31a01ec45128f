package io.momentum.store.journal;

import io.momentum.store.fact.Fact;
import io.momentum.store.fact.MessageFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Group commit. {@code throughput} counts facts while 256 batches of 50 are under way, as under load; {@code latency} is the
 * time of one batch of 5 from its offer to its callback while nothing else is under way. The directory is that of
 * {@code java.io.tmpdir}: it must be on the disk that is to be measured.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 3, time = 4)
public class JournalAppendBenchmark {

    private static final int MESSAGES = 10;
    private static final int UNDER_WAY = 256;

    @Param({"SYNC", "PAGE_CACHE"})
    private Durability durability;

    private final Semaphore free = new Semaphore(UNDER_WAY);
    private Path dir;
    private ChronicleJournal journal;
    private FactBatch batch;
    private FactBatch single;

    @Setup
    public void open() throws IOException {
        dir = Files.createTempDirectory("momentum-journal-");
        journal = ChronicleJournal.open(dir, durability, JournalOptions.defaults());
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) facts.addAll(MessageFacts.of(i));
        batch = FactBatch.awaited(facts, Runnable::run, free::release);
        single = FactBatch.awaited(MessageFacts.of(0), Runnable::run, free::release);
    }

    @TearDown
    public void close() throws IOException {
        free.acquireUninterruptibly(UNDER_WAY);
        journal.close();
        try (var paths = Files.walk(dir)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        }
    }

    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    @OperationsPerInvocation(MESSAGES * MessageFacts.COUNT)
    public void throughput() {
        free.acquireUninterruptibly();
        if (!journal.offer(batch)) throw new IllegalStateException("refused");
    }

    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public void latency() {
        free.acquireUninterruptibly(UNDER_WAY);
        free.release(UNDER_WAY - 1);
        if (!journal.offer(single)) throw new IllegalStateException("refused");
        free.acquireUninterruptibly(UNDER_WAY);
        free.release(UNDER_WAY);
    }
}
