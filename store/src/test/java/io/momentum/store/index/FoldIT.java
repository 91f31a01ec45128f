package io.momentum.store.index;

import static io.momentum.store.index.Story.ACME;
import static io.momentum.store.index.Story.TELCO;
import static io.momentum.store.index.Story.accepted;
import static io.momentum.store.index.Story.at;
import static io.momentum.store.index.Story.attempted;
import static io.momentum.store.index.Story.dlr;
import static io.momentum.store.index.Story.expired;
import static io.momentum.store.index.Story.mtId;
import static io.momentum.store.index.Story.refused;
import static io.momentum.store.index.Story.submitted;
import static io.momentum.store.index.Story.unknown;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.fact.Fact.UnknownPolicy;
import io.momentum.store.index.Views.Event;
import io.momentum.store.index.Views.MessageStatus;
import io.momentum.store.journal.Position;
import io.momentum.store.outbox.OutboxEntry;
import io.momentum.store.outbox.OutboxEntry.Receipt;
import io.momentum.store.value.MessageState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What carriers do wrong with ids, and what comes after a message's end. */
final class FoldIT {

    @TempDir
    Path dir;

    private Index index;
    private Fold fold;

    @BeforeEach
    void open() throws IOException {
        index = Index.open(dir, new IndexOptions(64 << 20, 32 << 20));
        fold = new Fold(index, new ProjectorCounters(), ProjectorOptions.DEFAULT);
    }

    @AfterEach
    void close() {
        index.close();
    }

    private void fold(Fact... facts) {
        for (Fact fact : facts) {
            long sequence = fold.sequence() + 1;
            fold.fold(sequence, fact, new Position(1, sequence, 0));
        }
        fold.commit();
    }

    private static MtSubmitted submittedWithoutId(int n) {
        return new MtSubmitted(at(n) + 200, mtId(n), TELCO, "");
    }

    private static DlrReceived dlrWithoutId(int n) {
        return new DlrReceived(
                at(n) + 300, mtId(n) + 1, TELCO, "", MessageState.DELIVERED, "000", at(n) + 250, new byte[0]);
    }

    private static @Nullable MessageFold found(Messages messages, String smscId) {
        var receipt = new DlrReceived(at(1) + 300, 1, TELCO, smscId, MessageState.DELIVERED, "", 0, new byte[0]);
        var match = messages.find(receipt, null);
        return match == null ? null : match.message();
    }

    private MessageStatus status(int n) {
        return index.message(mtId(n)).orElseThrow().status();
    }

    private List<String> states() {
        var states = new ArrayList<String>();
        for (OutboxEntry entry : fold.outboxes().after(ACME, 0, 100)) {
            states.add(((Receipt) entry).state().name());
        }
        return states;
    }

    private List<Long> pending() {
        var ids = new ArrayList<Long>();
        index.pending(p -> ids.add(p.mtId()));
        return ids;
    }

    @Test
    void aReceiptWithoutAnIdIsKeptAndGivenToNoMessage() {
        fold(accepted(1), attempted(1, 1), submittedWithoutId(1), dlrWithoutId(1));
        assertEquals(MessageStatus.SUBMITTED, status(1));
        assertEquals(List.of(), states());
        assertEquals(1, index.stats().rows().get("orphan"));
        assertEquals(0, index.stats().rows().get("correlation"));
        var timeline = index.message(mtId(1)).orElseThrow().timeline();
        assertEquals(
                List.of("MtAccepted", "MtAttempted", "MtSubmitted"),
                timeline.stream().map(Event::kind).toList());
    }

    @Test
    void aMessageWithoutAnIdTakesNoParkedReceipt() {
        fold(accepted(1), attempted(1, 1), dlrWithoutId(1), submittedWithoutId(1));
        assertEquals(MessageStatus.SUBMITTED, status(1));
        assertEquals(1, index.stats().rows().get("orphan"));
    }

    @Test
    void aMessageWithoutAnIdThatIsFoldedFromItsRowIsFoundByNoId() {
        fold(accepted(1), attempted(1, 1), submittedWithoutId(1));
        var messages = new Messages(index, 10, (message, fact) -> {});
        messages.find(mtId(1));
        assertEquals(1, messages.size());
        assertEquals(0, messages.correlated());
    }

    @Test
    void memoryKnowsAMessageThatWasSentTwiceByItsLastIdOnly() {
        fold(accepted(1), attempted(1, 1), submitted(1));
        var messages = new Messages(index, 10, (message, fact) -> {});
        MessageFold message = messages.find(mtId(1));
        var again = new MtSubmitted(at(1) + 260, mtId(1), TELCO, "other");
        messages.submitted(message, again, new Position(1, 4, 0));
        assertEquals(1, messages.correlated());
        assertSame(message, found(messages, "other"));
        assertSame(message, found(messages, Story.smscId(1)), "the index has the first id");
        assertNull(found(messages, "another"));
    }

    @Test
    void aLateReceiptByTheFirstIdFindsAMessageThatGotNoneTheSecondTime() {
        fold(accepted(1), attempted(1, 1), submitted(1), unknown(1, UnknownPolicy.RESEND), attempted(1, 2));
        fold(submittedWithoutId(1), dlr(1, MessageState.DELIVERED));
        assertEquals(MessageStatus.DELIVERED, status(1));
    }

    @Test
    void aMessageWhoseCarrierToldItsEndGetsNoOtherReceiptOfOurs() {
        List<Fact> ends = List.of(refused(1, 0x0b), expired(1), unknown(1, UnknownPolicy.HOLD));
        fold(accepted(1), attempted(1, 1), submitted(1), unknown(1, UnknownPolicy.RESEND));
        fold(dlr(1, MessageState.DELIVERED));
        for (Fact end : ends) {
            fold(end);
            assertEquals(List.of("DELIVERED"), states());
        }
    }

    @Test
    void aMessageWhoseCarrierToldItsEndIsNotSentAgain() {
        fold(accepted(1), attempted(1, 1), submitted(1), unknown(1, UnknownPolicy.RESEND));
        assertEquals(List.of(mtId(1)), pending());
        fold(dlr(1, MessageState.DELIVERED), attempted(1, 2));
        assertEquals(List.of(), pending());
    }
}
