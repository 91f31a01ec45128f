package io.momentum.ops.webhook;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/**
 * When an event is tried again. Pure.
 *
 * @param waits before each attempt; as many as there are attempts, the first is nothing
 */
public record Backoff(List<Duration> waits) {

    /** Ten attempts over 76 hours: a receiver may be down from Friday evening to Monday night. */
    public static final Backoff DEFAULT = new Backoff(List.of(
            Duration.ZERO,
            Duration.ofSeconds(5),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10),
            Duration.ofHours(14),
            Duration.ofHours(20),
            Duration.ofHours(24)));

    /** A receiver cannot put us off for longer. */
    static final long RETRY_AFTER_MAX_MICROS = Duration.ofHours(24).toNanos() / 1_000;

    private static final int SPREAD = 10;

    public Backoff {
        waits = List.copyOf(waits);
        if (waits.isEmpty()) throw new IllegalArgumentException("at least one attempt");
    }

    int attempts() {
        return waits.size();
    }

    /**
     * When the next attempt is; empty where the one before was the last.
     *
     * @param attempts how many there were
     * @param event spreads what failed together over a tenth of the wait
     * @param retryAfterMicros what the receiver asked for, 0 for nothing
     */
    OptionalLong next(int attempts, long event, long nowMicros, long retryAfterMicros) {
        if (attempts >= waits.size()) return OptionalLong.empty();
        long wait = waits.get(attempts).toNanos() / 1_000;
        long spread = wait / SPREAD;
        if (spread > 0) wait += Math.floorMod(event * 0x9E3779B97F4A7C15L, spread);
        return OptionalLong.of(nowMicros + Math.max(wait, Math.min(retryAfterMicros, RETRY_AFTER_MAX_MICROS)));
    }
}
