package io.momentum.store.index;

import static io.momentum.store.index.Story.ACME;
import static io.momentum.store.index.Story.TELCO;
import static io.momentum.store.index.Story.accepted;
import static io.momentum.store.index.Story.at;
import static io.momentum.store.index.Story.attempted;
import static io.momentum.store.index.Story.digits;
import static io.momentum.store.index.Story.mtId;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.DlrRematched;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.fact.Fact.Reading;
import io.momentum.store.fact.Fact.ReceiptsForgotten;
import io.momentum.store.index.Views.Event;
import io.momentum.store.index.Views.MessageStatus;
import io.momentum.store.index.Views.Orphan;
import io.momentum.store.journal.Position;
import io.momentum.store.outbox.OutboxEntry;
import io.momentum.store.outbox.OutboxEntry.Receipt;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.IdForm;
import io.momentum.store.value.MessageState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which message a receipt is given to, what it does there, and what becomes of one that has none. */
final class ReceiptsIT {

    private static final CarrierId OTHER = new CarrierId("other");
    private static final int LEARN_FROM = 3;
    private static final int DAY = 86_400_000;

    @TempDir
    Path dir;

    private final ProjectorCounters counters = new ProjectorCounters();
    private Index index;
    private Fold fold;
    private long dlrIds = 1L << 40;

    @BeforeEach
    void open() throws IOException {
        index = Index.open(dir, new IndexOptions(64 << 20, 32 << 20));
        fold = new Fold(index, counters, ProjectorOptions.DEFAULT);
    }

    @AfterEach
    void close() {
        index.close();
    }

    private void reopen() throws IOException {
        index.close();
        open();
    }

    private void fold(Fact... facts) {
        for (Fact fact : facts) {
            long sequence = fold.sequence() + 1;
            fold.fold(sequence, fact, new Position(1, sequence, 0));
        }
        fold.commit();
    }

    private void sent(int n, CarrierId carrier, String smscId) {
        fold(accepted(n), attempted(n, 1), submitted(n, carrier, smscId));
    }

    private static MtSubmitted submitted(int n, CarrierId carrier, String smscId) {
        return new MtSubmitted(at(n) + 200, mtId(n), carrier, smscId);
    }

    private DlrReceived dlr(int n, CarrierId carrier, String smscId, IdForm form) {
        return dlr(n, carrier, smscId, MessageState.DELIVERED, reading(form, digits(n), false));
    }

    private DlrReceived dlr(int n, CarrierId carrier, String smscId, MessageState state, Reading reading) {
        return new DlrReceived(at(n) + 300, ++dlrIds, carrier, smscId, state, "000", 0, new byte[0], reading);
    }

    private static Reading reading(IdForm form, long digits, boolean lastWins) {
        return new Reading(form, LEARN_FROM, digits, 890_123, "", false, false, lastWins, 100);
    }

    private MessageStatus status(int n) {
        return index.message(mtId(n)).orElseThrow().status();
    }

    private List<String> told(int n) {
        var states = new ArrayList<String>();
        for (OutboxEntry entry : fold.outboxes().after(ACME, 0, 1000)) {
            var receipt = (Receipt) entry;
            if (receipt.mtId() == mtId(n)) states.add(receipt.state().name());
        }
        return states;
    }

    private String lastDetail(int n) {
        List<Event> timeline = index.message(mtId(n)).orElseThrow().timeline();
        return timeline.getLast().detail();
    }

    private List<Orphan> orphans() {
        return index.orphans(null, null, 100).items();
    }

    @Test
    void anIdInTheOtherBaseIsFoundByTheDeclaredForm() {
        sent(1, TELCO, "7F00A3");
        sent(2, OTHER, "8323236");
        fold(dlr(1, TELCO, "8323235", IdForm.HEX_THEN_DECIMAL), dlr(2, OTHER, "7f00a4", IdForm.DECIMAL_THEN_HEX));
        assertEquals(MessageStatus.DELIVERED, status(1));
        assertEquals(MessageStatus.DELIVERED, status(2));
    }

    @Test
    void aReceiptWithoutADateIsToldWithTheMomentAtWhichItCame() {
        sent(1, TELCO, "77");
        fold(dlr(1, TELCO, "77", IdForm.SAME));
        var told = (Receipt) fold.outboxes().after(ACME, 0, 1000).getFirst();
        assertEquals(at(1) + 300, told.doneAtMicros());
    }

