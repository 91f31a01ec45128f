package io.momentum.store.journal;

/**
 * Where facts become durable. Facts are offered in batches, one per read of a socket, never one by one.
 *
 * <p>Any thread may offer. Batches offered by one thread keep their order.
 */
public interface Journal extends AutoCloseable {

    /**
     * Hands a batch over to the journal thread. Never blocks.
     *
     * @return false when the bounded queue is full, the disk is below its reserve, or the journal has stopped: the caller
     *     answers with a temporary status and keeps nothing
     */
    boolean offer(FactBatch batch);

    /** The sequence number of the last durable fact, 0 before the first. */
    long durableSequence();

    /** Reads facts from one sequence number on, in order, up to the durable one; waits for nobody. */
    JournalReader read(long fromSequence);

    /** The outbox ids that belong to facts which have gone, for a fold that begins behind a sequence. */
    default PassedIds passedIds(long afterSequence) {
        return PassedIds.NONE;
    }

    /** Whether facts are taken: false once the journal has stopped on a fault or the disk is below its reserve. */
    boolean isOpen();

    /** Whether nothing is taken because the disk has too little room; that ends by itself. */
    default boolean isDiskLow() {
        return false;
    }

    /** Makes all that was offered durable, seals the epoch and closes. */
    @Override
    void close();
}
