package io.momentum.ops.boot;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Says how far the index has caught up, and about how long the rest takes. */
final class Catching implements LongConsumer {

    private static final double NANOS_A_SECOND = 1e9;

    private final long first;
    private final long last;
    private final LongSupplier nanoTime;
    private final long startNanos;
    private final Consumer<String> lines;

    /**
     * @param first the last fact that the index has at the beginning
     * @param last that it has in the end
     */
    Catching(long first, long last, LongSupplier nanoTime, Consumer<String> lines) {
        this.first = first;
        this.last = last;
        this.nanoTime = nanoTime;
        startNanos = nanoTime.getAsLong();
        this.lines = lines;
    }

    @Override
    public void accept(long sequence) {
        lines.accept(line(sequence));
    }

    private String line(long sequence) {
        if (sequence >= last) return String.format(Locale.ROOT, "Index: folded up to fact %,d", sequence);
        double seconds = (nanoTime.getAsLong() - startNanos) / NANOS_A_SECOND;
        double rate = (sequence - first) / Math.max(seconds, 1e-3);
        String left = rate < 1 ? "" : ", about %s to go".formatted(spoken((long) ((last - sequence) / rate)));
        long percent = 100 * (sequence - first) / Math.max(1, last - first);
        // With commas, since a log hides what looks like the number of a person.
        return String.format(
                Locale.ROOT, "Index: fact %,d of %,d, %d %%, %,d/s%s", sequence, last, percent, (long) rate, left);
    }

    private static String spoken(long seconds) {
        return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
    }
}
