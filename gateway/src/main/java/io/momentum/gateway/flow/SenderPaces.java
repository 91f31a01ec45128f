package io.momentum.gateway.flow;

import io.momentum.gateway.session.RateLimit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How fast a carrier may be written to on behalf of each sender: what numbers for campaigns and short codes are granted by it
 * or by law. Any thread; time comes in as a parameter.
 */
public final class SenderPaces {

    /** Senders remembered; beyond it those are forgotten that have not sent lately, which changes nothing for them. */
    private static final int SENDERS_MAX = 50_000;

    private final int perSecond;
    private final Map<String, Integer> named;
    private final Map<String, RateLimit> limits = new ConcurrentHashMap<>();

    /**
     * Rates.
     *
     * @param perSecond messages a second of each sender, 0 for unlimited
     * @param named senders with a rate of their own, 0 for unlimited
     */
    public SenderPaces(int perSecond, Map<String, Integer> named) {
        this.perSecond = perSecond;
        this.named = Map.copyOf(named);
    }

    /** Whether no sender has a rate. */
    public boolean isUnlimited() {
        return perSecond == 0 && named.isEmpty();
    }

    /** The limit of a sender, null where it has none. */
    @Nullable
    RateLimit of(String sender, long nowNanos) {
        RateLimit known = limits.get(sender);
        if (known != null) return known;
        int rate = named.getOrDefault(sender, perSecond);
        if (rate == 0) return null;
        if (limits.size() >= SENDERS_MAX) limits.values().removeIf(limit -> limit.isFull(nowNanos));
        return limits.computeIfAbsent(sender, s -> new RateLimit(rate));
    }
}
