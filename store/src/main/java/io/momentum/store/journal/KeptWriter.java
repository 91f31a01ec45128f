package io.momentum.store.journal;

import io.momentum.store.journal.PassedIds.Range;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * Writes a kept file. All numbers are little-endian:
 *
 * <pre>{@code
 * header     'MKEP' | version u32 | epoch u32 | cycle u32 | first u64 | last u64 | CRC32C u32 of these
 * document*  CRC32C u32 of all that follows | length u32 of all that follows | index u64 | facts u32 |
 *            (sequence u64, offset in the document that it was in u32, length u32, octets)*
 * passed     first u64, last u64 of each range of outbox ids that have gone
 * table      for each document: index u64, first sequence u64, place in this file u64
 * trailer    facts u64 | documents u64 | ranges u64 | place of passed u64 | CRC32C u32 of passed and table and these
 * }</pre>
 *
 * A fact keeps its sequence, its octets and its place, so that whoever remembers the place finds it. Owned by one thread.
 */
@SuppressWarnings("ByteBufferBackingArray") // they are all of allocate
final class KeptWriter implements AutoCloseable {

    static final int MAGIC = 'M' | 'K' << 8 | 'E' << 16 | 'P' << 24;
    static final int VERSION = 1;
    static final int HEADER = 36;
    static final int DOCUMENT_HEAD = 20;
    static final int FACT_HEAD = 16;
    static final int ROW = 24;
    static final int RANGE = 16;
    static final int TRAILER = 36;
    /** Facts whose documents were full take a little more room here. */
    static final int DOCUMENT_MAX = 4 * Document.MAX_BYTES;

    private final FileChannel out;
    private final List<long[]> table = new ArrayList<>();
    private ByteBuffer document = buffer(256 << 10);
    private long at;
    private long index = -1;
    private int count;
    private long facts;
    private long firstOfDocument;

    KeptWriter(Path file, int epoch, int cycle, long first, long last) throws IOException {
        out = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        ByteBuffer head =
                buffer(HEADER).putInt(MAGIC).putInt(VERSION).putInt(epoch).putInt(cycle);
        head.putLong(first).putLong(last);
        write(head.putInt(crcOf(head.array(), 0, HEADER - 4)).flip());
    }

    static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static int crcOf(byte[] bytes, int from, int length) {
        var crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    /** Keeps a fact; they come in their order. */
    void keep(long sequence, long documentIndex, int offset, byte[] bytes, int from, int length) throws IOException {
        if (documentIndex != index) {
            flush();
            index = documentIndex;
            firstOfDocument = sequence;
            document.clear().position(DOCUMENT_HEAD);
        }
        if (document.remaining() < FACT_HEAD + length) grow(FACT_HEAD + length);
        document.putLong(sequence).putInt(offset).putInt(length).put(bytes, from, length);
        count++;
        facts++;
    }

    long facts() {
        return facts;
    }

    private void grow(int more) {
        ByteBuffer larger = buffer(Math.max(2 * document.capacity(), document.capacity() + more));
        document = larger.put(document.flip());
    }

    private void flush() throws IOException {
        if (count == 0) return;
        int end = document.position();
        document.putInt(4, end - 8).putLong(8, index).putInt(16, count);
        document.putInt(0, crcOf(document.array(), 4, end - 4));
        table.add(new long[] {index, firstOfDocument, at});
        write(document.flip());
        count = 0;
    }

    /** Writes what says where things are, and brings all of it to the disk. */
    void finish(PassedIds passed) throws IOException {
        flush();
        List<Range> ranges = passed.ranges();
        ByteBuffer end = buffer(ranges.size() * RANGE + table.size() * ROW + TRAILER);
        for (Range each : ranges) end.putLong(each.first()).putLong(each.last());
        for (long[] row : table) end.putLong(row[0]).putLong(row[1]).putLong(row[2]);
        end.putLong(facts).putLong(table.size()).putLong(ranges.size()).putLong(at);
        write(end.putInt(crcOf(end.array(), 0, end.position())).flip());
        out.force(true);
    }

    private void write(ByteBuffer bytes) throws IOException {
        at += bytes.remaining();
        while (bytes.hasRemaining()) out.write(bytes);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