    @Test
    void aReceiptInTheOtherBaseThatComesBeforeSubmitSmRespWaitsForIt() {
        fold(accepted(1), attempted(1, 1), dlr(1, TELCO, "8323235", IdForm.AUTO));
        assertEquals(1, orphans().size());
        fold(submitted(1, TELCO, "7F00A3"));
        assertEquals(MessageStatus.DELIVERED, status(1));
        assertEquals(List.of(), orphans());
        assertEquals(List.of("DELIVERED"), told(1));
        assertEquals(1, counters.of(TELCO).matchedLate());
    }

    @Test
    void anIdOfTwoCarriersIsEachOnesOwn() {
        sent(1, TELCO, "77");
        sent(2, OTHER, "77");
        fold(dlr(2, OTHER, "77", IdForm.SAME));
        assertEquals(MessageStatus.SUBMITTED, status(1));
        assertEquals(MessageStatus.DELIVERED, status(2));
    }

    @Test
    void anIdGivenTwiceIsToldApartByTheSubscriber() {
        sent(1, TELCO, "17");
        sent(2, TELCO, "17");
        fold(dlr(1, TELCO, "17", IdForm.SAME));
        assertEquals(MessageStatus.DELIVERED, status(1));
        assertEquals(MessageStatus.SUBMITTED, status(2));
    }

    @Test
    void anIdGivenTwiceIsToldApartAfterARestartToo() throws IOException {
        sent(1, TELCO, "17");
        sent(2, TELCO, "17");
        reopen();
        fold(dlr(1, TELCO, "17", IdForm.SAME));
        assertEquals(MessageStatus.DELIVERED, status(1));
        fold(dlr(2, TELCO, "17", IdForm.SAME));
        assertEquals(MessageStatus.DELIVERED, status(2));
    }

    @Test
    void aNumberWithoutItsCountryCodeStillTellsApart() throws IOException {
        sent(1, TELCO, "17");
        sent(2, TELCO, "17");
        reopen();
        Reading national = reading(IdForm.SAME, digits(1) % 10_000_000_000L, false);
        fold(dlr(1, TELCO, "17", MessageState.DELIVERED, national));
        assertEquals(MessageStatus.DELIVERED, status(1));
        assertEquals(MessageStatus.SUBMITTED, status(2));
    }

    @Test
    void anIdUsedAgainAfterDaysBelongsToTheMessageThatIsOpen() throws IOException {
        int later = 3 * DAY;
        assertEquals(digits(0), digits(later), "the same subscriber");
        sent(0, TELCO, "17");
        sent(later, TELCO, "17");
        fold(dlr(later, TELCO, "17", IdForm.SAME));
        assertEquals(MessageStatus.DELIVERED, status(later));
        assertEquals(MessageStatus.SUBMITTED, status(0));
        reopen();
        fold(dlr(later, TELCO, "17", IdForm.SAME));
        assertEquals(MessageStatus.DELIVERED, status(0), "the newest that is open");
    }

    @Test
    void sourceAndDestinationOfAReceiptMayBeSwapped() {
        sent(1, TELCO, "17");
        sent(2, TELCO, "17");
        var swapped = new Reading(IdForm.SAME, 1, 890_123, digits(1), "", false, false, false, 0);
        fold(dlr(1, TELCO, "17", MessageState.DELIVERED, swapped));
        assertEquals(MessageStatus.DELIVERED, status(1));
    }

    @Test
    void aLateReceiptFindsItsMessageAWeekLater() throws IOException {
        sent(0, TELCO, "abc-1");
        reopen();
        fold(dlr(7 * DAY, TELCO, "ABC-1", IdForm.SAME));
        assertEquals(MessageStatus.DELIVERED, status(0));
    }

    @Test
    void idsOfEachDayAreLookedForAfterARestart() throws IOException {
        sent(2 * DAY, TELCO, "of day 2");
        sent(0, TELCO, "of day 0");
        sent(5 * DAY, TELCO, "of day 5");
        reopen();
        sent(4 * DAY, TELCO, "of day 4");
        reopen();
        for (int day : List.of(0, 2, 4, 5)) {
            var reading = reading(IdForm.SAME, digits(day * DAY), false);
            fold(dlr(5 * DAY, TELCO, "of day " + day, MessageState.DELIVERED, reading));
            assertEquals(MessageStatus.DELIVERED, status(day * DAY));
        }
    }

