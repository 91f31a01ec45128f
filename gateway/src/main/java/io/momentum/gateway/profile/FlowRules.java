package io.momentum.gateway.profile;

import io.momentum.gateway.flow.Circuit;
import io.momentum.gateway.flow.LeavingLimits.Rates;
import java.util.List;
import java.util.Map;

/**
 * In which order a carrier is written to, how fast, how often again, and when not at all.
 *
 * @param ordered whether the messages of one sender to one recipient leave one by one, each after the answer to the one
 *     before; where not, they may overtake each other
 * @param throttle what follows an answer that we are too fast
 * @param limits rates of single binds, senders, networks and campaigns
 * @param kept shares kept for what is less urgent
 * @param retries how often, and when, a message is tried again
 * @param circuit when a carrier counts as broken
 * @param failoverMillis how long a carrier must be broken before what waits for it goes where a route leads besides it
 */
public record FlowRules(
        boolean ordered,
        Throttle throttle,
        Limits limits,
        Kept kept,
        Retries retries,
        Circuit.Rules circuit,
        long failoverMillis) {

    public static final FlowRules DEFAULT = new FlowRules(
            true, Throttle.DEFAULT, Limits.UNLIMITED, Kept.DEFAULT, Retries.DEFAULT, Circuit.Rules.DEFAULT, 5_000);

    public FlowRules withOrdered(boolean other) {
        return new FlowRules(other, throttle, limits, kept, retries, circuit, failoverMillis);
    }

    public FlowRules withThrottle(Throttle other) {
        return new FlowRules(ordered, other, limits, kept, retries, circuit, failoverMillis);
    }

    public FlowRules withLimits(Limits other) {
        return new FlowRules(ordered, throttle, other, kept, retries, circuit, failoverMillis);
    }

    public FlowRules withKept(Kept other) {
        return new FlowRules(ordered, throttle, limits, other, retries, circuit, failoverMillis);
    }

    public FlowRules withRetries(Retries other) {
        return new FlowRules(ordered, throttle, limits, kept, other, circuit, failoverMillis);
    }

    public FlowRules withCircuit(Circuit.Rules other) {
        return new FlowRules(ordered, throttle, limits, kept, retries, other, failoverMillis);
    }

    public FlowRules withFailoverMillis(long other) {
        return new FlowRules(ordered, throttle, limits, kept, retries, circuit, other);
    }

    /**
     * What follows a throttle: half of the rate, at least the floor.
     *
     * @param floorPerSecond 1 or more
     * @param recoverMillis from the floor back to the rate before
     */
    public record Throttle(int floorPerSecond, long recoverMillis) {
        public static final Throttle DEFAULT = new Throttle(1, 20_000);
    }

    /**
     * Messages a second besides the carrier's own rate.
     *
     * @param sessionPerSecond over each bind, 0 for unlimited
     * @param senders by the sender's address text
     * @param networks by the destination's MCC-MNC, MCC, or leading digits and {@code *}
     * @param campaigns by name
     */
    public record Limits(int sessionPerSecond, Rates senders, Rates networks, Rates campaigns) {
        public static final Limits UNLIMITED = new Limits(0, Rates.UNLIMITED, Rates.UNLIMITED, Rates.UNLIMITED);

        public Limits withSenders(Rates other) {
            return new Limits(sessionPerSecond, other, networks, campaigns);
        }
    }

    /** Percent of what leaves that is kept for less urgent messages while more urgent ones wait. */
    public record Kept(int transactionalPercent, int campaignPercent) {
        public static final Kept DEFAULT = new Kept(20, 10);
    }

    /**
     * The retry table.
     *
     * @param temporary for every temporary status that is not named
     * @param byStatus by command_status
     * @param carriers over how many carriers a message is tried at most that they refuse for each other's sake, this one included
     */
    public record Retries(Retry temporary, Map<Integer, Retry> byStatus, int carriers) {
        public static final Retries DEFAULT = new Retries(Retry.DEFAULT, Map.of());

        /** With the usual number of carriers. */
        public Retries(Retry temporary, Map<Integer, Retry> byStatus) {
            this(temporary, byStatus, 3);
        }

        public Retries {
            byStatus = Map.copyOf(byStatus);
        }

        public Retry of(int status) {
            return byStatus.isEmpty() ? temporary : byStatus.getOrDefault(status, temporary);
        }
    }

    /**
     * How a message is tried again.
     *
     * @param tries how often it is written at most, the first time included
     * @param waitsMillis before the second try, the third and so on; the last holds for all that follow
     */
    public record Retry(int tries, List<Long> waitsMillis) {
        public static final Retry DEFAULT =
                new Retry(8, List.of(500L, 2_000L, 10_000L, 30_000L, 60_000L, 300_000L, 600_000L));

        public Retry {
            waitsMillis = List.copyOf(waitsMillis);
            if (tries < 1 || waitsMillis.isEmpty()) throw new IllegalArgumentException("a try and a wait at least");
        }

        /** How long to wait after so many tries. */
        public long waitMillis(int tried) {
            return waitsMillis.get(Math.clamp(tried - 1L, 0, waitsMillis.size() - 1));
        }
    }
}
