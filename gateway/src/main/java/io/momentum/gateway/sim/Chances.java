package io.momentum.gateway.sim;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Seeded choices: the same seed and the same questions give the same answers. Owned by one thread. */
final class Chances {

    private final SplittableRandom random;

    Chances(long seed) {
        random = new SplittableRandom(seed);
    }

    boolean percent(double percent) {
        return percent > 0 && random.nextDouble(100) < percent;
    }

    int between(int min, int max) {
        return min == max ? min : random.nextInt(min, max + 1);
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** One of the shares by its percentage; null for the part of the hundred that they leave. */
    <T> @Nullable T share(List<T> shares, ToDoubleFunction<T> percent) {
        if (shares.isEmpty()) return null;
        double roll = random.nextDouble(100);
        for (T share : shares) {
            roll -= percent.applyAsDouble(share);
            if (roll < 0) return share;
        }
        return null;
    }
}
