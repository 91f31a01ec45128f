package io.momentum.gateway.carrier;

import io.momentum.gateway.flow.Circuit;
import io.momentum.gateway.flow.LaneQueue;
import io.momentum.gateway.flow.LeavingLimits;
import io.momentum.gateway.flow.Pace;
import io.momentum.gateway.flow.Reach;
import io.momentum.gateway.message.Mt;
import io.momentum.gateway.profile.FlowRules;
import io.momentum.gateway.profile.StatusClasses;
import io.momentum.gateway.profile.StatusClasses.StatusClass;
import io.momentum.gateway.route.NumberPlan;
import io.momentum.gateway.session.RateLimit;
import io.momentum.store.fact.Fact.UnknownPolicy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How fast messages leave for a carrier, whether any may leave at all, and what its answers ask us to do: pace, rates of senders
 * and circuit are one for all its lanes. Any thread, but for {@link #tick}.
 */
public final class CarrierFlow {

    /** Messages a second by which a carrier is tried that was broken. */
    private static final int PROBES_PER_SECOND = 2;

    /** From here on codes mean what the carrier says (SMPP 3.4 section 5.1.3). */
    private static final int VENDOR_MIN = 0x400;

    private static final Logger LOG = LoggerFactory.getLogger(CarrierFlow.class);

    private final CarrierConfig config;
    private final CarrierCounters counters;
    private final FlowRules rules;
    private final Pace pace;
    private final LeavingLimits limits;
    private final Reach reach;
    private final Circuit circuit;
    private final RateLimit probes = new RateLimit(PROBES_PER_SECOND);
    private final RateLimit routedProbes = new RateLimit(PROBES_PER_SECOND);
    private final AtomicBoolean quiet = new AtomicBoolean();

    CarrierFlow(CarrierConfig config, CarrierCounters counters, Supplier<NumberPlan> plan) {
        this.config = config;
        this.counters = counters;
        rules = config.profile().flow().rules();
        pace = new Pace(
                config.ratePerSecond(),
                rules.throttle().floorPerSecond(),
                rules.throttle().recoverMillis(),
                System.nanoTime());
        FlowRules.Limits rates = rules.limits();
        limits = new LeavingLimits(rates.campaigns(), rates.senders(), rates.networks(), plan);
        reach = new Reach(config.ratePerSecond(), config.binds() * config.window());
        circuit = new Circuit(rules.circuit());
    }

    FlowRules rules() {
        return rules;
    }

    Pace pace() {
        return pace;
    }

    /** Rates of single senders, networks and campaigns. */
    public LeavingLimits limits() {
        return limits;
    }

    /** What its windows allow at the pace of its answers. */
    public Reach reach() {
        return reach;
    }

    /** The bucket of one bind. */
    RateLimit newSessionRate() {
        return new RateLimit(rules.limits().sessionPerSecond());
    }

    LaneQueue newQueue() {
        return new LaneQueue(rules.kept().transactionalPercent(), rules.kept().campaignPercent(), limits);
    }

    // ---- whether any may leave

    /** Nothing leaves from now on. */
    void quiet() {
        quiet.set(true);
    }

    /** Whether anything may leave now: not while we drain, and only to try it while the carrier is broken. */
    boolean isOpen(long nowNanos) {
        return !quiet.get() && isClosedOr(probes, nowNanos);
    }

    /** Whether a route should prefer the carrier now: one that was broken gets a few messages to try it with. */
    boolean isPreferable() {
        return circuit.state() == Circuit.State.CLOSED || isClosedOr(routedProbes, System.nanoTime());
    }

    private boolean isClosedOr(RateLimit tries, long nowNanos) {
        return switch (circuit.state()) {
            case CLOSED -> true;
            case HALF_OPEN -> tries.tryTake(nowNanos);
            case OPEN -> false;
        };
    }

    public Circuit.State circuit() {
        return circuit.state();
    }

    /** Submits a second that may leave now, 0 for unlimited. */
    public double rateNow() {
        return pace.perSecond();
    }

    /** Whether the carrier has slowed us down. */
    public boolean isThrottled() {
        return pace.isThrottled();
    }

    /** By the first lane, at every tick. */
    void tick(long nowNanos) {
        pace.tick(nowNanos, counters.submits.sum());
        watchReach(nowNanos);
        if (!circuit.sample(nowNanos, totals())) return;
        counters.circuitChanges.increment();
        LOG.warn("Carrier {}: circuit is {}", config.id(), circuit.state());
    }

    private void watchReach(long nowNanos) {
        boolean changed = reach.sample(nowNanos, counters.responseTime.count(), counters.responseTime.sumNanos());
        if (!changed) return;
        if (reach.isShort()) {
            LOG.warn(
                    "Carrier {}: at {} ms to an answer its windows allow {} submits a second, less than its rate of {}",
                    config.id(),
                    reach.meanMillis(),
                    reach.perSecond(),
                    config.ratePerSecond());
        } else {
            LOG.info("Carrier {}: its windows allow its rate again", config.id());
        }
    }

    /** A message that is refused for its own sake tells nothing bad about its carrier; a throttle tells nothing at all. */
    private Circuit.Totals totals() {
        if (!circuit.isUsed()) return Circuit.Totals.ZERO;
        long[] good = new long[1];
        long[] bad = {counters.unknownOutcomes.sum()};
        long[] answered = new long[1];
        counters.responses.snapshot().forEach((status, count) -> {
            answered[0] += count;
            StatusClass error = status == 0 ? null : classOf(status);
            if (error == StatusClass.TEMPORARY) bad[0] += count;
            else if (error != StatusClass.THROTTLE) good[0] += count;
        });
        return new Circuit.Totals(good[0], bad[0], answered[0], counters.responseTime.sumNanos());
    }

    // ---- what its answers ask us to do

    /**
     * What an error asks us to do: as the profile says; else another carrier's turn where the error's cause says so; else as SMPP
     * says, but for a vendor's own code, which follows the cause that it has here.
     */
    StatusClass classOf(int status) {
        StatusClasses statuses = config.profile().statuses();
        StatusClass known = statuses.of(status);
        if (statuses.exceptions().containsKey(status)) return known;
        var retry = config.profile().causes().table().ofSubmit(status).retry();
        boolean isOurs = known != StatusClass.PERMANENT || status < VENDOR_MIN;
        return switch (retry) {
            case OTHER_CARRIER -> StatusClass.ELSEWHERE;
            case SLOWER -> isOurs ? known : StatusClass.THROTTLE;
            case MINUTES, HOURS, BACK_OFF -> isOurs ? known : StatusClass.TEMPORARY;
            case NOT_NEEDED, NEVER -> known;
        };
    }

    /** What follows where nobody can tell whether a message arrived: the policy, while the message has tries left. */
    public UnknownPolicy afterUnknown(Mt mt) {
        boolean hasTries = mt.attempts() < rules.retries().temporary().tries();
        return hasTries ? config.unknownPolicy() : UnknownPolicy.HOLD;
    }
}
