package io.momentum.store.journal;

import io.momentum.store.fact.Fact;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.wire.DocumentContext;
import org.jspecify.annotations.Nullable;

/** Reads facts by their place. Keeps the few epochs open that were asked for last. Owned by one thread. */
final class RandomReads implements AutoCloseable {

    private static final int EPOCHS_OPEN = 4;

    private record Open(EpochQueue queue, ExcerptTailer tailer) {
        void close() {
            tailer.close();
            queue.close();
        }
    }

    private final Path dir;
    private final EpochQueue live;
    private final Map<Integer, Open> open = new LinkedHashMap<>(8, 0.75f, true);
    private final Document document = new Document();
    private final Supplier<KeptFiles> kept;
    private @Nullable KeptReader keptReader;
    private int loadedEpoch;
    private long loadedIndex;

    RandomReads(Path dir, EpochQueue live, Supplier<KeptFiles> kept) {
        this.dir = dir;
        this.live = live;
        this.kept = kept;
    }

    Fact at(Position position) {
        KeptFiles files = kept.get();
        int cycle = CycleNames.CYCLES.toCycle(position.index());
        if (files.hold(position.epoch(), cycle)) return keptAt(files, position, cycle);
        if (loadedEpoch != position.epoch() || loadedIndex != position.index()) load(position);
        return document.at(position.offset());
    }

    private Fact keptAt(KeptFiles files, Position position, int cycle) {
        KeptFile file = files.find(position.epoch(), cycle).orElseThrow(() -> missing(position));
        KeptReader reader = keptReader;
        if (reader == null || !reader.file().equals(file)) {
            if (reader != null) reader.close();
            reader = new KeptReader(dir, file);
            keptReader = reader;
        }
        return reader.at(position);
    }

    private void load(Position position) {
        loadedEpoch = 0;
        ExcerptTailer tailer = tailerOf(position.epoch());
        if (!tailer.moveToIndex(position.index())) throw missing(position);
        try (DocumentContext context = tailer.readingDocument()) {
            if (!context.isPresent() || context.index() != position.index()) throw missing(position);
            document.load(context, position.epoch());
        }
        loadedEpoch = position.epoch();
        loadedIndex = position.index();
    }

    private ExcerptTailer tailerOf(int epoch) {
        Open known = open.get(epoch);
        if (known != null) return known.tailer;
        if (open.size() == EPOCHS_OPEN) {
            var eldest = open.entrySet().iterator();
            eldest.next().getValue().close();
            eldest.remove();
        }
        EpochQueue queue = epoch == live.epoch() ? live.retain() : EpochQueue.readOnly(dir, epoch);
        Open opened = new Open(queue, queue.tailer());
        open.put(epoch, opened);
        return opened.tailer;
    }

    private static JournalException missing(Position position) {
        return new JournalException("there is no document at " + position);
    }

    @Override
    public void close() {
        if (keptReader != null) keptReader.close();
        keptReader = null;
        open.values().forEach(Open::close);
        open.clear();
    }
}
