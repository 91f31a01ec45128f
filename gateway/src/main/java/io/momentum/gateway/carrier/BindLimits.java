package io.momentum.gateway.carrier;

import io.momentum.gateway.profile.SessionProfile.Rebinding;
import io.momentum.gateway.session.BindBudget;
import java.util.function.BooleanSupplier;

/**
 * What the binds of one carrier are held to, over all of them: the budgets of the carrier and of the process, one place to look
 * up names, and the carrier that this one replaces. Any thread.
 *
 * @param budget the carrier's own; it goes on over reloads
 * @param ofProcess that of all carriers together
 * @param predecessorStands whether sessions of the carrier before this one may still stand at the same SMSC: most refuse a second
 *     set of them
 */
record BindLimits(BindBudget budget, BindBudget ofProcess, Resolver resolver, BooleanSupplier predecessorStands) {

    /** The budget of a carrier: its first binds at once, and then so many a minute. */
    static BindBudget budgetOf(CarrierConfig config) {
        Rebinding rules = config.profile().session().rebinding();
        int atOnce = Math.max(rules.perMinute(), 2 * config.binds());
        return new BindBudget(new BindBudget.Rules(rules.perMinute(), atOnce));
    }

    /** Takes a try. @return 0, or the nanoseconds until there may be one */
    long takeOrWaitNanos(long nowNanos, long nowMillis) {
        long own = budget.takeOrWaitNanos(nowNanos);
        long all = own > 0 ? own : ofProcess.takeOrWaitNanos(nowNanos);
        if (all == 0) budget.count(nowMillis);
        return all;
    }
}
