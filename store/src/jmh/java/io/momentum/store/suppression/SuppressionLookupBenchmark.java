package io.momentum.store.suppression;

import io.momentum.store.value.SuppressionScope;
import io.momentum.store.value.SystemId;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One look-up, as both the admission and the gate make it, in a list of ten million numbers. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
public class SuppressionLookupBenchmark {

    private static final int SIZE = 10_000_000;
    private static final long FIRST = 890_000_000_000L;

    private final SystemId account = new SystemId("acme");
    private final SuppressionList list = new SuppressionList();
    private long seed = 42;

    @Setup
    public void fill() {
        SuppressionScope byAccount = SuppressionScope.account(account);
        for (long i = 0; i < SIZE; i++) {
            list.add(FIRST + i * 7, i % 10 == 0 ? byAccount : SuppressionScope.GLOBAL);
        }
        list.add(1, SuppressionScope.sender("890123"));
    }

    @Benchmark
    public Object hit() {
        return list.blocking(FIRST + next() * 7, account, "890123");
    }

    /** The usual case: no scope closes the number, and all three are asked. */
    @Benchmark
    public Object miss() {
        return list.blocking(FIRST + next() * 7 + 1, account, "890123");
    }

    private long next() {
        seed = seed * 6364136223846793005L + 1442695040888963407L;
        return (seed >>> 33) % SIZE;
    }
}
