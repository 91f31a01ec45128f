package io.momentum.store.journal;

import io.momentum.store.fact.Fact;
import io.momentum.store.fact.FactCodec;
import io.momentum.store.fact.FactReader;
import io.momentum.store.fact.Texts;
import io.momentum.store.journal.GoneFacts.Gone;
import io.momentum.store.journal.PassedIds.Range;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.wire.DocumentContext;
import org.jspecify.annotations.Nullable;

/**
 * Puts kept files in the place of the journal's oldest files, all of one pass at once: it writes them beside, brings them to the
 * disk, names them in {@code KEPT}, and only then deletes. Whatever it is cut off in, the next start finds all that was to
 * stay. Owned by one thread; the last file of an epoch that is being written, and the one before it, are never touched.
 */
final class Thinning {

    private static final int GONE_AT_A_TIME = 10_000;

    private final Path dir;
    private final EpochQueue live;
    private final List<Epoch> epochs;
    private final KeptFiles before;
    private final GoneFacts gone;
    private final Consumer<KeptFiles> inForce;
    private final BooleanSupplier stopped;
    private final Runnable step;
    private final List<KeptFile> after = new ArrayList<>();
    private final List<Thinned> thinned = new ArrayList<>();
    private final List<Path> written = new ArrayList<>();
    private final List<Path> replaced = new ArrayList<>();

    /**
     * @param inForce told what readers find from then on, once it is on the disk and before anything is deleted
     * @param step told before each step that changes the disk: a test ends the process there
     */
    Thinning(
            Path dir,
            EpochQueue live,
            List<Epoch> epochs,
            KeptFiles before,
            GoneFacts gone,
            Consumer<KeptFiles> inForce,
            BooleanSupplier stopped,
            Runnable step) {
        this.stopped = stopped;
        this.inForce = inForce;
        this.dir = dir;
        this.live = live;
        this.epochs = epochs;
        this.before = before;
        this.gone = gone;
        this.step = step;
    }

    /** Thins all files up to one of an epoch. */
    List<Thinned> upTo(SealedFile last) throws IOException {
        try {
            writeUpTo(last);
        } catch (IOException | RuntimeException e) {
            // They are nobody's yet, and the disk may be full of them.
            for (Path each : written) Files.deleteIfExists(each);
            if (e instanceof Stopped) return List.of();
            throw e;
        }
        return takeForce(last);
    }

    private void writeUpTo(SealedFile last) throws IOException {
        for (KeptFile each : before.files()) again(each);
        long next = before.lastSequence() + 1;
        for (Epoch epoch : epochs) {
            if (epoch.number() > last.epoch() || epoch.lastSequence() < next) continue;
            next = first(epoch, next, epoch.number() == last.epoch() ? last.cycle() : Integer.MAX_VALUE);
        }
    }

    private List<Thinned> takeForce(SealedFile last) throws IOException {
        if (thinned.isEmpty()) return List.of();
        for (Epoch epoch : epochs) {
            Path directory = Manifest.epochDirectory(dir, epoch.number());
            if (epoch.number() <= last.epoch() && Files.isDirectory(directory)) CheckedText.sync(directory);
        }
        var files = new KeptFiles(after);
        step.run();
        files.write(dir);
        inForce.accept(files);
        for (Path each : replaced) {
            step.run();
            Files.deleteIfExists(each);
        }
        return List.copyOf(thinned);
    }

    // ---- what has been thinned before

    private void again(KeptFile file) throws IOException {
        var going = new Going(file.epoch(), file.cycle());
        if (going.isEmpty()) {
            after.add(file);
            return;
        }
        var next = new KeptFile(
                file.epoch(), file.cycle(), file.generation() + 1, file.first(), file.last(), 0, file.digest());
        try (var reader = new KeptReader(dir, file);
                var writer = begin(next)) {
            going.passed.addAll(reader.passed());
            for (long place = 0; reader.load(place); place++) {
                reader.show((sequence, index, offset, bytes, from, length) -> {
                    Gone found = going.at(index, offset);
                    if (found == null) writer.keep(sequence, index, offset, bytes, from, length);
                    else if (found.isTextAlone()) {
                        byte[] left = without(reader.decode(bytes, from, length), found);
                        // Of one that is taken up again, some have gone.
                        if (!Arrays.equals(left, 0, left.length, bytes, from, from + length)) going.texts++;
                        writer.keep(sequence, index, offset, left, 0, left.length);
                    }
                });
            }
            finish(writer, next, going);
        }
        replaced.add(KeptFiles.pathOf(dir, file));
    }

    // ---- what is thinned for the first time

    private long first(Epoch epoch, long from, int lastCycle) throws IOException {
        List<Integer> cycles = CycleNames.of(dir, epoch.number()).stream()
                .filter(cycle -> cycle <= lastCycle && !before.hold(epoch.number(), cycle))
                .toList();
        if (cycles.isEmpty()) return from;
        long next = from;
        boolean isLive = epoch.number() == live.epoch();
        try (EpochQueue queue = isLive ? live.retain() : EpochQueue.readOnly(dir, epoch.number());
                ExcerptTailer tailer = queue.tailer()) {
            for (int cycle : cycles) next = first(epoch, cycle, next, tailer);
        }
        if (!epoch.isOpen() && lastCycle == Integer.MAX_VALUE && next != epoch.lastSequence() + 1)
            throw new JournalException("epoch %d ends with fact %d and not %d: it is not touched"
                    .formatted(epoch.number(), next - 1, epoch.lastSequence()));
        return next;
    }

