package io.momentum.ops.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.codec.PduWriter;
import io.momentum.gateway.optout.OptOutWords;
import io.momentum.ops.care.Care;
import io.momentum.ops.care.CareFold;
import io.momentum.ops.care.Conversations;
import io.momentum.ops.care.Playbook;
import io.momentum.ops.config.ClassifyFiles;
import io.momentum.ops.config.OptOutFiles;
import io.momentum.ops.evidence.EvidenceTable.Entry;
import io.momentum.ops.evidence.Exporter.Format;
import io.momentum.ops.evidence.Exporter.Wanted;
import io.momentum.ops.followup.Command;
import io.momentum.ops.followup.Command.Close;
import io.momentum.ops.followup.Conversation;
import io.momentum.ops.followup.Decision;
import io.momentum.ops.followup.Decision.Facts;
import io.momentum.ops.followup.FollowupConfig;
import io.momentum.ops.followup.Rules;
import io.momentum.ops.followup.classify.Classifier;
import io.momentum.ops.followup.match.Match;
import io.momentum.ops.followup.sla.ClockKind;
import io.momentum.ops.followup.sla.SlaPolicy;
import io.momentum.store.fact.CareFact.MtTagged;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.MoReceived;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.MtAttempted;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.index.Index;
import io.momentum.store.index.IndexOptions;
import io.momentum.store.index.Projector;
import io.momentum.store.index.ProjectorCounters;
import io.momentum.store.index.ProjectorOptions;
import io.momentum.store.journal.ChronicleJournal;
import io.momentum.store.journal.Durability;
import io.momentum.store.journal.FactBatch;
import io.momentum.store.journal.JournalOptions;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.MessageId;
import io.momentum.store.value.MessageState;
import io.momentum.store.value.SystemId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Journal, index, follow-up and evidence over a directory, with a clock that stands until it is set. */
final class EvidenceBench implements AutoCloseable {

    static final long ANA = 15550100101L;
    static final long LUIS = 15550100102L;
    static final long MORNING = Instant.parse("2026-11-27T10:00:00Z").toEpochMilli() * 1_000;
    static final long DAY = 86_400_000_000L;

    private static final Supplier<Classifier> CLASSIFIER = new Supplier<>() {
        private Classifier learned;

        @Override
        public synchronized Classifier get() {
            if (learned == null) learned = ClassifyFiles.shipped();
            return learned;
        }
    };
    private static final SystemId ACME = new SystemId("acme");
    private static final CarrierId TELCO = new CarrierId("telco");

    final AtomicLong clock;
    final ChronicleJournal journal;
    final Index index;
    final Care care;
    final Evidence evidence;
    private final Projector projector;
    private final MessageId.Generator ids = new MessageId.Generator(0, 3);
    private int sent;

    EvidenceBench(Path dir, long nowMicros) throws IOException {
        this(dir, nowMicros, Optional.empty());
    }

    EvidenceBench(Path dir, long nowMicros, Optional<String> signingKey) throws IOException {
        clock = new AtomicLong(nowMicros);
        JournalOptions options = JournalOptions.defaults().withBlocks(JournalOptions.BLOCK_MIN_BYTES, 0);
        journal = ChronicleJournal.open(dir.resolve("journal"), Durability.PAGE_CACHE, options);
        index = Index.open(dir.resolve("index"), new IndexOptions(32 << 20, 16 << 20), journal);
        var careFold = new CareFold();
        var evidenceFold = new EvidenceFold();
        projector = new Projector(
                journal,
                index,
                ProjectorOptions.DEFAULT,
                new ProjectorCounters(),
                List.of(careFold, evidenceFold),
                failure -> {
                    throw new IllegalStateException(failure);
                });
        projector.catchUp(sequence -> {});
        projector.start();
        care = new Care(
                careFold,
                journal,
                index,
                new MessageId.Space(0, 0),
                Playbook.of(config(), CLASSIFIER),
                () -> OptOutWords.of(OptOutFiles.shipped()),
                clock::get);
        evidence = new Evidence(evidenceFold, dir.resolve("evidence"), signingKey, journal, index, care, clock::get);
        care.start();
        evidence.start();
    }

    private static FollowupConfig config() {
        var policy = new SlaPolicy(
                "gold",
                4,
                1,
                Match.ANY,
                Map.of(ClockKind.FIRST_ACTION, Duration.ofHours(1), ClockKind.RESOLUTION, Duration.ofHours(8)),
                Optional.empty(),
                List.of(80),
                List.of());
        return new FollowupConfig(
                Rules.DEFAULT, Optional.empty(), "", List.of(), List.of(), List.of(policy), List.of(), List.of());
    }

