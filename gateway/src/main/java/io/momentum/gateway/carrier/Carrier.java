package io.momentum.gateway.carrier;

import io.momentum.gateway.cause.CauseTable;
import io.momentum.gateway.codec.SegmentRules;
import io.momentum.gateway.flow.Circuit;
import io.momentum.gateway.flow.LaneQueue;
import io.momentum.gateway.flow.Pace;
import io.momentum.gateway.flow.SenderPaces;
import io.momentum.gateway.flow.Trails;
import io.momentum.gateway.message.Mt;
import io.momentum.gateway.message.Priority;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.profile.CauseRules.OptOuts;
import io.momentum.gateway.profile.FlowRules;
import io.momentum.gateway.profile.PartsProfile;
import io.momentum.gateway.profile.StatusClasses;
import io.momentum.gateway.profile.StatusClasses.StatusClass;
import io.momentum.gateway.profile.TextProfile;
import io.momentum.gateway.receipt.ReceiptScanner;
import io.momentum.gateway.session.RateLimit;
import io.momentum.store.fact.Fact.OptSource;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.fact.Fact.UnknownPolicy;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.SuppressionScope;
import io.momentum.store.value.SystemId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One SMSC: what all its lanes share. A lane is the carrier's part of one event loop; a message that comes in on a loop leaves
 * on the same loop where a bind lives there. Room in the queue is taken at admission and given back when the message has
 * ended, so an accepted message always has a place. Any thread, but for the lanes.
 */
public final class Carrier {

    /** Messages a second by which a carrier is tried that was broken. */
    private static final int PROBES_PER_SECOND = 2;

    /** From here on codes mean what the carrier says (SMPP 3.4 section 5.1.3). */
    private static final int VENDOR_MIN = 0x400;

    private static final Logger LOG = LoggerFactory.getLogger(Carrier.class);

    private final CarrierConfig config;
    private final CarrierCounters counters;
    private final ReceiptScanner receipts;
    private final SegmentRules segmentRules;
    private final FlowRules flow;
    private final Pace pace;
    private final SenderPaces senders;
    private final Circuit circuit;
    private final RateLimit probes = new RateLimit(PROBES_PER_SECOND);
    private final RateLimit routedProbes = new RateLimit(PROBES_PER_SECOND);
    private final AtomicInteger messages = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean quiet = new AtomicBoolean();
    private final List<Lane> lanes = new ArrayList<>();
    private final Lanes all;
    private final BindLimits binding;
    private final List<OutbindListener> outbinds = new CopyOnWriteArrayList<>();
    private final Set<CarrierBind> refused = ConcurrentHashMap.newKeySet();

    Carrier(
            CarrierConfig config,
            CarrierCounters counters,
            List<Loop> loops,
            LaneSteps steps,
            Lanes all,
            BindLimits binding) {
        this.config = config;
        this.counters = counters;
        receipts = new ReceiptScanner(config.profile().receipts());
        TextProfile text = config.profile().text();
        PartsProfile parts = config.profile().parts();
        segmentRules = new SegmentRules(parts.split(), parts.maxParts(), text.outboundForm(), text.languages());
        this.all = all;
        this.binding = binding;
        flow = config.profile().flow().rules();
        pace = new Pace(
                config.ratePerSecond(),
                flow.throttle().floorPerSecond(),
                flow.throttle().recoverMillis(),
                System.nanoTime());
        senders = new SenderPaces(flow.senders().perSecond(), flow.senders().named());
        circuit = new Circuit(flow.circuit());
        for (Loop loop : loops) lanes.add(new Lane(this, loop, steps, all));
    }

    public CarrierId id() {
        return config.id();
    }

    public CarrierConfig config() {
        return config;
    }

    public CarrierCounters counters() {
        return counters;
    }

    /** Reads the carrier's receipts, as its profile has them. */
    public ReceiptScanner receipts() {
        return receipts;
    }

    /** What the carrier's codes mean. */
    public CauseTable causes() {
        return config.profile().causes().table();
    }

    /**
     * What a code by which the carrier reports an opt-out is to change; null where the configuration wants nothing changed,
     * or there is no number to close.
     *
     * @param digits whom the message was for, as E.164, 0 where it is none
     * @param evidenceId our id of the receipt, or of the message that was refused
     * @param code as the carrier wrote it
     */
    public @Nullable OptedOut optOut(long atMicros, long digits, SystemId account, long evidenceId, String code) {
        OptOuts wanted = config.profile().causes().optOuts();
        if (digits == 0 || wanted == OptOuts.OFF) return null;
        counters.reportedOptOuts.increment();
        var scope = wanted == OptOuts.GLOBAL ? SuppressionScope.GLOBAL : SuppressionScope.account(account);
        return new OptedOut(atMicros, digits, scope, OptSource.CARRIER, evidenceId, id() + " " + code);
    }

