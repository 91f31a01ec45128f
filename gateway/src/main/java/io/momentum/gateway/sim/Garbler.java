package io.momentum.gateway.sim;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Damages PDUs as broken encoders, lost octets and hostile peers do: single octets and bits, lengths, cuts, repetitions, noise.
 * The same seed damages in the same way. Owned by one thread.
 */
public final class Garbler {

    private static final byte[] NASTY = {0, 1, 0x20, 0x7F, (byte) 0x80, (byte) 0xFE, (byte) 0xFF};
    private static final int DAMAGES_MAX = 4;
    private static final int NOISE_MAX = 40;

    private final SplittableRandom random;

    public Garbler(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A damaged copy; its command_length may be anything. */
    public byte[] garble(byte[] pdu) {
        byte[] garbled = pdu.clone();
        int damages = 1 + random.nextInt(DAMAGES_MAX);
        for (int i = 0; i < damages; i++) garbled = damage(garbled);
        return garbled;
    }

    /** A damaged copy whose header is whole and says its right length, so that the next PDU can be found. */
    public byte[] garbleBody(byte[] pdu) {
        byte[] body = garble(Arrays.copyOfRange(pdu, SmppChannel.HEADER, pdu.length));
        byte[] whole = Arrays.copyOf(pdu, SmppChannel.HEADER + body.length);
        System.arraycopy(body, 0, whole, SmppChannel.HEADER, body.length);
        ByteBuffer.wrap(whole).putInt(0, whole.length);
        return whole;
    }

    private byte[] damage(byte[] octets) {
        if (octets.length == 0) return noise();
        int at = random.nextInt(octets.length);
        int length = 1 + random.nextInt(octets.length - at);
        return switch (random.nextInt(8)) {
            case 0 -> with(octets, at, NASTY[random.nextInt(NASTY.length)]);
            case 1 -> with(octets, at, (byte) random.nextInt());
            case 2 -> with(octets, at, (byte) (octets[at] ^ 1 << random.nextInt(8)));
            case 3 -> with(with(octets, at, NASTY[random.nextInt(NASTY.length)]), octets.length - 1, (byte) 0xFF);
            case 4 -> Arrays.copyOf(octets, at);
            case 5 -> join(octets, at, at + length, new byte[0]);
            case 6 -> join(octets, at, at, noise());
            default -> join(octets, at, at, Arrays.copyOfRange(octets, at, at + length));
        };
    }

    private byte[] noise() {
        byte[] noise = new byte[1 + random.nextInt(NOISE_MAX)];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] with(byte[] octets, int at, byte value) {
        byte[] other = octets.clone();
        other[at] = value;
        return other;
    }

    /** What is before {@code from}, something between, and what is from {@code to} on. */
    private static byte[] join(byte[] octets, int from, int to, byte[] between) {
        byte[] joined = Arrays.copyOf(octets, from + between.length + octets.length - to);
        System.arraycopy(between, 0, joined, from, between.length);
        System.arraycopy(octets, to, joined, from + between.length, octets.length - to);
        return joined;
    }
}
