package io.momentum.store.index;

import static io.momentum.store.index.Story.ACME;
import static io.momentum.store.index.Story.TELCO;
import static io.momentum.store.index.Story.accepted;
import static io.momentum.store.index.Story.at;
import static io.momentum.store.index.Story.attempted;
import static io.momentum.store.index.Story.mtId;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.MtExpired;
import io.momentum.store.fact.Fact.MtReplaced;
import io.momentum.store.fact.Fact.MtSplit;
import io.momentum.store.fact.Fact.PartReceipts;
import io.momentum.store.index.Views.MessageStatus;
import io.momentum.store.index.Views.Pending;
import io.momentum.store.journal.Position;
import io.momentum.store.outbox.OutboxEntry;
import io.momentum.store.outbox.OutboxEntry.Receipt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A message that its ESME replaced while it waited, as the index has it. */
class ReplacedIT {

    @TempDir
    Path dir;

    private Index index;
    private Fold fold;
    private long sequence;

    @BeforeEach
    void open() throws Exception {
        index = Index.open(dir, new IndexOptions(32 << 20, 16 << 20));
        fold = new Fold(index, new ProjectorCounters(), ProjectorOptions.DEFAULT);
    }

    @AfterEach
    void close() {
        index.close();
    }

    private void fold(Fact... facts) {
        for (Fact fact : facts) fold.fold(++sequence, fact, new Position(1, sequence, (int) sequence));
        fold.commit();
    }

    private static MtReplaced replaced(int n, int registeredDelivery, String text) {
        return new MtReplaced(at(n) + 50, mtId(n), registeredDelivery, Story.submit("15550100", text));
    }

    @Test
    void aStartIsToldOfTheCampaignAndTheNetworkThatWereKnown() {
        fold(
                accepted(1),
                accepted(2),
                new Fact.MtLocated(at(1), mtId(1), "214-07", "http"),
                new CareFact.MtTagged(at(1), "system", mtId(1), 15_550_100, "sale", -1, "tlv"),
                replaced(1, 1, "other"),
                attempted(1, 1));
        Pending known = pending().getFirst();
        assertEquals("sale 214-07", known.campaign() + " " + known.network());
        assertEquals(5, Objects.requireNonNull(known.replaced()).index());
        assertEquals(1, known.attempts());
        assertEquals("", pending().getLast().campaign() + pending().getLast().network());
    }

    @Test
    void aMessageHasTheCampaignThatIsToldFirst() {
        fold(
                accepted(1),
                new CareFact.MtTagged(at(1), "system", mtId(1), 15_550_100, "sale", -1, "tlv"),
                new CareFact.MtTagged(at(1), "system", mtId(1), 15_550_100, "other", -1, "tlv"));
        assertEquals("sale", pending().getFirst().campaign());
        assertEquals(2, index.message(mtId(1)).orElseThrow().timeline().size());
    }

    private List<Pending> pending() {
        List<Pending> found = new ArrayList<>();
        index.pending(found::add);
        return found;
    }

    @Test
    void aStartIsToldWhereTheAcceptanceIsAndWhereTheLastReplacement() {
        fold(accepted(1), accepted(2), replaced(1, 1, "first"), replaced(1, 1, "second"));

        Pending replaced = pending().getFirst();
        assertEquals(1, replaced.accepted().index());
        assertEquals(4, Objects.requireNonNull(replaced.replaced()).index());
        assertNull(pending().getLast().replaced());

        fold(attempted(1, 1));
        assertEquals(4, Objects.requireNonNull(pending().getFirst().replaced()).index());
        assertEquals(1, pending().getFirst().attempts());
    }

    @Test
    void whatWasCutIsWholeAgainUntilItIsCutAnew() {
        var split = new MtSplit(at(1), mtId(1), TELCO, 3, PartReceipts.ALL, new byte[0]);
        fold(accepted(1), split, replaced(1, 1, "short"));
        assertNull(pending().getFirst().parts());

        fold(new MtSplit(at(1) + 60, mtId(1), TELCO, 2, PartReceipts.ALL, new byte[0]));
        assertEquals(
                2, Objects.requireNonNull(pending().getFirst().parts()).parts().size());
        assertEquals(2, index.message(mtId(1)).orElseThrow().parts());
    }

    @Test
    void theReceiptIsAskedForAndQuotesAsTheReplacementSays() {
        fold(accepted(1), replaced(1, 0, "none wanted"), new MtExpired(at(1) + 90, mtId(1)));
        fold(accepted(2, Fact.Origin.SMPP, 0, null), replaced(2, 1, "wanted now"), new MtExpired(at(2) + 90, mtId(2)));

        List<OutboxEntry> entries = index.outbox(ACME, 0, 10, 10, id -> false);
        assertEquals(1, entries.size());
        Receipt receipt = (Receipt) entries.getFirst();
        assertEquals(mtId(2), receipt.mtId());
        assertEquals("wanted now", new String(receipt.text(), ISO_8859_1));
    }

    @Test
    void aMessageThatHasLeftMemoryIsFoldedFromItsRowAsItWas() {
        fold(accepted(1), replaced(1, 1, "the second text"));
        fold = new Fold(index, new ProjectorCounters(), ProjectorOptions.DEFAULT);
        fold(new MtExpired(at(1) + 90, mtId(1)));

        Receipt receipt = (Receipt) index.outbox(ACME, 0, 10, 10, id -> false).getFirst();
        assertEquals("the second text", new String(receipt.text(), ISO_8859_1));
        Views.Message message = index.message(mtId(1)).orElseThrow();
        assertEquals(MessageStatus.EXPIRED, message.status());
        assertEquals("MtReplaced", message.timeline().get(1).kind());
        assertTrue(pending().isEmpty());
    }
}
