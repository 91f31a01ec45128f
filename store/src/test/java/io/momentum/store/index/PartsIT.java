package io.momentum.store.index;

import static io.momentum.store.index.Story.TELCO;
import static io.momentum.store.index.Story.at;
import static io.momentum.store.index.Story.mtId;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.MoJoined;
import io.momentum.store.fact.Fact.MoSegment;
import io.momentum.store.fact.Fact.MtAttempted;
import io.momentum.store.fact.Fact.MtDeferred;
import io.momentum.store.fact.Fact.MtPassedOn;
import io.momentum.store.fact.Fact.MtRefused;
import io.momentum.store.fact.Fact.MtSplit;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.fact.Fact.MtSuppressed;
import io.momentum.store.fact.Fact.MtUnknown;
import io.momentum.store.fact.Fact.PartReceipts;
import io.momentum.store.fact.Fact.UnknownPolicy;
import io.momentum.store.index.Views.MessageStatus;
import io.momentum.store.index.Views.Pending;
import io.momentum.store.index.Views.PendingPart;
import io.momentum.store.journal.Position;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.SuppressionScope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A message in parts, as the index has it: what is left of it, where it stands, and what segments wait. */
class PartsIT {

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

    private static MtSplit split(int parts) {
        return new MtSplit(at(1), mtId(1), TELCO, parts, PartReceipts.ALL, new byte[] {1, 2, 3});
    }

    private static MtAttempted attempted(int part) {
        return new MtAttempted(at(1) + part, mtId(1), TELCO, 1, part);
    }

    private static MtSubmitted submitted(int part) {
        return new MtSubmitted(at(1) + 10 + part, mtId(1), TELCO, "part" + part, part);
    }

    private List<Pending> pending() {
        List<Pending> found = new ArrayList<>();
        index.pending(found::add);
        return found;
    }

    private Views.Message message() {
        return index.message(mtId(1)).orElseThrow();
    }

    @Test
    void theRestOfTheMessageIsWhatAStartTakesUp() {
        fold(Story.accepted(1), split(4), attempted(1), submitted(1), attempted(2), attempted(3));
        fold(new MtDeferred(at(1) + 50, mtId(1), TELCO, 0x58, 3));

        Pending left = pending().getFirst();
        assertEquals(2, left.parts().split().index());
        assertEquals(
                List.of(
                        new PendingPart(false, 1, null),
                        new PendingPart(true, 1, TELCO),
                        new PendingPart(true, 1, null),
                        new PendingPart(true, 0, null)),
                left.parts().parts());
        assertEquals(MessageStatus.ATTEMPTED, message().status());
        assertEquals(4, message().parts());
        assertEquals("part1", message().smscId());
    }

    @Test
    void oneThatWasPassedOnIsCutAnewForItsNextCarrierAndKeepsInMindWhoRefusedIt() {
        CarrierId other = new CarrierId("other");
        fold(Story.accepted(1), split(3), attempted(1));
        fold(new MtPassedOn(at(1) + 50, mtId(1), TELCO, 0x405, 1));
        fold(new MtSplit(at(1) + 51, mtId(1), other, 2, PartReceipts.ALL, new byte[] {4, 5}));

        Pending left = pending().getFirst();
        assertEquals(5, left.parts().split().index());
        assertEquals(
                List.of(new PendingPart(true, 0, null), new PendingPart(true, 0, null)),
                left.parts().parts());
        assertEquals(List.of(TELCO), left.refusedBy());
        assertEquals(MessageStatus.QUEUED, message().status());
    }

    @Test
    void aWholeMessageThatWasPassedOnWaitsAgain() {
        fold(Story.accepted(1), new MtAttempted(at(1) + 1, mtId(1), TELCO, 1));
        fold(new MtPassedOn(at(1) + 50, mtId(1), TELCO, 0x405));

        Pending left = pending().getFirst();
        assertEquals(List.of(TELCO), left.refusedBy());
        assertEquals(1, left.attempts());
        assertNull(left.attemptedCarrier());
        assertEquals(MessageStatus.QUEUED, message().status());
    }

    @Test
    void nothingIsLeftWhenAllPartsAreTakenOrOneHasEndedThemAll() {
        fold(Story.accepted(1), split(2), attempted(1), submitted(1), attempted(2), submitted(2));
        assertTrue(pending().isEmpty());
        assertEquals(MessageStatus.SUBMITTED, message().status());

        fold(new MtRefused(at(1) + 60, mtId(1), TELCO, 0x0b, 2));
        assertEquals(MessageStatus.REFUSED, message().status());
    }

    @Test
    void aSuppressedMessageIsNotTakenUpThoughPartsHaveNotLeft() {
        fold(Story.accepted(1), split(3), attempted(1), submitted(1));
        fold(new MtSuppressed(at(1) + 60, mtId(1), SuppressionScope.GLOBAL));

        assertTrue(pending().isEmpty());
        assertEquals(MessageStatus.SUPPRESSED, message().status());
    }

    @Test
    void theRowTellsOfEachPartWhatTheFactsTold() {
        fold(Story.accepted(1), split(2), attempted(1), submitted(1), attempted(2));
        fold(new MtUnknown(at(1) + 60, mtId(1), TELCO, UnknownPolicy.HOLD, 2));

        List<String> details =
                message().timeline().stream().map(Views.Event::detail).toList();
        assertEquals("telco 2 parts", details.get(1));
        assertEquals("telco attempt 1 part 1", details.get(2));
        assertEquals("telco part1 part 1", details.get(3));
        assertEquals("telco hold part 2", details.getLast());
        assertEquals(MessageStatus.UNKNOWN, message().status());
    }

    @Test
    void aWholeMessageHasNoParts() {
        fold(Story.accepted(1), Story.attempted(1, 1));

        assertNull(pending().getFirst().parts());
        assertEquals(1, message().parts());
    }

    @Test
    void segmentsAreKeptUntilTheyAreOneMessage() {
        var first = new MoSegment(at(1), 7, TELCO, 2, 1, new byte[] {1});
        var second = new MoSegment(at(2), 7, TELCO, 2, 2, new byte[] {2});
        var other = new MoSegment(at(3), 9, TELCO, 3, 3, new byte[] {3});
        fold(first, second, other, first);
        assertEquals(List.of(1, 2, 3), waiting());

        fold(new MoJoined(at(4), 7, 8, 2, 2));
        assertEquals(List.of(3), waiting());
    }

    private List<Integer> waiting() {
        List<Integer> found = new ArrayList<>();
        index.moSegments(segment -> found.add((int) segment.pdu()[0]));
        return found;
    }
}
