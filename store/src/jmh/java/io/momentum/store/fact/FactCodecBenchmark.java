package io.momentum.store.fact;

import java.util.List;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What it costs to write a fact and to read it back, on the average of the five facts of a message. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FactCodecBenchmark {

    private final FactWriter writer = new FactWriter(4096);
    private final FactReader reader = new FactReader();
    private List<Fact> facts;
    private byte[] bytes;

    @Setup
    public void encodeOnce() {
        facts = MessageFacts.of(1);
        FactWriter once = new FactWriter(4096);
        facts.forEach(fact -> FactCodec.encode(fact, once));
        bytes = once.toByteArray();
    }

    @Benchmark
    @OperationsPerInvocation(MessageFacts.COUNT)
    public int encode() {
        writer.length(0);
        for (Fact fact : facts) FactCodec.encode(fact, writer);
        return writer.length();
    }

    @Benchmark
    @OperationsPerInvocation(MessageFacts.COUNT)
    public void decode(Blackhole hole) {
        reader.wrap(bytes, 0, bytes.length);
        while (reader.hasMore()) hole.consume(FactCodec.decode(reader));
    }
}
