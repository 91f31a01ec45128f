package io.momentum.ops.followup.assign;

import java.util.Locale;

/** How one of several members is chosen. */
public enum Strategy {
    /** Whoever had this contact last; where that is nobody, or cannot be, as LEAST_OPEN. */
    STICKY_OWNER,
    /** In turn. */
    ROUND_ROBIN,
    /** Whoever has the fewest open. */
    LEAST_OPEN,
    /** In turn, some more often than others. */
    WEIGHTED;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