    @Test
    void theFormIsLearnedAndSurvivesARestart() throws IOException {
        for (int n = 1; n <= LEARN_FROM; n++) {
            assertNull(counters.of(TELCO).form());
            sent(n, TELCO, Integer.toHexString(0x1000 + n));
            fold(dlr(n, TELCO, Integer.toString(0x1000 + n), IdForm.AUTO));
        }
        assertEquals(IdForm.HEX_THEN_DECIMAL, counters.of(TELCO).form());
        reopen();
        // 22 is a decimal of 0x16; before it was known, the message called "22" would have had it.
        sent(20, TELCO, "16");
        sent(21, TELCO, "22");
        var anonymous = new Reading(IdForm.AUTO, LEARN_FROM, 0, 0, "", false, false, false, 0);
        fold(dlr(20, TELCO, "22", MessageState.DELIVERED, anonymous));
        assertEquals(MessageStatus.DELIVERED, status(20));
        assertEquals(MessageStatus.SUBMITTED, status(21));
    }

    @Test
    void aCarrierThatChangesItsFormIsCountedAndLearnedAnew() {
        for (int n = 1; n <= LEARN_FROM; n++) {
            sent(n, TELCO, "1000" + n);
            fold(dlr(n, TELCO, "1000" + n, IdForm.AUTO));
        }
        assertEquals(IdForm.SAME, counters.of(TELCO).form());
        for (int n = 11; n <= 10 + LEARN_FROM; n++) {
            sent(n, TELCO, Integer.toHexString(0x2000 + n));
            fold(dlr(n, TELCO, Integer.toString(0x2000 + n), IdForm.AUTO));
            assertEquals(MessageStatus.DELIVERED, status(n));
        }
        assertEquals(LEARN_FROM, counters.of(TELCO).otherForm());
        assertEquals(1, counters.of(TELCO).formChanges());
        assertEquals(IdForm.HEX_THEN_DECIMAL, counters.of(TELCO).form());
    }

    @Test
    void anEndThatContradictsTheFirstIsKeptCountedAndNotTold() {
        sent(1, TELCO, "17");
        fold(dlr(1, TELCO, "17", IdForm.SAME));
        fold(dlr(1, TELCO, "17", MessageState.UNDELIVERABLE, reading(IdForm.SAME, digits(1), false)));
        assertEquals(MessageStatus.DELIVERED, status(1));
        assertEquals(List.of("DELIVERED"), told(1));
        assertEquals(1, counters.of(TELCO).contradictory());
        assertTrue(lastDetail(1).contains("contradicts delivered"), lastDetail(1));
    }

    @Test
    void theLastEndStandsAndIsToldWhereTheProfileSaysSo() {
        sent(1, TELCO, "17");
        fold(dlr(1, TELCO, "17", IdForm.SAME));
        fold(dlr(1, TELCO, "17", MessageState.UNDELIVERABLE, reading(IdForm.SAME, digits(1), true)));
        assertEquals(MessageStatus.FAILED, status(1));
        assertEquals(List.of("DELIVERED", "UNDELIVERABLE"), told(1));
        assertTrue(lastDetail(1).contains("replaces delivered"), lastDetail(1));
    }

    @Test
    void anIntermediateNotificationNeverEndsAMessage() {
        sent(1, TELCO, "17");
        var intermediate = new Reading(IdForm.SAME, 1, digits(1), 0, "", true, false, false, 0);
        fold(dlr(1, TELCO, "17", MessageState.DELIVERED, intermediate));
        assertEquals(MessageStatus.SUBMITTED, status(1));
        fold(dlr(1, TELCO, "17", MessageState.EXPIRED, reading(IdForm.SAME, digits(1), false)));
        assertEquals(MessageStatus.EXPIRED, status(1));
    }

    @Test
    void whatIsDeliveredAtOnceIsSuspect() {
        sent(1, TELCO, "17");
        fold(dlr(1, TELCO, "17", IdForm.SAME));
        assertEquals(1, counters.of(TELCO).suspect());
        assertTrue(lastDetail(1).contains("suspect: 0 ms after submit"), lastDetail(1));
        assertEquals(1, counters.of(TELCO).delay().counts()[0]);
    }

