package io.momentum.store.journal;

import io.momentum.store.fact.Fact;
import io.momentum.store.fact.FactCodec;
import io.momentum.store.fact.FactWriter;
import java.util.zip.CRC32C;

/** Collects the facts of one document and puts the header in front. Owned by the journal's thread; kept and reset. */
final class DocumentWriter {

    private final FactWriter facts = new FactWriter(2 * DocumentHeader.TARGET_BYTES);
    private final CRC32C crc = new CRC32C();
    private int count;

    DocumentWriter() {
        reset();
    }

    /** Whether this fact is to begin the next document. */
    boolean isFullFor(Fact fact) {
        return count > 0 && facts.length() + FactCodec.estimatedBytes(fact) > DocumentHeader.TARGET_BYTES;
    }

    void add(Fact fact) {
        FactCodec.encode(fact, facts);
        count++;
    }

    int count() {
        return count;
    }

    byte[] array() {
        return facts.array();
    }

    int length() {
        return facts.length();
    }

    /** Fills the header in, the checksum last. */
    void finish(int epoch, long firstSequence) {
        facts.i32At(DocumentHeader.MAGIC_AT, DocumentHeader.MAGIC);
        facts.i32At(DocumentHeader.FLAGS_AT, 0);
        facts.i32At(DocumentHeader.EPOCH_AT, epoch);
        facts.i64At(DocumentHeader.FIRST_AT, firstSequence);
        facts.i32At(DocumentHeader.COUNT_AT, count);
        facts.i32At(DocumentHeader.BODY_AT, facts.length() - DocumentHeader.BYTES);
        facts.i64At(DocumentHeader.KEY_AT, 0);
        crc.reset();
        crc.update(facts.array(), DocumentHeader.FLAGS_AT, facts.length() - DocumentHeader.FLAGS_AT);
        facts.i32At(DocumentHeader.CRC_AT, (int) crc.getValue());
    }

    void reset() {
        facts.length(0);
        facts.length(DocumentHeader.BYTES);
        count = 0;
    }
}
