package io.momentum.ops.webhook;

import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.TextDecoder;
import io.momentum.ops.care.Conversations;
import io.momentum.ops.event.Surroundings;
import io.momentum.ops.followup.Conversation;
import io.momentum.store.fact.Fact.MoReceived;
import io.momentum.store.fact.Fact.OptOutUndone;
import io.momentum.store.index.Index;
import io.momentum.store.index.Shelf;
import io.momentum.store.index.Views.Message;
import io.momentum.store.index.Views.MessageStatus;
import io.momentum.store.journal.JournalReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What the index and the journal know. Owned by the reader's thread. */
final class IndexedSurroundings implements Surroundings {

    private final Index index;
    private final Shelf webhookRows;
    private final JournalReader reader;

    IndexedSurroundings(Index index, JournalReader reader) {
        this.index = index;
        this.reader = reader;
        webhookRows = index.shelf(Shelf.Kind.WEBHOOK);
    }

    @Override
    public Optional<Ended> endedBy(long sequence) {
        byte[] row = webhookRows.get(WebhookTable.ENDED.key(sequence));
        if (row == null) return Optional.empty();
        String status = new String(row, Long.BYTES, row.length - Long.BYTES, StandardCharsets.US_ASCII);
        return Optional.of(new Ended(ByteBuffer.wrap(row).getLong(), MessageStatus.valueOf(status)));
    }

    @Override
    public boolean isUndone(long sequence, OptOutUndone undone) {
        return index.optOuts().hasStep(undone.digits(), sequence);
    }

    @Override
    public Optional<Message> message(long mtId) {
        return index.message(mtId);
    }

    @Override
    public Optional<Conversation> conversation(long id) {
        return Conversations.find(index.shelf(), id);
    }

    @Override
    public Optional<String> textOf(long digits, long moId) {
        return index.contactMessage(digits, moId)
                .map(reader::at)
                .map(fact -> fact instanceof MoReceived mo ? TextDecoder.decode(MessagePdu.parse(mo.pdu(), true)) : "");
    }
}
