package io.momentum.gateway.flow;

import io.momentum.gateway.session.RateLimit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Token buckets by key. Bounded: those of keys that have not been used lately are forgotten, which changes nothing for them; where
 * that is not enough, new keys share buckets, and are slower for it, never faster. Any thread; time comes in as a parameter.
 */
final class KeyedLimits {

    /** Keys remembered. */
    static final int KEYS_MAX = 50_000;

    private static final int SHARED = 1_024;

    private final int perSecond;
    private final Map<String, Integer> named;
    private final Map<String, RateLimit> limits = new ConcurrentHashMap<>();
    private final RateLimit looks = new RateLimit(1);

    /**
     * Rates.
     *
     * @param perSecond messages a second of each key that is not named, 0 for unlimited
     * @param named keys with a rate of their own, 0 for unlimited
     */
    KeyedLimits(int perSecond, Map<String, Integer> named) {
        this.perSecond = perSecond;
        this.named = Map.copyOf(named);
    }

    /** Whether no key has a rate. */
    boolean isUnlimited() {
        return perSecond == 0 && named.isEmpty();
    }

    boolean names(String key) {
        return named.containsKey(key);
    }

    /** How many buckets there are. */
    int size() {
        return limits.size();
    }

    /** The bucket of a key, null where it has no rate. */
    @Nullable
    RateLimit of(String key, long nowNanos) {
        RateLimit known = limits.get(key);
        if (known != null) return known;
        int rate = named.getOrDefault(key, perSecond);
        if (rate == 0) return null;
        boolean full = limits.size() >= KEYS_MAX && !makesRoom(nowNanos);
        String place = full && !named.containsKey(key) ? "\0" + Math.floorMod(key.hashCode(), SHARED) : key;
        return limits.computeIfAbsent(place, _ -> new RateLimit(rate));
    }

    /** Looks through all of them, once a second at most. */
    private boolean makesRoom(long nowNanos) {
        if (looks.tryTake(nowNanos)) limits.values().removeIf(limit -> limit.isFull(nowNanos));
        return limits.size() < KEYS_MAX;
    }
}
