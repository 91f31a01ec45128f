package io.momentum.store.journal;

import io.momentum.store.fact.FactReader;
import java.io.File;
import java.util.function.Consumer;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.wire.DocumentContext;
import org.jspecify.annotations.Nullable;

/**
 * Walks through an epoch from its first document and stops at the first one that is not what was written: the queue itself
 * has no checksum and takes a hole for the end.
 */
final class EpochScan {

    /**
     * What a walk found.
     *
     * @param lastSequence the last fact of the sound part
     * @param lastFile the file that holds it, null if there is none
     * @param damage why it stopped before the end of what the queue knows of, null if it did not
     */
    record Found(
            long documents,
            long lastSequence,
            @Nullable File lastFile,
            @Nullable String damage) {

        static Found nothing(long firstSequence) {
            return new Found(0, firstSequence - 1, null, null);
        }
    }

    private EpochScan() {}

    /** Walks to the end, or to the document that ends at {@code upTo}; {@code visitor} gets each sound document. What it throws ends the walk and is no damage. */
    static Found walk(EpochQueue epoch, long firstSequence, long upTo, Consumer<Document> visitor) {
        Walk walk = new Walk(epoch, firstSequence);
        try (ExcerptTailer tailer = epoch.tailer()) {
            epoch.toStart(tailer);
            @Nullable String damage = null;
            while (walk.next <= upTo && damage == null && walk.load(tailer)) damage = walk.step(tailer, visitor);
            return walk.found(damage != null || walk.next > upTo ? damage : walk.hole());
        } catch (VisitorFailed e) {
            throw e.failure;
        } catch (RuntimeException | InternalError | StackOverflowError | AssertionError e) {
            // Damage can make the queue fail in any way, a fault of mapped memory included.
            return walk.found(e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    /** Brings what a visitor threw past the hands that take everything for damage. */
    private static final class VisitorFailed extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final RuntimeException failure;

        private VisitorFailed(RuntimeException failure) {
            super(failure);
            this.failure = failure;
        }
    }

    /** Where a walk stands. */
    private static final class Walk {
        private final EpochQueue epoch;
        private final Document document = new Document();
        private long documents;
        private long next;
        private int cycle = -1;
        private @Nullable File file;

        private Walk(EpochQueue epoch, long firstSequence) {
            this.epoch = epoch;
            next = firstSequence;
        }

        private boolean load(ExcerptTailer tailer) {
            if (EpochScan.load(tailer, document, epoch.epoch())) return true;
            // A second look, since somebody may be writing: what came between the two is no hole.
            return hole() != null && EpochScan.load(tailer, document, epoch.epoch());
        }

        private @Nullable String step(ExcerptTailer tailer, Consumer<Document> visitor) {
            if (document.firstSequence() != next) return "fact " + document.firstSequence() + " in place of " + next;
            decodeAll(document);
            try {
                visitor.accept(document);
            } catch (RuntimeException e) {
                throw new VisitorFailed(e);
            }
            next = document.lastSequence() + 1;
            documents++;
            if (tailer.cycle() != cycle) file = tailer.currentFile();
            cycle = tailer.cycle();
            return null;
        }

        /** The queue shows nothing more; if it knows of more, there is a hole. */
        private @Nullable String hole() {
            long known = epoch.queue().lastIndex();
            if (known <= document.index()) return null;
            return "a hole behind document " + Long.toHexString(document.index()) + ": the queue knows of "
                    + Long.toHexString(known);
        }

        private Found found(@Nullable String damage) {
            return new Found(documents, next - 1, file, damage);
        }
    }

    private static boolean load(ExcerptTailer tailer, Document document, int epoch) {
        try (DocumentContext context = tailer.readingDocument()) {
            if (!context.isPresent()) return false;
            document.load(context, epoch);
            return true;
        }
    }

    private static void decodeAll(Document document) {
        FactReader facts = document.facts();
        for (int i = document.count(); i > 0; i--) document.decode(facts);
    }
}
