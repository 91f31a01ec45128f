package io.momentum.gateway.suppress;

import io.momentum.gateway.message.Mt;
import io.momentum.gateway.message.Priority;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.suppression.SuppressionList;
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
import org.openjdk.jmh.infra.Blackhole;

/** What the gate costs a message on its way to the wire, with a million suppressed numbers. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class GateBenchmark {

    private static final int SIZE = 1_000_000;
    private static final long FIRST = 12_015_550_000L;
    private static final int MESSAGES = 1 << 16;

    private final SuppressionList list = new SuppressionList();
    private final SuppressionGate gate = new SuppressionGate(list);
    private final Mt[] clear = new Mt[MESSAGES];
    private final Mt[] blocked = new Mt[MESSAGES];
    private int next;

    @Setup
    public void fill() {
        for (int i = 0; i < SIZE; i++) list.add(FIRST + 2L * i, SuppressionScope.GLOBAL);
        for (int i = 0; i < MESSAGES; i++) {
            long digits = FIRST + 2L * (i * 15L % SIZE);
            blocked[i] = to(digits);
            clear[i] = to(digits + 1);
        }
    }

    private static Mt to(long digits) {
        return new Mt(
                1,
                new SystemId("acme"),
                Origin.SMPP,
                "890123",
                digits,
                Long.MAX_VALUE,
                1,
                Priority.TRANSACTIONAL,
                0,
                false,
                0,
                new byte[64]);
    }

    @Benchmark
    public void passes(Blackhole wire) {
        gate.send(clear[next++ & (MESSAGES - 1)], wire::consume);
    }

    @Benchmark
    public Object blocks(Blackhole wire) {
        return gate.send(blocked[next++ & (MESSAGES - 1)], wire::consume);
    }
}
