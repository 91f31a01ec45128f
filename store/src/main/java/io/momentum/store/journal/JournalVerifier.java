package io.momentum.store.journal;

import io.momentum.store.fact.FactReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Looks at a journal without changing it, also while a process writes to it: then the epoch that is being written ends for it
 * where it ended at the time of the look.
 */
public final class JournalVerifier {

    private static final long NO_END = Long.MAX_VALUE - 1;

    /**
     * What is in a journal.
     *
     * @param epochs how many starts it knows of
     * @param documents how many documents were read
     * @param facts how many facts are sound
     * @param gone how many facts have gone because they were older than is kept
     * @param firstSequence the first fact, 0 if there is none
     * @param lastSequence the last sound fact, 0 if there is none
     * @param errors what is wrong, one sentence each; empty for a sound journal
     */
    public record Report(
            int epochs,
            long documents,
            long facts,
            long gone,
            long firstSequence,
            long lastSequence,
            List<String> errors) {}

    private JournalVerifier() {}

    /** Reads everything: checksums, facts, sequences without a gap, ends of epochs as the manifest has them. */
    public static Report verify(Path dir) throws IOException {
        return verify(dir, sequence -> {});
    }

    /** As above; {@code progress} is told the last fact of each document that was read. */
    public static Report verify(Path dir, LongConsumer progress) throws IOException {
        Tally tally = new Tally();
        List<Epoch> epochs = epochs(dir);
        KeptFiles kept = KeptFiles.read(dir);
        for (Epoch epoch : epochs) verify(dir, epoch, kept, tally, progress);
        return new Report(
                epochs.size(),
                tally.documents,
                tally.facts,
                tally.gone,
                tally.firstSequence,
                tally.lastSequence,
                List.copyOf(tally.errors));
    }

    /**
     * Hands over all facts from a sequence on, until the end or the first damage. What {@code sink} throws ends it.
     *
     * @throws JournalException where a document is damaged
     */
    public static void dump(Path dir, long fromSequence, JournalReader.Sink sink) throws IOException {
        KeptFiles kept = KeptFiles.read(dir);
        for (KeptFile each : kept.files()) dump(dir, each, fromSequence, sink);
        for (Epoch epoch : epochs(dir)) {
            long first = kept.lastSequenceOf(epoch) + 1;
            if (epoch.lastSequence() < Math.max(first, fromSequence) || !EpochQueue.exists(dir, epoch.number()))
                continue;
            long upTo = Math.min(epoch.lastSequence(), NO_END);
            EpochScan.Found found;
            try (EpochQueue queue = EpochQueue.readOnly(dir, epoch.number())) {
                found = EpochScan.walk(queue, first, upTo, document -> handOver(document, fromSequence, epoch, sink));
            }
            if (found.damage() != null) throw new JournalException(found.damage());
        }
    }

    private static void dump(Path dir, KeptFile file, long fromSequence, JournalReader.Sink sink) throws IOException {
        if (file.last() < fromSequence) return;
        try (var reader = new KeptReader(dir, file)) {
            for (long place = reader.placeOf(fromSequence); reader.load(place); place++) {
                reader.show((sequence, index, offset, bytes, from, length) -> {
                    if (sequence < fromSequence) return;
                    sink.accept(
                            sequence, reader.decode(bytes, from, length), new Position(file.epoch(), index, offset));
                });
            }
        }
    }

    private static void handOver(Document document, long fromSequence, Epoch epoch, JournalReader.Sink sink) {
        FactReader facts = document.facts();
        for (long sequence = document.firstSequence(); sequence <= document.lastSequence(); sequence++) {
            Position position = new Position(epoch.number(), document.index(), facts.position());
            var fact = document.decode(facts);
            if (sequence >= fromSequence) sink.accept(sequence, fact, position);
        }
    }

    private static void verify(Path dir, Epoch epoch, KeptFiles kept, Tally tally, LongConsumer progress)
            throws IOException {
        String name = "epoch " + epoch.number();
        if (tally.expected != epoch.firstSequence()) {
            tally.errors.add(name + " begins with fact " + epoch.firstSequence() + " and not " + tally.expected);
        }
        for (KeptFile each : kept.of(epoch.number())) tally.add(dir, each);
        long first = kept.lastSequenceOf(epoch) + 1;
        EpochScan.Found found = EpochScan.Found.nothing(first);
        if (first <= epoch.lastSequence() && EpochQueue.exists(dir, epoch.number())) {
            try (EpochQueue queue = EpochQueue.readOnly(dir, epoch.number())) {
                long upTo = Math.min(epoch.lastSequence(), NO_END);
                found = EpochScan.walk(queue, first, upTo, document -> progress.accept(document.lastSequence()));
            }
        }
        if (found.damage() != null) tally.errors.add(name + ": " + found.damage() + place(found));
        else if (!epoch.isOpen() && found.lastSequence() != epoch.lastSequence()) {
            tally.errors.add(name + " ends with fact " + found.lastSequence() + " and not " + epoch.lastSequence());
        }
        tally.add(epoch, first, found);
    }

    /** How far it is sound, and in which file that ends: what is wrong stands there or in the next one. */
    private static String place(EpochScan.Found found) {
        if (found.lastFile() == null) return "; nothing before it";
        return "; sound up to fact %d, in %s"
                .formatted(found.lastSequence(), found.lastFile().getName());
    }

    private static List<Epoch> epochs(Path dir) throws IOException {
        if (!Files.isDirectory(dir)) throw new JournalException(dir + " is no directory");
        return Manifest.read(dir);
    }

    private static final class Tally {
        private final List<String> errors = new ArrayList<>();
        private long expected = 1;
        private long documents;
        private long facts;
        private long gone;
        private long firstSequence;
        private long lastSequence;

        private void add(Path dir, KeptFile file) {
            if (firstSequence == 0) firstSequence = file.first();
            if (file.first() != lastSequence + 1)
                errors.add("%s begins with fact %d and not %d".formatted(file.name(), file.first(), lastSequence + 1));
            lastSequence = file.last();
            facts += file.facts();
            gone += file.last() - file.first() + 1 - file.facts();
            try {
                KeptReader.verify(dir, file);
            } catch (JournalException e) {
                errors.add(String.valueOf(e.getMessage()));
            }
        }

        private void add(Epoch epoch, long first, EpochScan.Found found) {
            documents += found.documents();
            facts += found.lastSequence() - first + 1;
            if (facts > 0 && firstSequence == 0) firstSequence = epoch.firstSequence();
            if (found.documents() > 0) lastSequence = found.lastSequence();
            expected = epoch.isOpen() ? found.lastSequence() + 1 : epoch.lastSequence() + 1;
        }
    }
}
