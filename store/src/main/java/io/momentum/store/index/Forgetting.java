package io.momentum.store.index;

import io.momentum.store.fact.Fact.DlrForwarded;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.fact.RetentionFact.Forgotten;
import io.momentum.store.fact.RetentionFact.TextsForgotten;
import io.momentum.store.index.Bytes.Reader;
import io.momentum.store.journal.SealedFile;

/** Takes all rows of a message out of the index, and notes which facts are to go from the journal. Owned by the projector. */
final class Forgetting {

    private final Index index;
    private final Messages messages;
    private final RetentionRows retention;
    private final WriteBatchBytes batch;
    private final OldMessages old;

    /** For one fact; the index has all that came before it. */
    Forgetting(Index index, Messages messages, RetentionRows retention, WriteBatchBytes batch) {
        this.index = index;
        this.messages = messages;
        this.retention = retention;
        this.batch = batch;
        old = new OldMessages(index);
    }

    /** Lets a message go if all its facts stand in files up to the last one, and nothing has it stay. */
    void forget(Forgotten each, SealedFile last) {
        byte[] row = index.row(each.mtId());
        MessageFold message = row == null ? null : MessageFold.of(each.mtId(), row);
        if (row == null || message == null || old.stays(message, row, last) != null) return;
        messages.forget(each.mtId());
        var in = new Reader(row);
        while (in.hasMore()) forget(message, MessageRow.read(in, each.mtId()));
        retention.goneOver(each.mtId());
        Keys.message(batch.delete(ColumnFamily.MESSAGE), each.mtId());
        batch.end();
        if (message.destinationDigits != 0) {
            Keys.contact(batch.delete(ColumnFamily.CONTACT), message.destinationDigits, each.mtId());
            batch.end();
        }
        forgetKey(each, message);
    }

    private void forget(MessageFold message, MessageRow.Step step) {
        if (step.fact() instanceof TextsForgotten) return; // it speaks of many
        retention.gone(step.position(), step.fact() instanceof DlrForwarded f ? f.outboxId() : 0);
        if (!(step.fact() instanceof MtSubmitted f) || f.smscId().isEmpty()) return;
        int day = Keys.day(f.atMicros());
        var key = Keys.correlation(new Bytes(64), day, f.carrier(), f.smscId(), message.destinationDigits);
        if (!isOf(ColumnFamily.CORRELATION, key, message.mtId)) return;
        batch.delete(ColumnFamily.CORRELATION).raw(key.array(), 0, key.size());
        batch.end();
    }

    private void forgetKey(Forgotten each, MessageFold message) {
        if (each.idempotencyKey().isEmpty()) return;
        var key = Keys.idempotency(new Bytes(64), message.account, each.idempotencyKey());
        if (!isOf(ColumnFamily.IDEMPOTENCY, key, each.mtId())) return;
        batch.delete(ColumnFamily.IDEMPOTENCY).raw(key.array(), 0, key.size());
        batch.end();
    }

    /** A later message may have taken the same key. */
    private boolean isOf(ColumnFamily family, Bytes key, long mtId) {
        byte[] row = index.rocks().get(family, key);
        return row != null && new Reader(row).u64() == mtId;
    }
}
