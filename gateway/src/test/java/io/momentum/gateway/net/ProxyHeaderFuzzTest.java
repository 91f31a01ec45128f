package io.momentum.gateway.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.sim.Garbler;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What stands before the first PDU of a load balancer's connection, garbled: it is understood or the connection is closed. */
class ProxyHeaderFuzzTest {

    private static final long SECONDS = Long.getLong("momentum.fuzz.seconds", 3);
    private static final long SEED = Long.getLong("momentum.fuzz.seed", System.nanoTime());

    private static final byte[] V2 =
            HexFormat.of().parseHex("0d0a0d0a000d0a515549540a2111000cc0000201c00002021f900ad7");

    @Test
    void whateverComesIsTakenOrEndsTheConnection() {
        var random = new SplittableRandom(SEED);
        var garbler = new Garbler(random.nextLong());
        List<byte[]> seeds = List.of(
                text("PROXY TCP4 192.0.2.1 192.0.2.2 8080 2775\r\n"),
                text("PROXY TCP6 2001:db8::1 2001:db8::2 8080 2775\r\n"),
                text("PROXY UNKNOWN\r\n"),
                V2);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (System.nanoTime() < end) {
            byte[] header = garbler.garble(seeds.get(random.nextInt(seeds.size())));
            try {
                read(header, random);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + SEED + ": " + HexFormat.of().formatHex(header), e);
            }
        }
    }

    private static void read(byte[] header, SplittableRandom random) {
        var channel = new EmbeddedChannel();
        try {
            ProxyHeader.addTo(channel, address -> true);
            int at = 0;
            while (at < header.length && channel.isOpen()) {
                int some = Math.min(header.length - at, 1 + random.nextInt(40));
                channel.writeInbound(Unpooled.copiedBuffer(header, at, some));
                at += some;
            }
        } finally {
            channel.finishAndReleaseAll();
        }
    }

    @Test
    void whatIsWholeIsUnderstood() {
        var channel = new EmbeddedChannel();
        ProxyHeader.addTo(channel, address -> true);
        channel.writeInbound(Unpooled.copiedBuffer(V2));
        assertTrue(channel.isOpen());
        assertEquals("/192.0.2.1:8080", String.valueOf(ProxyHeader.sourceOf(channel)));
        channel.finishAndReleaseAll();
    }

    private static byte[] text(String header) {
        return header.getBytes(StandardCharsets.US_ASCII);
    }
}
