package io.momentum.gateway.suppress;

import io.momentum.gateway.message.Mt;
import io.momentum.gateway.message.Mt.Altered;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.suppression.SuppressionList;
import io.momentum.store.value.SuppressionScope;
import org.jspecify.annotations.Nullable;

/**
 * The law: no submit_sm leaves for a number that opted out, whatever its route and however old its queue.
 *
 * <p>The list is read and the bytes are written in one turn of the carrier's event loop. An opt-out first enters the list and
 * then passes the {@link Barrier} over all loops: every turn that read the list before has written by then, and every later
 * turn sees the entry. Only after that is the opt-out acknowledged.
 */
public final class SuppressionGate {

    /** A carrier's bind, as far as the gate needs it. */
    @FunctionalInterface
    public interface Wire {
        /** Writes the message now, in this turn. */
        void write(ClearedSubmit cleared);
    }

    private final SuppressionList list;

    public SuppressionGate(SuppressionList list) {
        this.list = list;
    }

    /** What closes the door to this message now; null if nothing does. The early answer at admission asks the same. */
    public @Nullable SuppressionScope blocking(Mt mt) {
        if (isConfirmation(mt)) return null;
        if (mt.digits() == 0) return null;
        SuppressionScope scope = list.blocking(mt.digits(), mt.account(), mt.source());
        Altered altered = mt.altered();
        // Who does not want messages from a sender does not want them under the name that a rule gives it.
        if (scope != null || altered == null) return scope;
        return list.blocking(mt.digits(), mt.account(), altered.source());
    }

    /**
     * Sends a message, unless its number opted out.
     *
     * @return what closed the door; null when it was written
     */
    public @Nullable SuppressionScope send(Mt mt, Wire wire) {
        SuppressionScope scope = blocking(mt);
        if (scope == null) wire.write(new ClearedSubmit(mt));
        return scope;
    }

    /** The one text that confirms an opt-out may go to the number that just opted out: once, on its first attempt. */
    private static boolean isConfirmation(Mt mt) {
        return mt.origin() == Origin.OPT_OUT_CONFIRMATION && mt.attempts() <= 1;
    }
}
