package io.momentum.store.index;

import io.momentum.store.value.CarrierId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What the projector has seen since the process started. The projector counts, any thread reads. */
public final class ProjectorCounters {

    final LongAdder rounds = new LongAdder();
    final LongAdder facts = new LongAdder();
    final LongAdder commits = new LongAdder();
    final LongAdder commitNanos = new LongAdder();
    final LongAdder parked = new LongAdder();
    final LongAdder parkedMatched = new LongAdder();
    final LongAdder repeated = new LongAdder();
    final LongAdder contradictory = new LongAdder();
    final LongAdder notKept = new LongAdder();
    final LongAdder receipts = new LongAdder();
    final LongAdder strays = new LongAdder();
    private final Map<CarrierId, CarrierReceipts> carriers = new ConcurrentHashMap<>();

    /** What became of a carrier's receipts. */
    public CarrierReceipts of(CarrierId carrier) {
        return carriers.computeIfAbsent(carrier, id -> new CarrierReceipts());
    }

    /** How often its thread has gone round, at least every 10 ms, and while it waits for room on the disk every 200 ms. */
    public long rounds() {
        return rounds.sum();
    }

    public long facts() {
        return facts.sum();
    }

    public long commits() {
        return commits.sum();
    }

    /** Time spent in RocksDB's writes. */
    public long commitNanos() {
        return commitNanos.sum();
    }

    /** Receipts that came before their message's submit_sm_resp, or have no message: {@link #parkedMatched} found theirs. */
    public long parked() {
        return parked.sum();
    }

    public long parkedMatched() {
        return parkedMatched.sum();
    }

    /** Receipts that said again what was known. */
    public long repeated() {
        return repeated.sum();
    }

    /** Receipts with another final state than the first one. */
    public long contradictory() {
        return contradictory.sum();
    }

    /** Receipts beyond the most that a timeline keeps; the journal has them. */
    public long notKept() {
        return notKept.sum();
    }

    /** Receipts put into an outbox. */
    public long receipts() {
        return receipts.sum();
    }

    /** Facts about messages that the index does not know. */
    public long strays() {
        return strays.sum();
    }
}
