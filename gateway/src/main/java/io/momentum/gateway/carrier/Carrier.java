package io.momentum.gateway.carrier;

import io.momentum.gateway.cause.CauseTable;
import io.momentum.gateway.message.Mt;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.profile.CauseRules.OptOuts;
import io.momentum.gateway.receipt.ReceiptScanner;
import io.momentum.gateway.session.RateLimit;
import io.momentum.store.fact.Fact.OptSource;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.SuppressionScope;
import io.momentum.store.value.SystemId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One SMSC: what all its lanes share. A lane is the carrier's part of one event loop; a message that comes in on a loop leaves
 * on the same loop where a bind lives there. Room in the queue is taken at admission and given back when the message has
 * ended, so an accepted message always has a place. Any thread, but for the lanes.
 */
public final class Carrier {

    private final CarrierConfig config;
    private final CarrierCounters counters;
    private final ReceiptScanner receipts;
    private final RateLimit pace;
    private final AtomicInteger messages = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean quiet = new AtomicBoolean();
    private final List<Lane> lanes = new ArrayList<>();

    Carrier(CarrierConfig config, CarrierCounters counters, List<Loop> loops, LaneSteps steps) {
        this.config = config;
        this.counters = counters;
        receipts = new ReceiptScanner(config.profile().receipts());
        pace = new RateLimit(config.ratePerSecond());
        for (Loop loop : loops) lanes.add(new Lane(this, loop, steps));
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

    void quiet() {
        quiet.set(true);
    }

    boolean isQuiet() {
        return quiet.get();
    }

    RateLimit pace() {
        return pace;
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

    /** Takes room whatever the bounds say: for messages that the journal already holds. */
    public void reserve(int pduBytes) {
        messages.incrementAndGet();
        bytes.addAndGet(pduBytes);
    }

    /** Gives the room of a message back. */
    public void release(int pduBytes) {
        messages.decrementAndGet();
        bytes.addAndGet(-pduBytes);
    }

    /** Puts a message for which room was taken into the queue: on this loop's lane if it can send, else on one that can. */
    public void enqueue(Loop from, Mt mt) {
        Lane lane = laneFrom(from);
        if (lane.loop() == from) lane.enqueue(mt);
        else lanes.get(from.index()).handOver(lane, mt);
    }

    /** As {@link Lane#attemptAtOnce}; false where it has to be queued: then {@link #arrived} follows, once. */
    public boolean attemptAtOnce(Loop loop, Mt mt) {
        return lanes.get(loop.index()).attemptAtOnce(mt);
    }

    /** The acceptance of a message that could not be attempted at once has been decided. */
    public void arrived(Loop loop) {
        lanes.get(loop.index()).arrived();
    }

    Lane laneFrom(Loop from) {
        Lane own = lanes.get(from.index());
        if (own.boundTransmitters() > 0) return own;
        for (Lane lane : lanes) {
            if (lane.boundTransmitters() > 0) return lane;
        }
        return own;
    }

    /** How one bind stands, for people. */
    public record BindStatus(CarrierId carrier, int index, String role, String state, int windowUsed, String peer) {}
}
