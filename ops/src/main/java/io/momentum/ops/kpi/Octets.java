package io.momentum.ops.kpi;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Small numbers and texts as octets, one behind the other: written, or read from an array. Not for several threads. */
final class Octets {

    private byte[] octets;
    private int at;

    Octets() {
        octets = new byte[64];
    }

    Octets(byte[] from) {
        octets = from;
    }

    Octets(byte[] from, int at) {
        octets = from;
        this.at = at;
    }

    /** How many were written or read. */
    int at() {
        return at;
    }

    boolean hasMore() {
        return at < octets.length;
    }

    /** Seven bits an octet, the lowest first. */
    void number(long value) {
        if (octets.length - at < 10) octets = Arrays.copyOf(octets, octets.length * 2);
        long left = value;
        while ((left & ~0x7FL) != 0) {
            octets[at++] = (byte) ((left & 0x7F) | 0x80);
            left >>>= 7;
        }
        octets[at++] = (byte) left;
    }

    void signed(long value) {
        number((value << 1) ^ (value >> 63));
    }

    void text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        octets(utf8);
    }

    void octets(byte[] those) {
        if (octets.length - at < those.length)
            octets = Arrays.copyOf(octets, Math.max(octets.length * 2, at + those.length));
        System.arraycopy(those, 0, octets, at, those.length);
        at += those.length;
    }

    byte[] done() {
        return Arrays.copyOf(octets, at);
    }

    long number() {
        byte first = octets[at++];
        if (first >= 0) return first;
        long value = first & 0x7F;
        for (int shift = 7; ; shift += 7) {
            byte next = octets[at++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) return value;
        }
    }

    long signed() {
        long value = number();
        return (value >>> 1) ^ -(value & 1);
    }

    String text() {
        int length = (int) number();
        String value = new String(octets, at, length, StandardCharsets.UTF_8);
        at += length;
        return value;
    }
}
