package io.momentum.store.journal;

import io.momentum.store.fact.Fact;
import io.momentum.store.fact.FactReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
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
    private final Supplier<KeptFiles> kept;
    private final RandomReads randomReads;
    private final Document document = new Document();
    private long next;
    private @Nullable EpochQueue queue;
    private @Nullable ExcerptTailer tailer;
    private @Nullable KeptReader keptReader;
    private long keptPlace;
    private Epoch epoch = new Epoch(0, 1, 0);
    private boolean closed;

    ChronicleReader(
            Path dir,
            List<Epoch> epochs,
            EpochQueue live,
            Supplier<KeptFiles> kept,
            LongSupplier durable,
            long fromSequence) {
        this.kept = kept;
        this.dir = dir;
        this.epochs = epochs;
        this.live = live.retain();
        this.durable = durable;
        randomReads = new RandomReads(dir, live, kept);
        next = fromSequence;
    }

    @Override
    public int poll(int max, Sink sink) {
        int count = 0;
        while (count < max && next <= durable.getAsLong())
            count += next <= kept.get().lastSequence() ? pollKept(sink) : pollDocument(sink);
        return count;
    }

    /** Hands over a document of a kept file, or passes over the rest of the file where there is none. */
    private int pollKept(Sink sink) {
        KeptReader reader = enterKept();
        if (!reader.load(keptPlace)) {
            sink.passedOver(reader.file().last());
            next = reader.file().last() + 1;
            return 0;
        }
        int[] count = new int[1];
        long first = next;
        boolean done = false;
        try {
            reader.show((sequence, index, offset, bytes, from, length) -> {
                if (sequence < first) return;
                Fact fact = reader.decode(bytes, from, length);
                if (sequence > next) sink.passedOver(sequence - 1);
                next = Math.max(next, sequence);
                sink.accept(sequence, fact, new Position(reader.file().epoch(), index, offset));
                next = sequence + 1;
                count[0]++;
            });
            keptPlace++;
            done = true;
        } catch (IOException e) {
            throw new JournalException("a kept file cannot be read", e);
        } finally {
            if (!done) leaveKept();
        }
        return count[0];
    }

    private KeptReader enterKept() {
        KeptReader known = keptReader;
        if (known != null && known.file().last() >= next) return known;
        leaveKept();
        leaveEpoch();
        KeptReader entered = new KeptReader(dir, kept.get().at(next));
        keptReader = entered;
        keptPlace = entered.placeOf(next);
        return entered;
    }

    private void leaveKept() {
        if (keptReader != null) keptReader.close();
        keptReader = null;
    }

    private int pollDocument(Sink sink) {
        if (!loadNext()) return 0;
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

    /** Loads the document that holds the next fact, which is known to be durable; false where a kept file has it by now. */
    private boolean loadNext() {
        for (int i = 0; i < LATE_TRIES; i++) {
            if (!epoch.holds(next) || tailer == null) enterEpoch();
            if (tailer != null && loadFrom(tailer)) return true;
            if (next <= kept.get().lastSequence()) return false;
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
        // A file in between has gone meanwhile: what is left of it is read elsewhere.
        if (next <= kept.get().lastSequence()) return false;
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
        if (next == epoch.firstSequence()) entered.toStart(fresh);
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
        leaveKept();
        randomReads.close();
        live.close();
    }
}
