package io.momentum.store.index;

import static io.momentum.store.index.Story.ACME;
import static io.momentum.store.index.Story.TELCO;
import static io.momentum.store.index.Story.accepted;
import static io.momentum.store.index.Story.attempted;
import static io.momentum.store.index.Story.dlr;
import static io.momentum.store.index.Story.forwarded;
import static io.momentum.store.index.Story.mo;
import static io.momentum.store.index.Story.mtId;
import static io.momentum.store.index.Story.refused;
import static io.momentum.store.index.Story.smscId;
import static io.momentum.store.index.Story.submitted;
import static io.momentum.store.index.Story.unknown;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.fact.Fact.UnknownPolicy;
import io.momentum.store.index.Views.MessageStatus;
import io.momentum.store.outbox.OutboxEntry;
import io.momentum.store.outbox.OutboxEntry.Mo;
import io.momentum.store.outbox.OutboxEntry.Receipt;
import io.momentum.store.outbox.OutboxFeed;
import io.momentum.store.value.MessageState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProjectorIT {

    private static final IndexOptions SMALL = new IndexOptions(64 << 20, 32 << 20);

    @TempDir
    Path dir;

    private final ListJournal journal = new ListJournal();
    private final ProjectorCounters counters = new ProjectorCounters();
    private final List<Throwable> failures = new ArrayList<>();
    private Index index;
    private Projector projector;

    @BeforeEach
    void open() throws IOException {
        open(ProjectorOptions.DEFAULT);
    }

    private void open(ProjectorOptions options) throws IOException {
        index = Index.open(dir, SMALL, journal);
        projector = new Projector(journal, index, options, counters, failures::add);
    }

    @AfterEach
    void close() {
        projector.close();
        index.close();
        assertEquals(List.of(), failures);
    }

    private void reopen() throws IOException {
        close();
        open();
    }

    private void crash() throws IOException {
        index.rocks().crash();
        open();
    }

    private void catchUp() {
        projector.catchUp(_ -> {});
    }

    private MessageStatus status(int n) {
        return index.message(mtId(n)).orElseThrow().status();
    }

    /** Everything that waits, in order, asked for one by one. */
    private List<OutboxEntry> outbox() {
        var all = new ArrayList<OutboxEntry>();
        var outboxes = new Fold(index, counters, ProjectorOptions.DEFAULT).outboxes();
        long after = 0;
        for (var next = outboxes.after(ACME, after, 1); !next.isEmpty(); next = outboxes.after(ACME, after, 1)) {
            all.addAll(next);
            after = next.getLast().outboxId();
        }
        return all;
    }

    private List<Long> pending() {
        var ids = new ArrayList<Long>();
        index.pending(p -> ids.add(p.mtId()));
        return ids;
    }

    @Test
    void aDeliveredMessageHasItsTimelineAndItsReceiptInTheOutbox() {
        journal.add(accepted(1), attempted(1, 1), submitted(1), dlr(1, MessageState.DELIVERED));
        catchUp();
        var message = index.message(mtId(1)).orElseThrow();
        assertEquals(MessageStatus.DELIVERED, message.status());
        assertEquals(TELCO, message.carrier());
        assertEquals(smscId(1), message.smscId());
        assertEquals(
                List.of("MtAccepted", "MtAttempted", "MtSubmitted", "DlrReceived"),
                message.timeline().stream().map(Views.Event::kind).toList());
        assertEquals(
                List.of(1L, 2L, 3L, 4L),
                message.timeline().stream().map(e -> e.position().index()).toList());
        var receipt = assertInstanceOf(Receipt.class, outbox().getFirst());
        assertEquals(mtId(1), receipt.mtId());
        assertEquals(MessageState.DELIVERED, receipt.state());
        assertEquals(Story.SENDER, receipt.source());
        assertEquals(Story.at(1), receipt.submitAtMicros());
        assertEquals("Hello number 1, how ", new String(receipt.text(), StandardCharsets.ISO_8859_1));
    }

    @Test
    void aReceiptThatComesBeforeItsMessageIsParkedAndThenMatched() {
        journal.add(accepted(1), attempted(1, 1), dlr(1, MessageState.DELIVERED));
        catchUp();
        assertEquals(MessageStatus.ATTEMPTED, status(1));
        assertEquals(1, counters.parked());
        journal.add(submitted(1));
        catchUp();
        assertEquals(MessageStatus.DELIVERED, status(1));
        assertEquals(1, outbox().size());
        assertEquals(1, counters.parkedMatched());
    }

    @Test
    void aParkedReceiptSurvivesARestart() throws IOException {
        journal.add(accepted(1), attempted(1, 1), dlr(1, MessageState.DELIVERED));
        catchUp();
        reopen();
        journal.add(submitted(1));
        catchUp();
        assertEquals(MessageStatus.DELIVERED, status(1));
        assertEquals(0, index.stats().rows().get("orphan"));
    }

    @Test
    void aParkedReceiptThatLeftMemoryIsFoundInTheIndex() throws IOException {
        close();
        open(new ProjectorOptions(1, 1, 1, 1, 50));
        for (int n = 0; n < 10; n++) {
            journal.add(accepted(n), attempted(n, 1), dlr(n, MessageState.DELIVERED));
        }
        catchUp();
        for (int n = 0; n < 10; n++) {
            journal.add(submitted(n));
        }
        catchUp();
        for (int n = 0; n < 10; n++) {
            assertEquals(MessageStatus.DELIVERED, status(n));
        }
        assertEquals(10, outbox().size());
    }

    @Test
    void theFirstFinalStateWinsAndOnlyItIsForwarded() {
        journal.add(accepted(1), attempted(1, 1), submitted(1), dlr(1, MessageState.DELIVERED));
        journal.add(dlr(1, MessageState.DELIVERED), dlr(1, MessageState.UNDELIVERABLE), dlr(1, MessageState.ENROUTE));
        catchUp();
        journal.add(dlr(1, MessageState.UNDELIVERABLE));
        catchUp();
        assertEquals(MessageStatus.DELIVERED, status(1));
        assertEquals(1, outbox().size());
        assertEquals(2, counters.repeated());
        assertEquals(2, counters.contradictory());
        assertEquals(8, index.message(mtId(1)).orElseThrow().timeline().size());
    }

    @Test
    void intermediateStatesAreForwardedOnlyWhereAskedFor() {
        journal.add(accepted(1, Origin.SMPP, 0x01, null), submitted(1), dlr(1, MessageState.ENROUTE));
        journal.add(accepted(2, Origin.SMPP, 0x11, null), submitted(2), dlr(2, MessageState.ENROUTE));
        catchUp();
        assertEquals(
                List.of(mtId(2)),
                outbox().stream().map(e -> ((Receipt) e).mtId()).toList());
    }

    @Test
    void messagesThatEndWithoutACarriersReceiptGetOneOfOurs() {
        journal.add(accepted(1), attempted(1, 1), refused(1, 0x0b));
        journal.add(accepted(2), Story.expired(2));
        journal.add(accepted(3), attempted(3, 1), unknown(3, UnknownPolicy.HOLD));
        journal.add(accepted(4, Origin.API, 1, null), refused(4, 0x0b));
        journal.add(accepted(5, Origin.SMPP, 0, null), refused(5, 0x0b));
        journal.add(accepted(6, Origin.SMPP, 3, null), refused(6, 0x0b));
        journal.add(accepted(7, Origin.SMPP, 2, null), refused(7, 0x400));
        catchUp();
        assertEquals(
                List.of("REJECTED 011", "EXPIRED ", "UNKNOWN ", "REJECTED "),
                outbox().stream()
                        .map(e -> ((Receipt) e).state() + " " + ((Receipt) e).error())
                        .toList());
        assertEquals(List.of(), pending());
    }

    @Test
    void aReceiptAfterAnUnknownOutcomeStillCounts() {
        journal.add(accepted(1), attempted(1, 1), unknown(1, UnknownPolicy.HOLD), submitted(1));
        journal.add(dlr(1, MessageState.DELIVERED));
        catchUp();
        assertEquals(MessageStatus.DELIVERED, status(1));
        assertEquals(2, outbox().size());
    }

    @Test
    void aMessageThatWasSentTwiceIsFoundByBothIds() {
        journal.add(accepted(1), attempted(1, 1), submitted(1), unknown(1, UnknownPolicy.RESEND), attempted(1, 2));
        journal.add(new io.momentum.store.fact.Fact.MtSubmitted(Story.at(1) + 260, mtId(1), TELCO, "other"));
        journal.add(dlr(1, MessageState.DELIVERED));
        catchUp();
        assertEquals(MessageStatus.DELIVERED, status(1));
        assertEquals(0, counters.parked());
    }

    @Test
    void onlyUnfinishedMessagesArePending() {
        journal.add(accepted(1), accepted(2), attempted(2, 1), accepted(3), attempted(3, 1), submitted(3));
        journal.add(accepted(4), attempted(4, 1), Story.deferred(4), accepted(5), attempted(5, 1));
        journal.add(unknown(5, UnknownPolicy.RESEND));
        catchUp();
        assertEquals(List.of(mtId(1), mtId(2), mtId(4), mtId(5)), pending());
        var lines = new ArrayList<String>();
        index.pending(p -> lines.add(
                p.attempts() + " " + p.attemptedCarrier() + " " + p.accepted().index()));
        assertEquals(List.of("0 null 1", "1 telco 2", "1 null 7", "1 null 10"), lines);
        journal.add(submitted(1), submitted(2), refused(4, 1), Story.expired(5));
        catchUp();
        assertEquals(List.of(), pending());
    }

    @Test
    void anOutboxEntrySurvivesRestartsUntilItIsAcknowledged() throws IOException {
        journal.add(accepted(1), submitted(1), dlr(1, MessageState.DELIVERED), mo(2, ACME));
        catchUp();
        reopen();
        List<OutboxEntry> waiting = outbox();
        assertEquals(2, waiting.size());
        assertArrayEquals(
                new byte[] {9, 8, 7}, assertInstanceOf(Mo.class, waiting.get(1)).pdu());
        journal.add(forwarded(1, waiting.getFirst().outboxId(), 0x14));
        catchUp();
        assertEquals(2, outbox().size(), "a full queue is no refusal");
        journal.add(forwarded(1, waiting.getFirst().outboxId(), 0));
        catchUp();
        reopen();
        assertEquals(
                List.of(waiting.get(1).outboxId()),
                outbox().stream().map(OutboxEntry::outboxId).toList());
    }

    @Test
    void aRequestIsAnsweredOnceAnEntryComesAndBeforeItIsCommitted() throws Exception {
        BlockingQueue<List<OutboxEntry>> answers = new LinkedBlockingQueue<>();
        projector.start();
        projector.request(ACME, 0, 10, answers::add);
        journal.add(accepted(1), submitted(1), dlr(1, MessageState.DELIVERED));
        List<OutboxEntry> first = answers.poll(5, TimeUnit.SECONDS);
        assertEquals(1, first.size());
        journal.add(forwarded(1, first.getFirst().outboxId(), 0), mo(2, ACME));
        projector.request(ACME, first.getFirst().outboxId(), 10, answers::add);
        assertEquals(1, answers.poll(5, TimeUnit.SECONDS).size());
        assertTrue(index.awaitSequence(journal.durableSequence(), java.time.Duration.ofSeconds(5)));
        assertEquals(1, outbox().size());
        assertEquals(0, projector.lagFacts());
        assertEquals(0, projector.lagMillis());
    }

    @Test
    void aRequestThatWasTakenBackIsNotAnswered() throws Exception {
        BlockingQueue<List<OutboxEntry>> answers = new LinkedBlockingQueue<>();
        OutboxFeed.Sink sink = answers::add;
        projector.request(ACME, 0, 10, sink);
        projector.cancel(ACME, sink);
        journal.add(mo(2, ACME));
        projector.start();
        assertTrue(index.awaitSequence(1, java.time.Duration.ofSeconds(5)));
        assertTrue(answers.isEmpty());
    }

    @Test
    void whoeverTakesItsRequestBackLeavesThatOfANewerSink() throws Exception {
        BlockingQueue<List<OutboxEntry>> answers = new LinkedBlockingQueue<>();
        OutboxFeed.Sink gone = _ -> failures.add(new AssertionError("its request was replaced"));
        projector.request(ACME, 0, 10, gone);
        projector.request(ACME, 0, 10, answers::add);
        projector.cancel(ACME, gone);
        journal.add(mo(2, ACME));
        projector.start();
        assertEquals(1, answers.poll(5, TimeUnit.SECONDS).size());
    }

    @Test
    void aLongOutboxIsReadInOrderThoughMemoryHoldsOnlyItsEnd() throws Exception {
        close();
        open(new ProjectorOptions(10, 10, 10, 16, 50));
        for (int n = 0; n < 200; n++) {
            journal.add(mo(n, ACME));
        }
        catchUp();
        journal.add(forwarded(7, 7, 0), forwarded(199, 199, 0));
        BlockingQueue<List<OutboxEntry>> answers = new LinkedBlockingQueue<>();
        projector.start();
        var ids = new ArrayList<Long>();
        assertTrue(index.awaitSequence(journal.durableSequence(), java.time.Duration.ofSeconds(5)));
        while (ids.isEmpty() || ids.getLast() < 200) {
            projector.request(ACME, ids.isEmpty() ? 0 : ids.getLast(), 7, answers::add);
            answers.poll(5, TimeUnit.SECONDS).forEach(e -> ids.add(e.outboxId()));
        }
        assertEquals(198, ids.size());
        assertEquals(ids.stream().sorted().distinct().toList(), ids);
        assertFalse(ids.contains(7L));
    }

    @Test
    void aCrashLosesNothing() throws IOException {
        journal.addAll(Story.random(1, 300));
        catchUp();
        String before = IndexDump.of(index);
        crash();
        assertEquals(0, index.lastSequence());
        catchUp();
        assertEquals(before, IndexDump.of(index));
    }

    @Test
    void anIndexOfTheFutureIsBuiltAnew() throws IOException {
        journal.add(accepted(1), accepted(2));
        catchUp();
        close();
        var shorter = new ListJournal();
        shorter.add(accepted(3));
        index = Index.open(dir, SMALL, shorter);
        projector = new Projector(shorter, index, ProjectorOptions.DEFAULT, counters, failures::add);
        catchUp();
        assertEquals(List.of(mtId(3)), pending());
        assertTrue(index.message(mtId(1)).isEmpty());
    }

    @Test
    void aReplayMakesTheSameIndexWhereverItsCommitsFall() throws IOException {
        for (long seed = 1; seed <= 5; seed++) {
            var facts = Story.random(seed, 400);
            String whole = dumpOf("whole" + seed, facts, ProjectorOptions.DEFAULT);
            String tiny = dumpOf("tiny" + seed, facts, new ProjectorOptions(3, 2, 2, 1, 50));
            assertEquals(List.of(whole.split("\n")), List.of(tiny.split("\n")), "seed " + seed);
            assertNotEquals("", whole);
        }
    }

    private String dumpOf(String name, List<io.momentum.store.fact.Fact> facts, ProjectorOptions options)
            throws IOException {
        try (Index other = Index.open(dir.resolve(name), SMALL)) {
            var fold = new Fold(other, new ProjectorCounters(), options);
            long sequence = 0;
            for (var fact : facts) {
                sequence++;
                fold.fold(sequence, fact, new io.momentum.store.journal.Position(1, sequence, 0));
                if (fold.uncommitted() >= options.windowFactsMax()) fold.commit();
            }
            fold.commit();
            return IndexDump.of(other);
        }
    }
}