    /** What follows where nobody can tell whether a message arrived: the policy, while the message has tries left. */
    public UnknownPolicy afterUnknown(Mt mt) {
        boolean hasTries = mt.attempts() < flow.retries().temporary().tries();
        return hasTries ? config.unknownPolicy() : UnknownPolicy.HOLD;
    }

    /** How long messages are written for it. */
    public SegmentRules segmentRules() {
        return segmentRules;
    }

    /** What binds may be tried, and after whom. */
    BindLimits binding() {
        return binding;
    }

    /** Whether the SMSC refuses our credentials on a bind: somebody has to look. */
    public boolean credentialsRefused() {
        return !refused.isEmpty();
    }

    void credentialsRefused(CarrierBind bind, boolean isSo) {
        if (isSo) refused.add(bind);
        else refused.remove(bind);
    }

    /** Binds that were tried within the last hour. */
    public int bindsLastHour() {
        return binding.budget().lastHour(Loop.nowMillis());
    }

    /** Whether so many binds were tried within the last hour that carriers begin to ask questions. */
    public boolean bindAlarm() {
        return bindsLastHour() > config.profile().session().rebinding().alarmPerHour();
    }

    void outbinds(OutbindListener listener) {
        outbinds.add(listener);
    }

    void closeOutbinds() {
        outbinds.forEach(listener -> listener.lane().loop().run(listener::close));
    }

    /** The port on which the carrier may ask us to bind, 0 where it may not. */
    public int outbindPort() {
        return outbinds.stream().mapToInt(OutbindListener::port).findFirst().orElse(0);
    }

    void quiet() {
        quiet.set(true);
    }

    boolean isQuiet() {
        return quiet.get();
    }

    FlowRules flow() {
        return flow;
    }

    Pace pace() {
        return pace;
    }

    boolean limitsSenders() {
        return !senders.isUnlimited();
    }

    LaneQueue newQueue() {
        return new LaneQueue(flow.kept().transactionalPercent(), flow.kept().campaignPercent(), senders);
    }

    /** Whether anything may leave now: not while we drain, and only to try it while the carrier is broken. */
    boolean isOpen(long nowNanos) {
        if (quiet.get()) return false;
        return switch (circuit.state()) {
            case CLOSED -> true;
            case HALF_OPEN -> probes.tryTake(nowNanos);
            case OPEN -> false;
        };
    }

    /** By the first lane, at every tick. */
    void tick(long nowNanos) {
        pace.tick(nowNanos, counters.submits.sum());
        if (!circuit.sample(nowNanos, totals())) return;
        counters.circuitChanges.increment();
        LOG.warn("Carrier {}: circuit is {}", id(), circuit.state());
    }

