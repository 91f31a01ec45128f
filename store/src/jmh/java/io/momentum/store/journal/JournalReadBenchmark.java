package io.momentum.store.journal;

import io.momentum.store.fact.Fact;
import io.momentum.store.fact.MessageFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What a fact costs the projector before it does anything with it, and what it takes to find the place to begin. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 3)
public class JournalReadBenchmark {

    private static final int FACTS = 500_000;
    private static final int BATCH = 500;

    private Path dir;
    private ChronicleJournal journal;
    private long place;

    @Setup
    public void write() throws IOException {
        dir = Files.createTempDirectory("momentum-journal-");
        journal = ChronicleJournal.open(dir, Durability.PAGE_CACHE, JournalOptions.defaults());
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < BATCH / MessageFacts.COUNT; i++) facts.addAll(MessageFacts.of(i));
        for (int i = 0; i < FACTS; i += BATCH) {
            while (!journal.offer(FactBatch.riding(facts))) LockSupport.parkNanos(100_000);
        }
        while (journal.durableSequence() < FACTS) LockSupport.parkNanos(100_000);
    }

    @TearDown
    public void close() throws IOException {
        journal.close();
        try (var paths = Files.walk(dir)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        }
    }

    @Benchmark
    @OutputTimeUnit(TimeUnit.NANOSECONDS)
    @OperationsPerInvocation(FACTS)
    public void read(Blackhole hole) {
        try (JournalReader reader = journal.read(1)) {
            while (reader.poll(4096, (sequence, fact, position) -> {
                        hole.consume(fact);
                        hole.consume(position);
                    })
                    > 0) Thread.onSpinWait();
        }
    }

    @Benchmark
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public void seek(Blackhole hole) {
        place = (place + 7919 * 31) % FACTS;
        try (JournalReader reader = journal.read(place + 1)) {
            reader.poll(1, (sequence, fact, position) -> hole.consume(fact));
        }
    }
}
