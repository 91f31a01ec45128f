package io.momentum.gateway.suppress;

import io.momentum.gateway.message.Mt;
import io.momentum.gateway.message.Mt.Altered;
import io.momentum.gateway.net.Loop;
import io.momentum.store.fact.Fact.OptOutAnswered;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.suppression.SuppressionList;
import io.momentum.store.value.SuppressionScope;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

    /** So many answers at one time may have a permission. */
    private static final int PERMITS_MAX = 100_000;

    private final SuppressionList list;
    private final Map<Long, Permit> permits = new ConcurrentHashMap<>();

    private record Permit(long digits, long untilMillis) {}

    public SuppressionGate(SuppressionList list) {
        this.list = list;
    }

    /** What closes the door to this message now; null if nothing does. The early answer at admission asks the same. */
    public @Nullable SuppressionScope blocking(Mt mt) {
        if (mt.digits() == 0 || isPermitted(mt)) return null;
        SuppressionScope scope = list.blocking(mt.digits(), mt.account(), mt.source(), mt.purpose());
        Altered altered = mt.altered();
        // Who does not want messages from a sender does not want them under the name that a rule gives it.
        if (scope != null || altered == null) return scope;
        return list.blocking(mt.digits(), mt.account(), altered.source(), mt.purpose());
    }

    /**
     * Lets one message pass to a number that is closed: our answer to an opt-out or a call for help, which the journal has, or gets
     * with that message, as an OptOutAnswered. It counts for the first attempt alone. Any thread.
     *
     * @return false where too many have a permission: then nobody is answered
     */
    public boolean permit(OptOutAnswered answer) {
        if (permits.size() >= PERMITS_MAX) forgetOver(Loop.nowMillis());
        if (permits.size() >= PERMITS_MAX) return false;
        permits.put(answer.mtId(), new Permit(answer.digits(), answer.untilMicros() / 1_000));
        return true;
    }

    /** Takes a permission back, for a message that the journal did not take. */
    public void revoke(long mtId) {
        permits.remove(mtId);
    }

    private void forgetOver(long nowMillis) {
        permits.values().removeIf(permit -> permit.untilMillis <= nowMillis);
    }

    private boolean isPermitted(Mt mt) {
        if (mt.origin() != Origin.OPT_OUT_CONFIRMATION || mt.attempts() > 1) return false;
        Permit permit = permits.get(mt.mtId());
        return permit != null && permit.digits == mt.digits() && Loop.nowMillis() < permit.untilMillis;
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
}
