package io.momentum.store.journal;

import io.momentum.store.fact.Fact;
import io.momentum.store.fact.FactReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.wire.DocumentContext;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the epochs in order, one document at a time, up to the durable fact. Owned by one thread.
 *
 * <p>If a sink throws, the fact it threw at is handed over again by the next poll.
 */
final class ChronicleReader implements JournalReader {

    private static final int LATE_TRIES = 1000;
    private static final int LATE_NANOS = 1_000_000;

    private final Path dir;
    private final List<Epoch> epochs;
    private final EpochQueue live;
    private final LongSupplier durable;
    private final RandomReads randomReads;
    private final Document document = new Document();
    private long next;
    private @Nullable EpochQueue queue;
    private @Nullable ExcerptTailer tailer;
    private Epoch epoch = new Epoch(0, 1, 0);
    private boolean closed;

    ChronicleReader(Path dir, List<Epoch> epochs, EpochQueue live, LongSupplier durable, long fromSequence) {
        this.dir = dir;
        this.epochs = epochs;
        this.live = live.retain();
        this.durable = durable;
        randomReads = new RandomReads(dir, live);
        next = fromSequence;
    }

    @Override
    public int poll(int max, Sink sink) {
        int count = 0;
        while (count < max && next <= durable.getAsLong()) count += pollDocument(sink);
        return count;
    }

    private int pollDocument(Sink sink) {
        loadNext();
        FactReader facts = document.facts();
        long sequence = document.firstSequence();
        long last = document.lastSequence();
        long first = next;
        boolean done = false;
        try {
            for (; sequence <= last; sequence++) {
                int offset = facts.position();
                Fact fact = document.decode(facts);
                if (sequence < first) continue;
                sink.accept(sequence, fact, new Position(epoch.number(), document.index(), offset));
                next = sequence + 1;
            }
            done = true;
        } finally {
            // The tailer is past this document already: the next poll has to find the place again.
            if (!done) leaveEpoch();
        }
        return (int) (next - first);
    }

    /** Loads the document that holds the next fact, which is known to be durable. */
    private void loadNext() {
        for (int i = 0; i < LATE_TRIES; i++) {
            if (!epoch.holds(next) || tailer == null) enterEpoch();
            if (tailer != null && loadFrom(tailer)) return;
            // A new file of the queue shows up in its directory listing a little later than its first document.
            leaveEpoch();
            LockSupport.parkNanos(LATE_NANOS);
        }
        throw new JournalException("fact " + next + " of epoch " + epoch.number() + " is missing");
    }

    private boolean loadFrom(ExcerptTailer from) {
        try (DocumentContext context = from.readingDocument()) {
            if (!context.isPresent()) return false;
            document.load(context, epoch.number());
        }
        if (document.firstSequence() <= next && next <= document.lastSequence()) return true;
        throw new JournalException("document " + Long.toHexString(document.index()) + " of epoch " + epoch.number()
                + " begins with fact " + document.firstSequence() + " and not with " + next);
    }

    private void enterEpoch() {
        leaveEpoch();
        epoch = epochs.stream().filter(each -> each.holds(next)).findFirst().orElseThrow();
        EpochQueue entered = epoch.number() == live.epoch() ? live.retain() : EpochQueue.readOnly(dir, epoch.number());
        queue = entered;
        ExcerptTailer fresh = entered.tailer();
        tailer = fresh;
        if (next == epoch.firstSequence()) fresh.toStart();
        else if (!entered.seek(fresh, document, next)) leaveEpoch();
    }

    private void leaveEpoch() {
        if (tailer != null) tailer.close();
        if (queue != null) queue.close();
        tailer = null;
        queue = null;
    }

    @Override
    public Fact at(Position position) {
        return randomReads.at(position);
    }

    @Override
    public void close() {
        if (closed) return;
        closed = true;
        leaveEpoch();
        randomReads.close();
        live.close();
    }
}
