package io.momentum.ops.followup.classify;

/** FNV-1a over characters: names what a model was taught, and spreads n-grams over its buckets. */
final class Digest {

    private static final int OFFSET = 0x811C9DC5;
    private static final int PRIME = 0x01000193;

    private Digest() {}

    static int start(int seed) {
        return (OFFSET ^ seed) * PRIME;
    }

    static int add(int hash, CharSequence text, int from, int to) {
        int result = hash;
        for (int i = from; i < to; i++) result = (result ^ text.charAt(i)) * PRIME;
        return result;
    }

    static int add(int hash, CharSequence text) {
        return add(hash, text, 0, text.length());
    }

    /** The last step: every bit of the result depends on every bit of the hash. */
    static int spread(int hash) {
        int h = hash;
        h = (h ^ (h >>> 16)) * 0x85EBCA6B;
        h = (h ^ (h >>> 13)) * 0xC2B2AE35;
        return h ^ (h >>> 16);
    }

    /** Eight hexadecimal digits. */
    static String name(int hash) {
        return "%08x".formatted(spread(hash));
    }
}