    private long first(Epoch epoch, int cycle, long from, ExcerptTailer tailer) throws IOException {
        long last = lastSequenceIn(epoch, cycle, from, tailer);
        if (last < from) throw new JournalException("an hour without a fact in epoch " + epoch.number());
        var going = new Going(epoch.number(), cycle);
        MessageDigest digest = sha256();
        var draft = new KeptFile(epoch.number(), cycle, 1, from, last, 0, "");
        try (KeptWriter writer = begin(draft)) {
            walk(epoch, cycle, from, tailer, document -> {
                document.addTo(digest);
                keep(document, going, writer);
            });
            finish(writer, new KeptFile(epoch.number(), cycle, 1, from, last, 0, hex(digest)), going);
        }
        replaced.add(CycleNames.file(dir, epoch.number(), cycle));
        return last + 1;
    }

    private interface Visitor {
        void visit(Document document) throws IOException;
    }

    private static long lastSequenceIn(Epoch epoch, int cycle, long from, ExcerptTailer tailer) throws IOException {
        long[] last = {from - 1};
        walk(epoch, cycle, from, tailer, document -> last[0] = document.lastSequence());
        return last[0];
    }

    /** Goes through one file; it must be sound, for what is not read is not kept. */
    private static void walk(Epoch epoch, int cycle, long from, ExcerptTailer tailer, Visitor visitor)
            throws IOException {
        var document = new Document();
        long next = from;
        if (!tailer.moveToIndex(CycleNames.CYCLES.toIndex(cycle, 0)))
            throw new JournalException(CycleNames.nameOf(cycle) + " has no first document");
        while (next <= epoch.lastSequence()) {
            try (DocumentContext context = tailer.readingDocument()) {
                if (!context.isPresent() || CycleNames.CYCLES.toCycle(context.index()) != cycle) return;
                document.load(context, epoch.number());
            }
            if (document.firstSequence() != next)
                throw new JournalException("fact %d in place of %d".formatted(document.firstSequence(), next));
            visitor.visit(document);
            next = document.lastSequence() + 1;
        }
    }

    private static void keep(Document document, Going going, KeptWriter writer) throws IOException {
        FactReader facts = document.facts();
        for (long sequence = document.firstSequence(); sequence <= document.lastSequence(); sequence++) {
            int offset = facts.position();
            Fact fact = document.decode(facts);
            Gone found = going.at(document.index(), offset);
            if (found == null)
                writer.keep(sequence, document.index(), offset, document.bytes(), offset, facts.position() - offset);
            else if (found.isTextAlone()) {
                byte[] left = without(fact, found);
                going.texts++;
                writer.keep(sequence, document.index(), offset, left, 0, left.length);
            }
        }
    }

    private static byte[] without(Fact fact, Gone found) {
        return FactCodec.encode(Texts.without(fact, found.textUntilMicros()));
    }

    // ---- both

    private KeptWriter begin(KeptFile file) throws IOException {
        step.run();
        written.add(KeptFiles.pathOf(dir, file));
        return new KeptWriter(KeptFiles.pathOf(dir, file), file.epoch(), file.cycle(), file.first(), file.last());
    }

    private void finish(KeptWriter writer, KeptFile file, Going going) throws IOException {
        step.run();
        writer.finish(PassedIds.of(going.passed));
        var whole = new KeptFile(
                file.epoch(),
                file.cycle(),
                file.generation(),
                file.first(),
                file.last(),
                writer.facts(),
                file.digest());
        KeptReader.verify(dir, whole);
        after.add(whole);
        thinned.add(new Thinned(whole, going.count, going.texts));
    }

    /** The process ends. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** What goes from one file, in its order. */
    private final class Going {
        final List<Range> passed = new ArrayList<>();
        private final ArrayDeque<Gone> next = new ArrayDeque<>();
        private final int epoch;
        private final int cycle;
        private long count;
        private long texts;
        private boolean ended;

        Going(int epoch, int cycle) {
            this.epoch = epoch;
            this.cycle = cycle;
            fill(new Position(epoch, CycleNames.CYCLES.toIndex(cycle, 0), 0));
        }

        boolean isEmpty() {
            return next.isEmpty();
        }

        private void fill(Position from) {
            List<Gone> found = gone.from(from, GONE_AT_A_TIME);
            ended = found.size() < GONE_AT_A_TIME;
            for (Gone each : found) {
                boolean mine = each.position().epoch() == epoch
                        && CycleNames.CYCLES.toCycle(each.position().index()) == cycle;
                if (mine) next.add(each);
                else ended = true;
            }
        }

        /** What goes from a place; null where all that stands there stays. */
        @Nullable
        Gone at(long index, int offset) {
            if (stopped.getAsBoolean()) throw new Stopped();
            Gone first = next.peek();
            // What has gone already, in a pass that was cut off before anybody was told.
            while (first != null && isBehind(first.position(), index, offset)) {
                next.remove();
                if (next.isEmpty() && !ended) fill(new Position(epoch, index, offset));
                first = next.peek();
            }
            if (first == null
                    || first.position().index() != index
                    || first.position().offset() != offset) return null;
            next.remove();
            if (!first.isTextAlone()) count++;
            if (first.outboxId() != 0) passed.add(new Range(first.outboxId(), first.outboxId()));
            if (next.isEmpty() && !ended) fill(new Position(epoch, index, offset + 1));
            return first;
        }
    }

    private static boolean isBehind(Position position, long index, int offset) {
        return position.index() < index || (position.index() == index && position.offset() < offset);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }

    private static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }
}