    /** What an error asks us to do: as the profile says, else SMPP; a vendor's own code follows the cause that it has here. */
    StatusClass classOf(int status) {
        StatusClasses statuses = config.profile().statuses();
        StatusClass known = statuses.of(status);
        boolean open = status >= VENDOR_MIN && !statuses.exceptions().containsKey(status);
        if (known != StatusClass.PERMANENT || !open) return known;
        return switch (causes().ofSubmit(status).retry()) {
            case SLOWER -> StatusClass.THROTTLE;
            case MINUTES, HOURS, BACK_OFF -> StatusClass.TEMPORARY;
            case NOT_NEEDED, NEVER, OTHER_CARRIER -> known;
        };
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

    List<Lane> lanes() {
        return lanes;
    }

    /** Messages that were accepted for this carrier and have not ended. */
    public int queuedMessages() {
        return messages.get();
    }

    public long queuedBytes() {
        return bytes.get();
    }

    /** How full the queue is, by messages or octets, whichever is more. */
    int fullPercent() {
        long byMessages = 100L * messages.get() / config.queueMessages();
        long byBytes = 100 * bytes.get() / config.queueBytes();
        return (int) Math.max(byMessages, byBytes);
    }

    /** Binds that can transmit now. */
    public int boundTransmitters() {
        return lanes.stream().mapToInt(Lane::boundTransmitters).sum();
    }

    /** Whether a message can leave now. */
    public boolean isBound() {
        for (Lane lane : lanes) {
            if (lane.boundTransmitters() > 0) return true;
        }
        return false;
    }

    /** Whether nothing can leave now, or should: no bind, or the circuit is open. */
    public boolean isBroken() {
        return circuit.state() == Circuit.State.OPEN || !isBound();
    }

    /** Whether a route should prefer it now: a carrier that was broken gets a few messages to try it with. */
    boolean isPreferable() {
        if (!isBound()) return false;
        return switch (circuit.state()) {
            case CLOSED -> true;
            case HALF_OPEN -> routedProbes.tryTake(System.nanoTime());
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

    /** Messages of a priority that wait for a place in a window. */
    public int waiting(Priority priority) {
        return lanes.stream().mapToInt(lane -> lane.state().waiting(priority)).sum();
    }

    /** How long the message has waited that may leave and waits longest; 0 where none waits. */
    public long oldestAgeMillis(long nowMillis) {
        long oldest = oldestMillis();
        return oldest == 0 ? 0 : Math.max(0, nowMillis - oldest);
    }

    private long oldestMillis() {
        return lanes.stream()
                .mapToLong(lane -> lane.state().oldestMillis())
                .filter(millis -> millis > 0)
                .min()
                .orElse(0);
    }

    public List<BindStatus> binds() {
        return lanes.stream().flatMap(lane -> lane.statuses().stream()).toList();
    }

    /** Takes room for a message. @return false when the queue is full */
    public boolean tryReserve(int pduBytes) {
        if (messages.incrementAndGet() > config.queueMessages()) {
            messages.decrementAndGet();
            return false;
        }
        if (bytes.addAndGet(pduBytes) > config.queueBytes()) {
            release(pduBytes);
            return false;
        }
        return true;
    }

    /** Takes room for all parts of a message, or for none. */
    public boolean tryReserve(List<Mt> parts) {
        for (int taken = 0; taken < parts.size(); taken++) {
            if (tryReserve(parts.get(taken).pdu().length)) continue;
            for (Mt part : parts.subList(0, taken)) release(part.pdu().length);
            return false;
        }
        return true;
    }

    /** Takes room whatever the bounds say: for messages that the journal already holds. */
    void reserve(int pduBytes) {
        messages.incrementAndGet();
        bytes.addAndGet(pduBytes);
    }

    /** Gives the room of a message back. */
    void release(int pduBytes) {
        messages.decrementAndGet();
        bytes.addAndGet(-pduBytes);
    }

    boolean hasRoom() {
        return messages.get() < config.queueMessages() && bytes.get() < config.queueBytes();
    }

    /**
     * Where a message stands among those of its sender to its recipient, if order is kept; from {@code Trails}.
     *
     * @return its trail; under 0 where another is on its way: it belongs to the carrier of {@link Carriers#ofTrail}
     */
    public int enterTrail(Loop from, String source, long recipient, Priority priority) {
        if (!flow.ordered()) return Trails.NONE;
        int lane = laneFrom(from).number();
        return lane == 0 ? Trails.NONE : all.trails().enter(Trails.key(source, recipient, priority), lane);
    }

    /** Puts a message for which room was taken into the queue: on this loop's lane if it can send, else on one that can. */
    public void enqueue(Loop from, Mt mt) {
        Lane lane = mt.trail() == Trails.NONE ? laneFrom(from) : all.ofTrail(mt.trail(), laneFrom(from));
        // While it was on its way to the disk, the one that it follows may have moved to another carrier.
        if (lane.carrier() != this) {
            release(mt.pdu().length);
            lane.carrier().reserve(mt.pdu().length);
        }
        if (lane.loop() == from) lane.enqueue(mt);
        else lanes.get(from.index()).handOver(lane, mt);
    }

    /** Takes over a message that the journal holds already, whatever the bounds say, with its trail. */
    public void takeOver(Loop from, Mt mt) {
        reserve(mt.pdu().length);
        if (mt.trail() > 0) all.trails().move(mt.trail(), laneFrom(from).number());
        enqueue(from, mt);
    }

    /** As {@link Lane#attemptAtOnce}; false where it has to be queued. */
    boolean attemptAtOnce(Loop loop, Mt mt) {
        return lanes.get(loop.index()).attemptAtOnce(mt);
    }

    /** A message for which room was taken has ended, or was not accepted after all. */
    public void ended(Loop loop, Mt mt) {
        lanes.get(loop.index()).ended(mt);
    }

    /** A message that entered a trail was not accepted, before room was taken for it. */
    public void leaveTrail(Loop loop, Mt mt) {
        lanes.get(loop.index()).moves().leaveTrail(mt);
    }

    Lane laneFrom(Loop from) {
        Lane own = lanes.get(from.index());
        if (own.boundTransmitters() > 0) return own;
        for (Lane lane : lanes) {
            if (lane.boundTransmitters() > 0) return lane;
        }
        return own;
    }

    /**
     * How one bind stands, for people.
     *
     * @param host where it is connected to, or will be next, as configured
     * @param lastEnd why its last connection ended, empty at first
     * @param nextTryMillis when it is tried again, in milliseconds since 1970; 0 where it is up or nothing is planned
     * @param oldestUnansweredNanos how long its oldest submit_sm has waited for its answer
     * @param theirVersion sc_interface_version, 0 where the SMSC did not say
     */
    public record BindStatus(
            CarrierId carrier,
            int index,
            String role,
            String state,
            int windowUsed,
            String peer,
            String host,
            String lastEnd,
            long nextTryMillis,
            long oldestUnansweredNanos,
            int theirVersion) {}
}
