package io.momentum.store.journal;

import io.momentum.store.fact.Fact;
import io.momentum.store.fact.FactCodec;
import io.momentum.store.fact.FactFormatException;
import io.momentum.store.fact.FactReader;
import io.momentum.store.journal.PassedIds.Range;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Reads a kept file, see {@link KeptWriter}. Owned by one thread. */
@SuppressWarnings("ByteBufferBackingArray") // they are all of allocate
final class KeptReader implements AutoCloseable {

    /** Takes a fact that was kept, with its octets. */
    @FunctionalInterface
    interface Sink {
        void accept(long sequence, long index, int offset, byte[] bytes, int from, int length) throws IOException;
    }

    private final Path path;
    private final KeptFile file;
    private final FileChannel in;
    private final long documents;
    private final long passedAt;
    private final int ranges;
    private final FactReader facts = new FactReader();
    private ByteBuffer document = KeptWriter.buffer(0);
    private long loaded = -1;
    private long index;
    private int count;

    KeptReader(Path dir, KeptFile file) {
        this.file = file;
        path = KeptFiles.pathOf(dir, file);
        in = open(path);
        try {
            checkHeader();
            long size = in.size();
            if (size < KeptWriter.HEADER + KeptWriter.TRAILER) throw damaged("a length of " + size);
            ByteBuffer trailer = read(size - KeptWriter.TRAILER, KeptWriter.TRAILER);
            long held = trailer.getLong(0);
            documents = trailer.getLong(8);
            ranges = (int) trailer.getLong(16);
            passedAt = trailer.getLong(24);
            boolean fits = passedAt + (long) ranges * KeptWriter.RANGE + documents * KeptWriter.ROW
                    == size - KeptWriter.TRAILER;
            if (!fits || held != file.facts()) throw damaged("a wrong end");
        } catch (IOException e) {
            close();
            throw new JournalException(path + " cannot be read", e);
        } catch (JournalException e) {
            close();
            throw e;
        }
    }

    private static FileChannel open(Path path) {
        try {
            return FileChannel.open(path, StandardOpenOption.READ);
        } catch (IOException e) {
            throw new JournalException(path + " cannot be read", e);
        }
    }

    private void checkHeader() throws IOException {
        ByteBuffer head = read(0, KeptWriter.HEADER);
        boolean same = head.getInt(0) == KeptWriter.MAGIC
                && head.getInt(4) == KeptWriter.VERSION
                && head.getInt(8) == file.epoch()
                && head.getInt(12) == file.cycle()
                && head.getLong(16) == file.first()
                && head.getLong(24) == file.last();
        if (!same || head.getInt(32) != KeptWriter.crcOf(head.array(), 0, 32)) throw damaged("a wrong header");
    }

    KeptFile file() {
        return file;
    }

    long documents() {
        return documents;
    }

    /** Where a document stands; false where there is none behind the last. */
    boolean load(long place) {
        if (place < 0 || place >= documents) return false;
        if (place == loaded) return true;
        loaded = -1;
        try {
            long at = row(place, 2);
            int length = read(at + 4, 4).getInt(0);
            if (length < KeptWriter.DOCUMENT_HEAD - 8 || length > KeptWriter.DOCUMENT_MAX)
                throw damaged("a document of " + length);
            document = read(at, length + 8);
        } catch (IOException e) {
            throw new JournalException(path + " cannot be read", e);
        }
        if (document.getInt(0) != KeptWriter.crcOf(document.array(), 4, document.limit() - 4))
            throw damaged("a wrong checksum");
        index = document.getLong(8);
        count = document.getInt(16);
        loaded = place;
        return true;
    }

    /** The document that holds a sequence, or the first behind it. */
    long placeOf(long sequence) {
        long before = lastAtOrBefore(1, sequence);
        if (before < 0) return 0;
        load(before);
        boolean behind = lastSequence() < sequence;
        return behind ? before + 1 : before;
    }

    /** The index in the queue of the document that is loaded. */
    long index() {
        return index;
    }

    private long lastSequence() {
        int at = KeptWriter.DOCUMENT_HEAD;
        long sequence = 0;
        for (int i = 0; i < count; i++) {
            sequence = document.getLong(at);
            at += KeptWriter.FACT_HEAD + document.getInt(at + 12);
        }
        return sequence;
    }

