package io.momentum.store.journal;

import io.momentum.store.fact.Fact;
import io.momentum.store.fact.FactCodec;
import io.momentum.store.fact.FactFormatException;
import io.momentum.store.fact.FactReader;
import java.security.MessageDigest;
import java.util.Objects;
import java.util.zip.CRC32C;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * A document as read, copied out of the mapped file and checked. Owned by one thread; kept and loaded with the next one.
 */
final class Document {

    /** No document is longer: one fact of the largest size, its header, and room to spare. */
    static final int MAX_BYTES = FactCodec.FACT_MAX_BYTES + (64 << 10);

    private final CRC32C crc = new CRC32C();
    private final FactReader facts = new FactReader();
    private byte[] bytes = new byte[2 * DocumentHeader.TARGET_BYTES];
    private int length;
    private int epoch;
    private long index;

    /**
     * Takes a document over.
     *
     * @throws JournalException if it is not what was written
     */
    void load(DocumentContext context, int expectedEpoch) {
        epoch = expectedEpoch;
        index = context.index();
        length = 0;
        Bytes<?> from = Objects.requireNonNull(context.wire()).bytes();
        long available = from.readRemaining();
        if (available < DocumentHeader.BYTES || available > MAX_BYTES) throw damaged("a length of " + available);
        if (available > bytes.length) bytes = new byte[MAX_BYTES];
        length = (int) available;
        from.read(bytes, 0, length);
        check();
    }

    private void check() {
        if (DocumentHeader.intAt(bytes, DocumentHeader.MAGIC_AT) != DocumentHeader.MAGIC) throw damaged("no header");
        crc.reset();
        crc.update(bytes, DocumentHeader.FLAGS_AT, length - DocumentHeader.FLAGS_AT);
        if ((int) crc.getValue() != DocumentHeader.intAt(bytes, DocumentHeader.CRC_AT))
            throw damaged("a wrong checksum");
        int body = DocumentHeader.intAt(bytes, DocumentHeader.BODY_AT);
        if (body != length - DocumentHeader.BYTES) throw damaged("a body of " + body);
        int written = DocumentHeader.intAt(bytes, DocumentHeader.EPOCH_AT);
        if (written != epoch) throw damaged("the epoch " + written);
        if (DocumentHeader.longAt(bytes, DocumentHeader.KEY_AT) != 0) throw damaged("a key that is not known");
        if (count() < 1) throw damaged("no facts");
    }

    long index() {
        return index;
    }

    int count() {
        return DocumentHeader.intAt(bytes, DocumentHeader.COUNT_AT);
    }

    long firstSequence() {
        return DocumentHeader.longAt(bytes, DocumentHeader.FIRST_AT);
    }

    long lastSequence() {
        return firstSequence() + count() - 1;
    }

    /** What was read; facts stand in it where {@link #facts} says. */
    byte[] bytes() {
        return bytes;
    }

    void addTo(MessageDigest digest) {
        digest.update(bytes, 0, length);
    }

    /** The facts from the first one on. */
    FactReader facts() {
        return facts.wrap(bytes, DocumentHeader.BYTES, length);
    }

    Fact at(int offset) {
        if (offset < DocumentHeader.BYTES || offset >= length) throw damaged("no fact at " + offset);
        return decode(facts.wrap(bytes, offset, length));
    }

    /** Decodes the next fact of {@link #facts}. */
    Fact decode(FactReader from) {
        try {
            return FactCodec.decode(from);
        } catch (FactFormatException | IllegalArgumentException e) {
            throw new JournalException(place() + " has a fact that cannot be read: " + e.getMessage(), e);
        }
    }

    private JournalException damaged(String what) {
        return new JournalException(place() + " has " + what);
    }

    private String place() {
        return "document " + Long.toHexString(index) + " of epoch " + epoch;
    }
}