    // ---- what happens

    void pass(Duration time) {
        clock.addAndGet(time.toNanos() / 1_000);
    }

    /** Facts that are folded when this returns. */
    void journal(Fact... facts) throws Exception {
        var durable = new CountDownLatch(1);
        assertTrue(journal.offer(FactBatch.awaited(List.of(facts), Runnable::run, durable::countDown)));
        assertTrue(durable.await(10, TimeUnit.SECONDS));
        assertTrue(index.awaitSequence(journal.durableSequence(), Duration.ofSeconds(10)));
    }

    /** A message of a campaign that is delivered. */
    long sends(long digits, String campaign, String text) throws Exception {
        long now = clock.get();
        long id = ids.next(now);
        var from = PduWriter.address("890123");
        var to = PduWriter.address("+" + digits);
        String smscId = "smsc-" + ++sent;
        byte[] pdu = PduWriter.submitSm(from, to, text, 1);
        journal(
                new MtAccepted(now, id, ACME, Origin.API, from, to, digits, 1, null, pdu),
                new MtTagged(now, "system", id, digits, campaign, -1, "send"),
                new MtAttempted(now + 1, id, TELCO, 1),
                new MtSubmitted(now + 2, id, TELCO, smscId),
                new DlrReceived(
                        now + 3, ids.next(now), TELCO, smscId, MessageState.DELIVERED, "000", now + 3, new byte[16]));
        return id;
    }

    /** A reply; returns once it stands in a conversation. */
    long replies(long digits, String text) throws Exception {
        long now = clock.get();
        long id = ids.next(now);
        var from = PduWriter.address("+" + digits);
        var to = PduWriter.address("890123");
        byte[] pdu = PduWriter.submitSm(from, to, text, 0);
        pdu[7] = 5; // the same fields make a deliver_sm
        journal(new MoReceived(now, id, TELCO, ACME, from, to, digits, pdu));
        until(
                "the reply stands in a conversation",
                () -> Conversations.ofContact(index.shelf(), digits, 5).stream()
                        .anyMatch(c -> c.replies().lastMoId() == id));
        return id;
    }

    Conversation conversation(long digits) {
        return Conversations.ofContact(index.shelf(), digits, 1).getFirst();
    }

    void does(long digits, Command command) throws Exception {
        done(care.change(conversation(digits).id(), OptionalInt.empty(), command, "user:maria"));
    }

    void closes(long digits, String outcome, Map<String, String> fields) throws Exception {
        does(digits, new Close(outcome, fields));
        settled();
    }

    static Decision done(CompletableFuture<Decision> change) throws Exception {
        Decision decision = change.get(20, TimeUnit.SECONDS);
        assertTrue(decision instanceof Facts, decision.toString());
        return decision;
    }

    /** All that is owed is recorded, and all days that have ended are sealed. */
    void settled() throws Exception {
        assertTrue(index.awaitSequence(journal.durableSequence(), Duration.ofSeconds(10)));
        evidence.settled().get(20, TimeUnit.SECONDS);
    }

    static void until(String what, java.util.function.BooleanSupplier isSo) throws InterruptedException {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > deadline) throw new AssertionError("not within 20 s: " + what);
            Thread.sleep(2);
        }
    }

    // ---- what comes of it

    List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        index.shelf(io.momentum.store.index.Shelf.Kind.EVIDENCE)
                .scan(EvidenceTable.ENTRY.key(), EvidenceTable.ENTRY.end(), (key, row) -> {
                    entries.add(EvidenceTable.ENTRY_FORM.fromBytes(row));
                    return true;
                });
        return entries;
    }

    /** The files of an export. */
    Path exports(Path dir, Selection selection, boolean closed, Format... formats) throws Exception {
        var zipped = new ByteArrayOutputStream();
        new Exporter(evidence, new Wanted(selection, Set.of(formats), closed, "user:maria"), clock.get())
                .writeTo(zipped);
        Files.createDirectories(dir);
        try (var zip = new ZipInputStream(new ByteArrayInputStream(zipped.toByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
                Files.write(dir.resolve(entry.getName()), zip.readAllBytes());
        }
        return dir.resolve(Exporter.JSONL);
    }

    static Selection days() {
        long day = Math.floorDiv(MORNING, DAY);
        return new Selection.OfDays(day, day + 30);
    }

    static Report verified(Path file) throws IOException {
        Report report = Verifier.check(file, Optional.empty());
        assertEquals(List.of(), report.findings());
        return report;
    }

    @Override
    public void close() {
        evidence.close();
        care.close();
        projector.close();
        index.close();
        journal.close();
    }
}
