package io.momentum.gateway.policy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of each contact, of so many contacts at most: beyond that the one that was touched longest ago is forgotten,
 * and counted. Any thread; threads that ask for different contacts rarely meet.
 *
 * @param <V> what is remembered, immutable
 */
final class Recents<V> {

    private static final int STRIPES = 64;

    private static final class Stripe<V> extends LinkedHashMap<Long, V> {
        private static final long serialVersionUID = 1L;

        private final int most;
        private final transient LongAdder forgotten;

        Stripe(int most, LongAdder forgotten) {
            super(16, 0.75f, true);
            this.most = most;
            this.forgotten = forgotten;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, V> eldest) {
            boolean full = size() > most;
            if (full) forgotten.increment();
            return full;
        }
    }

    private final Stripe<V>[] stripes;
    private final LongAdder forgotten = new LongAdder();

    @SuppressWarnings({"unchecked", "rawtypes"})
    Recents(int most) {
        stripes = new Stripe[STRIPES];
        for (int i = 0; i < STRIPES; i++) stripes[i] = new Stripe<>(Math.max(1, most / STRIPES), forgotten);
    }

    @Nullable
    V get(long key) {
        Stripe<V> stripe = stripe(key);
        synchronized (stripe) {
            return stripe.get(key);
        }
    }

    /** Changes what is remembered, in one step; null for nothing, before and after. */
    void update(long key, UnaryOperator<@Nullable V> change) {
        Stripe<V> stripe = stripe(key);
        synchronized (stripe) {
            V before = stripe.get(key);
            @Nullable V after = change.apply(before);
            if (after == null) stripe.remove(key);
            else stripe.put(key, after);
        }
    }

    /** How many contacts have had to be forgotten. */
    long forgotten() {
        return forgotten.sum();
    }

    private Stripe<V> stripe(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return stripes[(int) (mixed >>> 58)];
    }
}
