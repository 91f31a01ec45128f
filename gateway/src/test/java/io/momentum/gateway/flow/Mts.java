package io.momentum.gateway.flow;

import io.momentum.gateway.message.Mt;
import io.momentum.gateway.message.Priority;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.value.MessageId;
import io.momentum.store.value.SystemId;

/** Messages to put into queues. */
final class Mts {

    static final SystemId ACME = new SystemId("acme");
    static final long NOW_MILLIS = 1_790_000_000_000L;

    private Mts() {}

    /** The n-th message; ids grow with n. */
    static Mt mt(int n, String source, long digits, Priority priority, int trail) {
        return new Mt(
                MessageId.firstOf(NOW_MILLIS) + n,
                ACME,
                Origin.SMPP,
                source,
                digits,
                Long.MAX_VALUE,
                0,
                priority,
                0,
                false,
                trail,
                new byte[16]);
    }

    static Mt mt(int n, Priority priority) {
        return mt(n, "890123", 15_550_100 + n, priority, Trails.NONE);
    }

    static int number(Mt mt) {
        return (int) (mt.mtId() - MessageId.firstOf(NOW_MILLIS));
    }
}
