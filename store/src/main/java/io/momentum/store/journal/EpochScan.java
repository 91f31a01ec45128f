package io.momentum.store.journal;

import io.momentum.store.fact.FactReader;
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
     * @param damage why it stopped before the end of what the queue knows of, null if it did not
     */
    record Found(
            long documents, long lastSequence, @Nullable String damage) {}

    private EpochScan() {}

    /** Walks to the end, or to the document that ends at {@code upTo}; {@code visitor} gets each sound document. */
    static Found walk(EpochQueue epoch, long firstSequence, long upTo, Consumer<Document> visitor) {
        Document document = new Document();
        long documents = 0;
        long next = firstSequence;
        try (ExcerptTailer tailer = epoch.tailer()) {
            tailer.toStart();
            while (next <= upTo) {
                if (!load(tailer, document, epoch.epoch()))
                    return new Found(documents, next - 1, hole(epoch, document));
                if (document.firstSequence() != next) {
                    return new Found(documents, next - 1, "fact " + document.firstSequence() + " in place of " + next);
                }
                decodeAll(document);
                visitor.accept(document);
                next = document.lastSequence() + 1;
                documents++;
            }
            return new Found(documents, next - 1, null);
        } catch (RuntimeException | InternalError | AssertionError e) {
            // Damage can make the queue fail in any way, a fault of mapped memory included.
            return new Found(documents, next - 1, String.valueOf(e.getMessage()));
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

    /** The queue shows nothing more; if it knows of more, there is a hole. */
    private static @Nullable String hole(EpochQueue epoch, Document last) {
        long known = epoch.queue().lastIndex();
        if (known <= last.index()) return null;
        return "a hole behind document " + Long.toHexString(last.index()) + ": the queue knows of "
                + Long.toHexString(known);
    }
}