    /** Shows the facts of the document that is loaded. */
    void show(Sink sink) throws IOException {
        int at = KeptWriter.DOCUMENT_HEAD;
        byte[] bytes = document.array();
        for (int i = 0; i < count; i++) {
            int length = document.getInt(at + 12);
            int from = at + KeptWriter.FACT_HEAD;
            sink.accept(document.getLong(at), index, document.getInt(at + 8), bytes, from, length);
            at = from + length;
        }
    }

    Fact decode(byte[] bytes, int from, int length) {
        try {
            return FactCodec.decode(facts.wrap(bytes, from, from + length));
        } catch (FactFormatException | IllegalArgumentException e) {
            throw new JournalException(path + " has a fact that cannot be read: " + e.getMessage(), e);
        }
    }

    /** The fact at a place. */
    Fact at(Position position) {
        long place = lastAtOrBefore(0, position.index());
        if (place >= 0 && load(place) && index == position.index()) {
            int at = KeptWriter.DOCUMENT_HEAD;
            for (int i = 0; i < count; i++) {
                int length = document.getInt(at + 12);
                if (document.getInt(at + 8) == position.offset())
                    return decode(document.array(), at + KeptWriter.FACT_HEAD, length);
                at += KeptWriter.FACT_HEAD + length;
            }
        }
        throw new JournalException("the fact at " + position + " has gone: it was older than is kept");
    }

    List<Range> passed() {
        try {
            ByteBuffer bytes = read(passedAt, ranges * KeptWriter.RANGE);
            List<Range> found = new ArrayList<>(ranges);
            for (int i = 0; i < ranges; i++) found.add(new Range(bytes.getLong(), bytes.getLong()));
            return found;
        } catch (IOException e) {
            throw new JournalException(path + " cannot be read", e);
        }
    }

    /**
     * Reads all of a file.
     *
     * @throws JournalException if it is not what was written
     */
    static void verify(Path dir, KeptFile file) {
        try (var reader = new KeptReader(dir, file)) {
            reader.checkEnd();
            long[] seen = {file.first() - 1, 0};
            for (long place = 0; reader.load(place); place++) {
                reader.show((sequence, index, offset, bytes, from, length) -> {
                    if (sequence <= seen[0] || sequence > file.last())
                        throw reader.damaged("fact " + sequence + " in a wrong place");
                    reader.decode(bytes, from, length);
                    seen[0] = sequence;
                    seen[1]++;
                });
            }
            if (seen[1] != file.facts()) throw reader.damaged(seen[1] + " facts in place of " + file.facts());
        } catch (IOException e) {
            throw new JournalException(file.name() + " cannot be read", e);
        }
    }

    private void checkEnd() throws IOException {
        ByteBuffer end = read(passedAt, (int) (in.size() - passedAt));
        int at = end.limit() - 4;
        if (end.getInt(at) != KeptWriter.crcOf(end.array(), 0, at)) throw damaged("a wrong checksum at its end");
    }

    private long lastAtOrBefore(int column, long value) {
        long low = 0;
        long high = documents - 1;
        try {
            while (low <= high) {
                long middle = (low + high) >>> 1;
                if (row(middle, column) <= value) low = middle + 1;
                else high = middle - 1;
            }
        } catch (IOException e) {
            throw new JournalException(path + " cannot be read", e);
        }
        return high;
    }

    private long row(long place, int column) throws IOException {
        long at = passedAt + (long) ranges * KeptWriter.RANGE + place * KeptWriter.ROW + column * 8L;
        return read(at, 8).getLong(0);
    }

    private ByteBuffer read(long at, int length) throws IOException {
        ByteBuffer bytes = KeptWriter.buffer(length);
        while (bytes.hasRemaining()) {
            if (in.read(bytes, at + bytes.position()) < 0) throw damaged("no more at " + at);
        }
        return bytes.flip();
    }

    private JournalException damaged(String what) {
        return new JournalException(path + " is damaged: it has " + what);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new JournalException(path + " cannot be closed", e);
        }
    }
}
