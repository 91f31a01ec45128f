package io.momentum.gateway.portability;

import io.momentum.gateway.route.Network;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a number's network besides the number plan.
 *
 * @param network where it is now; null where the number plan holds
 */
public record Located(@Nullable Network network, By by) {

    /** Who told. */
    public enum By {
        /** Nobody was asked. */
        PLAN,
        FILE,
        HTTP,
        ENUM,
        /** Whoever was asked did not answer in time, or was not asked because it is down or overloaded. */
        UNANSWERED;

        /** For the journal and people. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static final Located PLANNED = new Located(null, By.PLAN);

    static final Located UNANSWERED = new Located(null, By.UNANSWERED);
}
