package io.momentum.gateway.carrier;

import io.momentum.gateway.cause.CauseTable;
import io.momentum.gateway.codec.SegmentRules;
import io.momentum.gateway.flow.Circuit;
import io.momentum.gateway.flow.LeavingLimits;
import io.momentum.gateway.flow.Trails;
import io.momentum.gateway.message.Mt;
import io.momentum.gateway.message.Priority;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.profile.CauseRules.OptOuts;
import io.momentum.gateway.profile.PartsProfile;
import io.momentum.gateway.profile.TextProfile;
import io.momentum.gateway.receipt.ReceiptScanner;
import io.momentum.store.fact.Fact.OptSource;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.SuppressionScope;
import io.momentum.store.value.SystemId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One SMSC: its lanes, and what they share. A lane is the carrier's part of one event loop; a message that comes in on a loop
 * leaves on the same loop where a bind lives there. What is shared has a class for each concept: {@link QueueRoom}, {@link
 * CarrierFlow} and {@link Binding}. Any thread, but for the lanes.
 */
public final class Carrier {

    private final CarrierConfig config;
    private final CarrierCounters counters;
    private final ReceiptScanner receipts;
    private final SegmentRules segmentRules;
    private final QueueRoom room;
    private final CarrierFlow flow;
    private final Binding binding;
    private final LaneSteps steps;
    private final Lanes all;
    private final List<Lane> lanes = new ArrayList<>();

    Carrier(
            CarrierConfig config,
            CarrierCounters counters,
            List<Loop> loops,
            LaneSteps steps,
            Lanes all,
            BindLimits limits) {
        this.config = config;
        this.counters = counters;
        this.steps = steps;
        this.all = all;
        receipts = new ReceiptScanner(config.profile().receipts());
        TextProfile text = config.profile().text();
        PartsProfile parts = config.profile().parts();
        segmentRules = new SegmentRules(parts.split(), parts.maxParts(), text.outboundForm(), text.languages());
        room = new QueueRoom(config.queueMessages(), config.queueBytes());
        flow = new CarrierFlow(config, counters, all.plan());
        binding = new Binding(config, limits);
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

    /** The room in its queue. */
    public QueueRoom room() {
        return room;
    }

    /** How fast messages leave, and whether any may. */
    public CarrierFlow flow() {
        return flow;
    }

    /** What its binds have in common. */
    public Binding binding() {
        return binding;
    }

    /** Reads the carrier's receipts, as its profile has them. */
    public ReceiptScanner receipts() {
        return receipts;
    }

    /** What the carrier's codes mean. */
    public CauseTable causes() {
        return config.profile().causes().table();
    }

    /** How long messages are written for it. */
    public SegmentRules segmentRules() {
        return segmentRules;
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

    // ---- how it stands

    List<Lane> lanes() {
        return lanes;
    }

    /** Messages that were accepted for this carrier and have not ended. */
    public int queuedMessages() {
        return room.messages();
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
        return flow.circuit() == Circuit.State.OPEN || !isBound();
    }

    /** Whether a route should prefer it now. */
    boolean isPreferable() {
        return isBound() && flow.isPreferable();
    }

    /** Messages of a priority that wait for a place in a window. */
    public int waiting(Priority priority) {
        return lanes.stream().mapToInt(lane -> lane.state().waiting(priority)).sum();
    }

    /** Messages that wait because their sender, network or campaign is over its rate. */
    public int slowed(LeavingLimits.Kind kind) {
        return lanes.stream().mapToInt(lane -> lane.state().slowed(kind)).sum();
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

    // ---- what comes

    /**
     * Where a message stands among those of its account's sender to its recipient, if order is kept; from {@code Trails}.
     *
     * @return its trail; under 0 where another is on its way: it belongs to the carrier of {@link Carriers#ofTrail}
     */
    public int enterTrail(Loop from, SystemId account, String source, long recipient, Priority priority) {
        if (!flow.rules().ordered()) return Trails.NONE;
        int lane = laneFrom(from).number();
        if (lane == 0) return Trails.NONE;
        return all.trails().enter(all.trails().key(account, source, recipient, priority), lane);
    }

    /**
     * Puts a message for which room was taken into the queue: on this loop's lane if it can send, else on one that can. Where the
     * one that it follows has moved to another carrier while it was on its way to the disk, it goes after that.
     */
    public void enqueue(Loop from, Mt mt) {
        Lane lane = mt.trail() == Trails.NONE ? laneFrom(from) : all.ofTrail(mt.trail(), laneFrom(from));
        if (lane.carrier() != this) {
            room.giveBack(mt);
            steps.onward().resume(from, mt);
        } else if (lane.loop() == from) {
            lane.enqueue(mt);
        } else {
            lanes.get(from.index()).handOver(lane, mt);
        }
    }

    /** Takes over a message that the journal holds already, whatever the bounds say, with its trail. */
    public void takeOver(Loop from, Mt mt) {
        room.take(mt);
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
