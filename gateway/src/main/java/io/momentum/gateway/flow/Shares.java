package io.momentum.gateway.flow;

import io.momentum.gateway.message.Priority;

/**
 * Whose turn it is among messages of different urgency: the most urgent that waits, but for the shares that are kept for the
 * others, so that no flood of the one starves the other. Owned by one thread.
 */
final class Shares {

    private static final int WHOLE = 100;

    private final int[] percents;
    private final int[] credits = new int[Priority.values().length];

    /** @param percents kept for each priority; that of the most urgent is not looked at */
    Shares(int... percents) {
        this.percents = percents.clone();
    }

    /**
     * Whose turn it is.
     *
     * @param waiting a bit for each priority of which a message waits, at least one
     */
    int next(int waiting) {
        int urgent = Integer.numberOfTrailingZeros(waiting);
        if (waiting == 1 << urgent) return urgent;
        int chosen = urgent;
        for (int i = credits.length - 1; i > urgent; i--) {
            if ((waiting & 1 << i) == 0) continue;
            credits[i] = Math.min(WHOLE * 2, credits[i] + percents[i]);
            if (credits[i] >= WHOLE && chosen == urgent) chosen = i;
        }
        if (chosen != urgent) credits[chosen] -= WHOLE;
        return chosen;
    }
}
