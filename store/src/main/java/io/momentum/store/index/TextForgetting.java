package io.momentum.store.index;

import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.MtReplaced;
import io.momentum.store.fact.Fact.MtSplit;
import io.momentum.store.fact.RetentionFact.Quoting;
import io.momentum.store.fact.RetentionFact.TextsForgotten;
import io.momentum.store.index.Bytes.Reader;
import io.momentum.store.index.TextRows.Loose;
import io.momentum.store.index.TextRows.Quote;
import io.momentum.store.index.TextRows.Said;
import io.momentum.store.journal.Position;
import io.momentum.store.journal.SealedFile;
import org.jspecify.annotations.Nullable;

/**
 * Takes texts out of the rows that the gateway's fold has, and notes which facts are to lose theirs in the journal. A text that
 * stands behind the last file stays. Doing the same twice makes no difference. Owned by the projector.
 */
final class TextForgetting {

    private final Index index;
    private final Messages messages;
    private final RetentionRows retention;
    private final TextRows texts;
    private final WriteBatchBytes batch;
    private final OldTexts old;
    private final TextsForgotten fact;
    private final Position at;
    private final SealedFile last;
    /** Where the contact was erased whose texts go; null where they go because they are old. */
    private final @Nullable Position until;

    /** For one fact; the index has all that came before it. */
    TextForgetting(
            Index index,
            Messages messages,
            RetentionRows retention,
            TextRows texts,
            WriteBatchBytes batch,
            TextsForgotten fact,
            Position at) {
        this.index = index;
        this.messages = messages;
        this.retention = retention;
        this.texts = texts;
        this.batch = batch;
        this.fact = fact;
        this.at = at;
        old = new OldTexts(index);
        last = new SealedFile(fact.epoch(), fact.cycle());
        until = fact.contact() == 0 ? null : TextRows.erased(retention.shelf(), fact.contact());
    }

    void forget() {
        // Done before, where it is no more among those whose texts are to go.
        if (fact.contact() != 0 && until == null) return;
        for (long mtId : fact.messages()) message(mtId);
        for (long moId : fact.replies()) {
            Loose reply = TextRows.loose(retention.shelf(), moId);
            if (reply != null && reply(moId, reply.position())) texts.looseGone(moId);
        }
        for (long id : fact.conversations()) conversation(id);
        for (Quoting each : fact.audits()) quote(each);
        if (until == null) return;
        texts.cardsGone(fact.contact(), until).forEach(this::gone);
        if (fact.done()) texts.erasureDone(fact.contact());
    }

    /** Whether what stands at a place is among what goes. */
    private boolean goes(Position position) {
        return last.isAtOrBehind(position) && (until == null || TextRows.isBefore(position, until));
    }

    private void message(long mtId) {
        byte[] row = index.row(mtId);
        MessageFold message = row == null ? null : MessageFold.of(mtId, row);
        if (row == null || message == null || !old.hasText(mtId, row)) return;
        if (!goes(message.accepted) || old.stays(message, row, last) != null) return;
        messages.forget(mtId);
        var in = new Reader(row);
        while (in.hasMore()) {
            MessageRow.Step step = MessageRow.read(in, mtId);
            if (hasText(step.fact())) gone(step.position());
        }
        for (Position each : RetentionRows.over(retention.shelf(), mtId)) gone(each);
        Keys.message(batch.put(ColumnFamily.MESSAGE), mtId);
        MessageRow.writeWithoutText(batch.value(), mtId, row, fact.atMicros(), at);
        batch.end();
    }

    /** Whether a step of a message has a PDU in the journal. */
    static boolean hasText(Fact step) {
        return step instanceof MtAccepted
                || step instanceof MtReplaced
                || step instanceof MtSplit
                || step instanceof DlrReceived;
    }

    private boolean reply(long moId, Position position) {
        if (!goes(position) || TextRows.proves(retention.shelf(), moId)) return false;
        gone(position);
        texts.segmentsGone(moId).forEach(this::gone);
        return true;
    }

    private void conversation(long id) {
        for (Said each : TextRows.said(retention.shelf(), id)) {
            if (!goes(each.position())) continue;
            if (each.moId() != 0) {
                if (!reply(each.moId(), each.position())) continue;
            } else {
                gone(each.position());
            }
            texts.saidGone(id, each.sequence());
        }
    }

    private void quote(Quoting each) {
        Quote quote = TextRows.quote(retention.shelf(), each.of(), each.sequence());
        if (quote == null || !goes(quote.position())) return;
        gone(quote.position());
        texts.quoteGone(each.of(), each.sequence());
    }

    private void gone(Position position) {
        retention.textGone(position, fact.atMicros());
    }
}