    @Test
    void aReceiptThatHasLeftMemoryIsGivenToOneMessageWhereverCommitsFall() {
        fold = new Fold(index, counters, new ProjectorOptions(1_000, 1_000, 1, 1_000, 50));
        Reading unnumbered = reading(IdForm.SAME, 0, false);
        fold(dlr(1, TELCO, "twice", MessageState.DELIVERED, unnumbered));
        fold(dlr(1, TELCO, "other", MessageState.DELIVERED, unnumbered));
        fold(accepted(1), submitted(1, TELCO, "twice"), accepted(2), submitted(2, TELCO, "twice"));
        assertEquals(List.of("DELIVERED"), told(1));
        assertEquals(List.of(), told(2));
    }

    @Test
    void anOrphanThatIsReadAgainFindsItsMessageOnce() throws IOException {
        sent(1, TELCO, "7F00A3");
        fold(dlr(1, TELCO, "8323235", IdForm.SAME));
        assertEquals(MessageStatus.SUBMITTED, status(1));
        reopen();
        Orphan orphan = orphans().getFirst();
        assertEquals(OptionalLong.empty(), index.messageOf(orphan.receipt()));
        DlrReceived again = readAgain(orphan.receipt());
        assertEquals(OptionalLong.of(mtId(1)), index.messageOf(again));

        var fact = new DlrRematched(at(1) + 9_000, mtId(1), orphan.receipt().smscId(), again);
        fold(fact, fact);
        fold(fact);
        assertEquals(MessageStatus.DELIVERED, status(1));
        assertEquals(List.of("DELIVERED"), told(1));
        assertEquals(List.of(), orphans());
        assertEquals(1, counters.of(TELCO).rematched());
        List<Event> timeline = index.message(mtId(1)).orElseThrow().timeline();
        assertEquals("DlrRematched", timeline.getLast().kind());
        assertEquals(4, timeline.size());
    }

    @Test
    void anOrphanThatIsStillInMemoryIsReadAgainToo() {
        sent(1, TELCO, "7F00A3");
        DlrReceived orphan = dlr(1, TELCO, "8323235", IdForm.SAME);
        fold(orphan);
        fold(new DlrRematched(at(1) + 9_000, mtId(1), orphan.smscId(), readAgain(orphan)));
        assertEquals(MessageStatus.DELIVERED, status(1));
        assertEquals(List.of(), orphans());
        fold(accepted(2), attempted(2, 1), submitted(2, TELCO, "8323235"));
        assertEquals(MessageStatus.SUBMITTED, status(2), "nothing waits for this id any more");
    }

    private static DlrReceived readAgain(DlrReceived f) {
        Reading now = reading(IdForm.HEX_THEN_DECIMAL, f.reading().sourceDigits(), false);
        return new DlrReceived(
                f.atMicros(), f.dlrId(), f.carrier(), f.smscId(), f.state(), f.error(), 0, new byte[0], now);
    }

    @Test
    void orphansAreForgottenByAgeAndCountedWhileYoungerOnesCanStillBeMatched() throws IOException {
        for (int n = 1; n <= 3; n++) fold(dlr(n * DAY, TELCO, "orphan" + n, IdForm.SAME));
        fold(new ReceiptsForgotten(at(4 * DAY), at(2 * DAY)));
        assertEquals(
                List.of("orphan2", "orphan3"),
                orphans().stream().map(o -> o.receipt().smscId()).toList());
        assertEquals(1, counters.of(TELCO).forgotten());
        sent(5, TELCO, "7F00A3");
        DlrReceived orphan = orphans().getFirst().receipt();
        fold(new DlrRematched(at(4 * DAY), mtId(5), "orphan2", orphan));
        assertEquals(MessageStatus.DELIVERED, status(5));
        reopen();
        assertEquals(1, orphans().size());
    }

    @Test
    void whatIsForgottenDoesNotDependOnWhenTheIndexWasWritten() {
        long sequence = fold.sequence();
        fold.fold(++sequence, dlr(1, TELCO, "orphan", IdForm.SAME), new Position(1, sequence, 0));
        fold.fold(++sequence, new ReceiptsForgotten(at(DAY), at(DAY)), new Position(1, sequence, 0));
        fold.commit();
        assertEquals(List.of(), orphans());
        sent(1, TELCO, "orphan");
        assertEquals(MessageStatus.SUBMITTED, status(1));
    }
}
