package io.momentum.gateway.record;

import io.momentum.gateway.record.FlightTape.Direction;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
import org.openjdk.jmh.annotations.Warmup;

/** What the flight recorder costs for each PDU: alone, and where one turn read or wrote many. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class FlightTapeBenchmark {

    private static final int MANY = 32;
    private static final int PDU_BYTES = 100;

    /** Connections in turn: with many of them a tape is not in the cache when it is written. */
    @Param({"1", "64"})
    private int connections;

    private final ByteBuf read = PooledByteBufAllocator.DEFAULT.directBuffer();
    private FlightTape[] tapes = {};
    private int next;

    @Setup
    public void fill() {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 2775);
        tapes = new FlightTape[connections];
        for (int i = 0; i < connections; i++) {
            tapes[i] = new FlightTape(i, address, address, RecorderConfig.DEFAULT.sessionBytes(), Runnable::run);
        }
        for (int i = 0; i < MANY; i++) read.writeInt(PDU_BYTES).writeZero(PDU_BYTES - Integer.BYTES);
    }

    @Benchmark
    public void one() {
        tapes[Math.floorMod(next++, connections)].add(Direction.RECEIVED, read, 0, PDU_BYTES, 1);
    }

    @Benchmark
    @OperationsPerInvocation(MANY)
    public void eachOfMany() {
        tapes[Math.floorMod(next++, connections)].add(Direction.RECEIVED, read, 0, MANY * PDU_BYTES, 1);
    }
}
