package io.momentum.ops.care;

import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.TextDecoder;
import io.momentum.ops.followup.Join.Sent;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.MoReceived;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.index.Index;
import io.momentum.store.index.Views.ContactLine;
import io.momentum.store.index.Views.Message;
import io.momentum.store.index.Views.MessageStatus;
import io.momentum.store.journal.Journal;
import io.momentum.store.journal.JournalReader;
import io.momentum.store.journal.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What went to a contact and what came from it lately, out of index and journal. Owned by the desk's thread. */
final class SentMessages implements AutoCloseable {

    /** So many lines of a contact's history are looked at. */
    private static final int LINES_MAX = 40;

    /** So many messages may be what a reply answers. */
    private static final int SENT_MAX = 8;

    private final Index index;
    private final Journal journal;
    private @Nullable JournalReader reader;

    SentMessages(Index index, Journal journal) {
        this.index = index;
        this.journal = journal;
    }

    /** A reply before this one. */
    record Earlier(long moId, long atMicros, String address, String text) {}

    /** A contact's late history, the newest first. */
    record History(List<Sent> sent, List<Earlier> earlier) {}

    /** What happened before a moment, as far back as the window reaches. */
    History before(long digits, long moId, long atMicros, Duration window) {
        List<Sent> sent = new ArrayList<>();
        List<Earlier> earlier = new ArrayList<>();
        long since = atMicros - window.toNanos() / 1_000;
        for (ContactLine line : index.contact(digits, null, LINES_MAX).items()) {
            if (line.messageId() == moId || sent.size() == SENT_MAX) continue;
            Fact fact = at(line.position());
            if (fact.atMicros() < since || fact.atMicros() > atMicros) continue;
            if (fact instanceof MtAccepted mt) sentOf(mt).ifPresent(sent::add);
            if (fact instanceof MoReceived mo)
                earlier.add(
                        new Earlier(mo.moId(), mo.atMicros(), mo.destination().text(), textOf(mo.pdu())));
        }
        return new History(sent, earlier);
    }

    private Optional<Sent> sentOf(MtAccepted mt) {
        if (mt.origin() == Origin.OPT_OUT_CONFIRMATION) return Optional.empty();
        Optional<Message> message = index.message(mt.mtId());
        MessageStatus status = message.map(Message::status).orElse(MessageStatus.QUEUED);
        boolean failed = switch (status) {
            case FAILED, REFUSED, SUPPRESSED, EXPIRED, CANCELLED -> true;
            case QUEUED, ATTEMPTED, SUBMITTED, DELIVERED, UNKNOWN -> false;
        };
        String campaign = message.map(Message::campaign).orElse("");
        return Optional.of(new Sent(
                mt.mtId(),
                mt.atMicros(),
                campaign,
                MessagePdu.parse(mt.pdu()).source().text(),
                textOf(mt.pdu()),
                status == MessageStatus.DELIVERED,
                failed));
    }

    /** The fact at a place. */
    Fact at(Position position) {
        if (reader == null) reader = journal.read(Math.max(1, journal.durableSequence()));
        return reader.at(position);
    }

    static String textOf(byte[] pdu) {
        return TextDecoder.decode(MessagePdu.parse(pdu, true));
    }

    @Override
    public void close() {
        if (reader != null) reader.close();
    }
}
