package io.momentum.store.index;

import io.momentum.store.count.Histogram;
import io.momentum.store.value.IdForm;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** What became of one carrier's receipts since the process started. The projector counts, any thread reads. */
public final class CarrierReceipts {

    final LongAdder expected = new LongAdder();
    final LongAdder matched = new LongAdder();
    final LongAdder parked = new LongAdder();
    final LongAdder matchedLate = new LongAdder();
    final LongAdder rematched = new LongAdder();
    final LongAdder forgotten = new LongAdder();
    final LongAdder repeated = new LongAdder();
    final LongAdder contradictory = new LongAdder();
    final LongAdder suspect = new LongAdder();
    final LongAdder clockWrong = new LongAdder();
    final LongAdder otherForm = new LongAdder();
    final LongAdder formChanges = new LongAdder();
    private final Histogram delay = Histogram.ofReceipts();
    private volatile @Nullable IdForm form;

    void form(@Nullable IdForm learned) {
        form = learned;
    }

    /** The form of its ids as far as they were learned, null for not yet or not asked to. */
    public @Nullable IdForm form() {
        return form;
    }

    /** From submit_sm_resp to the receipt that told the end. */
    public Histogram delay() {
        return delay;
    }

    /** Messages that the carrier took and was asked to tell the end of. {@link #delay} counts the ends that it told. */
    public long expected() {
        return expected.sum();
    }

    /** Receipts that found their message at once. */
    public long matched() {
        return matched.sum();
    }

    /** Receipts that came before their message's submit_sm_resp, or have no message. */
    public long parked() {
        return parked.sum();
    }

    /** Those of them whose submit_sm_resp came after all. */
    public long matchedLate() {
        return matchedLate.sum();
    }

    /** Those of them that found their message when they were read again. */
    public long rematched() {
        return rematched.sum();
    }

    /** Those of them that were given up: no message of theirs had come while they were kept. */
    public long forgotten() {
        return forgotten.sum();
    }

    /** Receipts that said again what was known. */
    public long repeated() {
        return repeated.sum();
    }

    /** Receipts that told another end than the one before. */
    public long contradictory() {
        return contradictory.sum();
    }

    /** Messages delivered sooner than a phone can have got them. */
    public long suspect() {
        return suspect.sum();
    }

    /** Receipts with a date that cannot be. */
    public long clockWrong() {
        return clockWrong.sum();
    }

    /** Matches by another form of ids than the one that was learned. */
    public long otherForm() {
        return otherForm.sum();
    }

    /** How often a learned form became another one. */
    public long formChanges() {
        return formChanges.sum();
    }
}
