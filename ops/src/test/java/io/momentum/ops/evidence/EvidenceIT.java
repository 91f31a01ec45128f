package io.momentum.ops.evidence;

import static io.momentum.ops.evidence.EvidenceBench.ANA;
import static io.momentum.ops.evidence.EvidenceBench.DAY;
import static io.momentum.ops.evidence.EvidenceBench.LUIS;
import static io.momentum.ops.evidence.EvidenceBench.MORNING;
import static io.momentum.ops.evidence.EvidenceBench.days;
import static io.momentum.ops.evidence.EvidenceBench.done;
import static io.momentum.ops.evidence.EvidenceBench.verified;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.evidence.EvidenceTable.Day;
import io.momentum.ops.evidence.EvidenceTable.Entry;
import io.momentum.ops.evidence.EvidenceTable.Owed;
import io.momentum.ops.evidence.Finding.Kind;
import io.momentum.ops.followup.Command.Act;
import io.momentum.ops.followup.Command.Note;
import io.momentum.ops.followup.Command.Relink;
import io.momentum.ops.followup.Decision.Code;
import io.momentum.ops.followup.Decision.Refused;
import io.momentum.ops.followup.evidence.Days;
import io.momentum.store.fact.Fact.OptSource;
import io.momentum.store.fact.Fact.OptedIn;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.journal.JournalReader;
import io.momentum.store.value.MessageId;
import io.momentum.store.value.SuppressionScope;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records, their chain and their seals, over journal and index. */
class EvidenceIT {

    private static final Map<String, String> PROMISE = Map.of("date", "2026-12-24", "amount", "120.50");

    @TempDir
    Path dir;

    private EvidenceBench bench() throws IOException {
        return new EvidenceBench(dir.resolve("data"), MORNING);
    }

    private static void story(EvidenceBench bench) throws Exception {
        bench.sends(ANA, "nov", "¿Cuándo puede pagar la cuota de 120,50 €?");
        bench.pass(Duration.ofMinutes(5));
        bench.replies(ANA, "I will pay on Friday");
        bench.pass(Duration.ofMinutes(5));
        bench.does(ANA, new Note("sounds sincere"));
        bench.does(ANA, new Act("call", "she confirms"));
        bench.closes(ANA, "payment_promised", PROMISE);
    }

    private static String text(Entry entry) {
        return new String(entry.record(), StandardCharsets.UTF_8);
    }

    private static JsonObject readable(EvidenceBench bench, Entry entry) {
        return new JsonObject(Told.of(entry, bench.evidence.contacts(), false).readable());
    }

    @Test
    void aMessageToSomebodyElseIsInNoRecordWhateverIsLinked() throws Exception {
        try (EvidenceBench bench = bench()) {
            long foreign = bench.sends(LUIS, "nov", "Only for Luis");
            bench.sends(ANA, "nov", "When can you pay?");
            bench.pass(Duration.ofMinutes(5));
            bench.replies(ANA, "I will pay on Friday");
            bench.does(ANA, new Relink(0, foreign, "", "as earlier releases took it"));
            bench.closes(ANA, "payment_promised", PROMISE);
            String record = readable(bench, bench.entries().getFirst())
                    .getJsonArray("messages")
                    .encode();
            assertFalse(record.contains("Only for Luis"), record);
            assertTrue(record.contains("When can you pay?"), record);
        }
    }

    @Test
    void aClosedConversationHasARecordOfAllThatWasSaidDoneAndDecided() throws Exception {
        try (EvidenceBench bench = bench()) {
            story(bench);
            Entry entry = bench.entries().getFirst();
            for (String hidden : List.of("15550100101", "Friday", "cuota", "sincere", "120.50", "she confirms"))
                assertFalse(text(entry).contains(hidden), hidden);
            JsonObject record = readable(bench, entry);
            assertEquals("15550100101", record.getString("number"));
            assertEquals("nov", record.getString("campaign"));
            JsonObject sent = record.getJsonArray("messages").getJsonObject(0);
            assertEquals("¿Cuándo puede pagar la cuota de 120,50 €?", sent.getString("text"));
            String steps = sent.getJsonArray("steps").encode();
            assertTrue(steps.contains("\"smscId\":\"smsc-1\""), steps);
            assertTrue(steps.contains("\"state\":\"DELIVRD\""), steps);
            JsonObject reply = record.getJsonArray("messages").getJsonObject(1);
            assertEquals("I will pay on Friday", reply.getString("text"));
            assertEquals(64, reply.getString("pduSha256").length());
            assertEquals("confirmation", record.getJsonObject("label").getString("label"));
            assertFalse(record.getJsonObject("label").getString("version").isEmpty());
            assertEquals(
                    "gold@4", record.getJsonArray("clocks").getJsonObject(0).getString("policy"));
            JsonObject outcome = record.getJsonObject("outcome");
            assertEquals("payment_promised", outcome.getString("code"));
            assertEquals("120.50", outcome.getJsonObject("fields").getString("amount"));
            assertEquals("user:maria", outcome.getString("by"));
            List<String> events = record.getJsonArray("events").stream()
                    .map(event -> ((JsonObject) event).getString("event"))
                    .toList();
            assertTrue(
                    events.containsAll(List.of(
                            "ConversationOpened",
                            "ReplyJoined",
                            "ReplyClassified",
                            "ClockMoved",
                            "NoteAdded",
                            "ActionLogged",
                            "ConversationClosed")),
                    events.toString());
            String last = record.getJsonArray("events")
                    .getJsonObject(events.size() - 1)
                    .encode();
            assertTrue(last.contains("stopped"), "the clocks that the close stopped are in it: " + last);
        }
    }

    @Test
    void aClosedConversationThatGoesOnHasARecordForEachEpisode() throws Exception {
        try (EvidenceBench bench = bench()) {
            story(bench);
            bench.pass(Duration.ofHours(1));
            bench.replies(ANA, "paid it this morning");
            bench.closes(ANA, "resolved", Map.of());
            List<Entry> entries = bench.entries();
            assertEquals(2, entries.size());
            assertEquals(entries.get(0).hash(), entries.get(1).previous());
            JsonObject second = readable(bench, entries.get(1));
            assertEquals(readable(bench, entries.get(0)).getString("id"), second.getString("previous"));
            var messages = second.getJsonArray("messages");
            assertEquals(
                    "paid it this morning",
                    messages.getJsonObject(messages.size() - 1).getString("text"));
            assertFalse(second.encode().contains("sincere"), "the note is of the episode before");
        }
    }

    @Test
    void anOptOutHasItsRecordWithTheWordsThatSaidSoAndAnImportedListHasNone() throws Exception {
        try (EvidenceBench bench = bench()) {
            long stop = bench.replies(ANA, "STOP please");
            long now = bench.clock.get();
            bench.journal(
                    new OptedOut(now, ANA, SuppressionScope.GLOBAL, OptSource.KEYWORD, stop, "stop"),
                    new OptedOut(now, LUIS, SuppressionScope.GLOBAL, OptSource.IMPORT, 0, "list.csv"),
                    new OptedOut(now, LUIS, SuppressionScope.parse("registry:robinson"), OptSource.REGISTRY, 0, "list"),
                    new OptedOut(now, LUIS, SuppressionScope.DEACTIVATED, OptSource.DEACTIVATED, 0, "list"),
                    new OptedIn(now, ANA, SuppressionScope.GLOBAL, OptSource.OPERATOR, 0, "asked by phone"));
            bench.settled();
            List<Entry> entries = bench.entries();
            assertEquals(
                    List.of("opt_out", "opt_in"),
                    entries.stream()
                            .map(Entry::kind)
                            .filter(kind -> kind.startsWith("opt"))
                            .toList());
            Entry optOut = entries.stream()
                    .filter(e -> e.kind().equals("opt_out"))
                    .findFirst()
                    .orElseThrow();
            JsonObject record = readable(bench, optOut);
            assertEquals("contact", record.getString("actor"));
            assertEquals(MessageId.format(stop), record.getString("said"));
            assertEquals(
                    "STOP please",
                    record.getJsonArray("messages").getJsonObject(0).getString("text"));
            assertFalse(text(optOut).contains("STOP please"));
            assertEquals(
                    Optional.empty(),
                    bench.evidence.contacts().subjectOf(LUIS),
                    "who is on a list has no key of his own");
        }
    }

    @Test
    void whoAsksWaitsForWhatWasOwedThenAndNotForWhatCameAfter() throws Exception {
        try (EvidenceBench bench = bench()) {
            story(bench);
            CompletableFuture<Void> settled = new CompletableFuture<>();
            long asked = 0;
            // More than fifty at a time are owed for ever anew.
            for (int i = 0; i < 400 && !settled.isDone(); i++) {
                OptedOut[] outs = new OptedOut[500];
                for (int each = 0; each < outs.length; each++)
                    outs[each] = new OptedOut(
                            bench.clock.get(), ANA, SuppressionScope.GLOBAL, OptSource.OPERATOR, 0, "n" + each);
                bench.journal(outs);
                if (i == 0) {
                    asked = bench.journal.durableSequence();
                    settled = bench.evidence.settled();
                }
            }
            assertTrue(settled.isDone(), "it waits for what came after it");
            assertTrue(bench.entries().stream()
                            .filter(e -> e.kind().equals("opt_out"))
                            .count()
                    >= 500);
            assertTrue(bench.evidence.firstOwed() > asked);
            assertTrue(bench.evidence.standing().owed() > 50, "others are still to be made");
        }
    }

    // ---- the same again

    @Test
    void aRecordThatIsMadeAgainFromTheJournalHasTheSameOctets() throws Exception {
        Path data = dir.resolve("data");
        List<Entry> before;
        try (EvidenceBench bench = bench()) {
            story(bench);
            long mo = bench.replies(LUIS, "stop");
            bench.journal(
                    new OptedOut(bench.clock.get(), LUIS, SuppressionScope.GLOBAL, OptSource.KEYWORD, mo, "stop"));
            bench.settled();
            // What comes later has no part in a record that is there.
            bench.replies(ANA, "hello?");
            before = bench.entries();
            assertTrue(before.size() >= 2);
            Map<Long, Owed> owed = owedAgain(bench);
            try (var sources = new Sources(bench.index, bench.journal)) {
                for (Entry entry : before) {
                    Owed again = owed.get(entry.cause());
                    byte[] made = sources.make(entry.cause(), again, bench.evidence.contacts()::of)
                            .record();
                    assertArrayEquals(entry.record(), made, entry.kind());
                }
            }
        }
        delete(data.resolve("index"));
        try (EvidenceBench rebuilt = new EvidenceBench(data, MORNING + DAY / 2)) {
            List<Entry> after = rebuilt.entries();
            assertEquals(
                    before.stream().map(Entry::hash).toList(),
                    after.stream().map(Entry::hash).toList());
            verified(rebuilt.exports(dir.resolve("again"), days(), false));
        }
    }

    /** What was owed, by the journal alone. */
    private static Map<Long, Owed> owedAgain(EvidenceBench bench) {
        Map<Long, Owed> owed = new HashMap<>();
        try (JournalReader reader = bench.journal.read(1)) {
            int read;
            do {
                read = reader.poll(
                        1_000,
                        (sequence, fact, at) ->
                                owed.put(sequence, new Owed("", 0, 0, at.epoch(), at.index(), at.offset())));
            } while (read > 0);
        }
        return owed;
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }

    // ---- days

    @Test
    void aStartWithAClockFarAheadSealsNoDaysAheadAndNothingIsLostWhenItIsSetRight() throws Exception {
        Path data = dir.resolve("data");
        long first = Math.floorDiv(MORNING, DAY);
        long facts;
        try (EvidenceBench bench = bench()) {
            story(bench);
            facts = bench.journal.durableSequence();
        }
        try (EvidenceBench bench = new EvidenceBench(data, MORNING + 8_500 * DAY)) {
            bench.settled();
            assertTrue(bench.journal.durableSequence() < facts + 20, "no seal for each day until then");
        }
        try (EvidenceBench bench = new EvidenceBench(data, MORNING + DAY)) {
            bench.replies(LUIS, "is anybody there?");
            bench.closes(LUIS, "resolved", Map.of());
            assertEquals(first + 1, bench.entries().getLast().day());
            bench.clock.addAndGet(DAY);
            bench.settled();
            Report report = verified(bench.exports(dir.resolve("out"), days(), false));
            assertEquals(0, report.unsealed());
            assertEquals(2, report.records());
        }
    }

    @Test
    void recordsThatWereMadeWithAClockFarAheadAreSealedAndSoAreThoseBehindThem() throws Exception {
        long ahead = 8_500 * DAY;
        try (EvidenceBench bench = bench()) {
            story(bench);
            bench.clock.addAndGet(ahead);
            bench.replies(LUIS, "what year is it?");
            bench.closes(LUIS, "resolved", Map.of());
            bench.clock.addAndGet(-ahead);
            for (int day = 0; day < 3; day++) {
                bench.replies(ANA, "day " + day);
                bench.closes(ANA, "resolved", Map.of());
                bench.clock.addAndGet(DAY);
            }
            bench.settled();
            assertTrue(bench.journal.durableSequence() < 200, "no seal for each day until then");
            List<Entry> entries = bench.entries();
            assertEquals(5, entries.size());
            for (Entry entry : entries) assertTrue(bench.evidence.day(entry.day()) != null, "a seal for " + entry);
            long last = entries.getLast().day();
            Path file = bench.exports(dir.resolve("out"), new Selection.OfDays(last - 30, last), false);
            assertEquals(0, verified(file).unsealed());
            verified(bench.exports(dir.resolve("early"), days(), false));
        }
    }

    @Test
    void afterTwoWeeksInWhichNobodyRanTheDaysWithoutRecordsHaveNoSealAndTheNextOnesDo() throws Exception {
        Path data = dir.resolve("data");
        long first = Math.floorDiv(MORNING, DAY);
        try (EvidenceBench bench = bench()) {
            story(bench);
        }
        try (EvidenceBench bench = new EvidenceBench(data, MORNING + 14 * DAY)) {
            bench.replies(LUIS, "is anybody there?");
            bench.closes(LUIS, "resolved", Map.of());
            bench.clock.addAndGet(3 * DAY);
            bench.settled();
            List<Long> sealed = new ArrayList<>();
            for (long day = first; day < first + 17; day++)
                if (bench.evidence.day(day) != null) sealed.add(day - first);
            assertEquals(List.of(0L, 14L, 15L, 16L), sealed);
            Path file = bench.exports(dir.resolve("out"), days(), false);
            assertEquals(4, verified(file).days());
            // Over the gap the seals hang together as well.
            List<String> lines = new ArrayList<>(Files.readAllLines(file));
            lines.removeIf(
                    line -> line.contains("\"type\":\"seal\"") && line.contains("\"day\":\"" + Days.text(first + 14)));
            Path cut = Files.write(dir.resolve("cut.jsonl"), lines);
            assertTrue(Verifier.check(cut, Optional.empty()).findings().stream()
                    .anyMatch(finding -> finding.kind() == Kind.CHAIN));
        }
    }

    @Test
    void everyDayHasItsRootAlsoAfterTimesWhenNobodyRan() throws Exception {
        Path data = dir.resolve("data");
        try (EvidenceBench bench = bench()) {
            story(bench);
            verified(bench.exports(dir.resolve("unsealed"), days(), false));
            assertEquals(1, verified(dir.resolve("unsealed/evidence.jsonl")).unsealed());
        }
        try (EvidenceBench bench = new EvidenceBench(data, MORNING + 4 * DAY)) {
            bench.settled();
            long first = Math.floorDiv(MORNING, DAY);
            List<String> ranges = new ArrayList<>();
            for (long day = first; day < first + 4; day++) {
                Day sealed = bench.evidence.day(day);
                ranges.add(sealed.first() + "-" + sealed.last());
            }
            assertEquals(List.of("1-1", "2-1", "2-1", "2-1"), ranges);
            assertEquals(null, bench.evidence.day(first + 4), "today has not ended");
            bench.replies(LUIS, "is anybody there?");
            bench.closes(LUIS, "resolved", Map.of());
            bench.clock.addAndGet(DAY);
            bench.settled();
            Report report = verified(bench.exports(dir.resolve("out"), days(), false));
            assertEquals(2, report.records());
            assertEquals(0, report.unsealed());
            assertEquals(5, report.days());
        }
    }

    @Test
    void aDayOfManyPartsShowsTheWayOfEachOfItsRecords() throws Exception {
        try (EvidenceBench bench = bench()) {
            OptedOut[] outs = new OptedOut[21];
            for (int i = 0; i < outs.length; i++)
                outs[i] = new OptedOut(MORNING, ANA, SuppressionScope.GLOBAL, OptSource.OPERATOR, 0, "n" + i);
            bench.journal(outs);
            bench.clock.addAndGet(DAY);
            bench.settled();
            bench.clock.addAndGet(DAY);
            bench.settled();
            var proofs = new Proofs(bench.evidence, 2);
            var whole = new Proofs(bench.evidence);
            for (Entry entry : bench.entries()) assertEquals(whole.of(entry), proofs.of(entry));
            assertEquals(21, bench.entries().size());
            assertTrue(proofs.of(bench.entries().getLast()).toString().contains("size=21"));
            verified(bench.exports(dir.resolve("out"), days(), false));
        }
    }

    @Test
    void aDayIsByUtcWhereverTheHostStands() throws Exception {
        TimeZone usual = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati")); // fourteen hours ahead
            long midnight = Math.floorDiv(MORNING, DAY) * DAY + DAY;
            try (EvidenceBench bench = new EvidenceBench(dir.resolve("data"), midnight - 1)) {
                bench.replies(ANA, "hello");
                bench.closes(ANA, "resolved", Map.of());
                bench.clock.set(midnight);
                bench.replies(LUIS, "hello");
                bench.closes(LUIS, "resolved", Map.of());
                List<Entry> entries = bench.entries();
                assertEquals(midnight / DAY - 1, entries.get(0).day());
                assertEquals(midnight / DAY, entries.get(1).day());
                // A clock that is set back opens no day again that has ended.
                bench.clock.set(midnight - DAY);
                bench.replies(ANA, "hello again");
                bench.closes(ANA, "resolved", Map.of());
                assertEquals(midnight / DAY, bench.entries().get(2).day());
                verified(bench.exports(dir.resolve("out"), days(), false));
            }
        } finally {
            TimeZone.setDefault(usual);
        }
    }

    @Test
    void aProcessThatIsKilledBetweenARecordAndItsSealLeavesNothingOpen() throws Exception {
        Path data = dir.resolve("data");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (argument.startsWith("--") || argument.startsWith("-Dchronicle")) command.add(argument);
        }
        command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(KilledRecorder.class.getName(), data.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String told;
        try (var out = process.inputReader()) {
            do told = out.readLine();
            while (told != null && !told.startsWith("recorded "));
            process.destroyForcibly();
        }
        assertTrue(process.waitFor(20, TimeUnit.SECONDS));
        assertNotEquals(0, process.exitValue());
        try (EvidenceBench bench = new EvidenceBench(data, MORNING + DAY)) {
            bench.settled();
            List<Entry> entries = bench.entries();
            assertEquals("recorded " + entries.getFirst().hash(), told);
            assertEquals(2, entries.size(), "the one that was owed was made");
            assertTrue(bench.evidence.day(Math.floorDiv(MORNING, DAY)) != null);
            verified(bench.exports(dir.resolve("out"), days(), false));
        }
    }

    // ---- keys that sign

    @Test
    void aNewKeyIsVouchedForByTheOldOneAndOldRootsStillVerify() throws Exception {
        try (EvidenceBench bench = bench()) {
            story(bench);
            bench.clock.addAndGet(DAY);
            bench.settled();
            String old = bench.evidence.signing().current().id();
            done(bench.evidence.rotate("user:maria"));
            String next = bench.evidence.signing().current().id();
            assertNotEquals(old, next);
            bench.clock.addAndGet(DAY);
            bench.settled();
            long first = Math.floorDiv(MORNING, DAY);
            assertEquals(old, bench.evidence.day(first).key());
            assertEquals(next, bench.evidence.day(first + 1).key());
            Path file = bench.exports(dir.resolve("out"), days(), false);
            assertEquals(next, verified(file).signer());
            assertTrue(Verifier.check(file, Optional.of(old)).holds(), "the old key vouches for the new one");
            Report strange = Verifier.check(file, Optional.of("0123456789abcdef"));
            assertEquals(
                    List.of(Kind.TRUST),
                    strange.findings().stream().map(Finding::kind).toList());
            List<Evidence.PublicKey> keys = bench.evidence.keys();
            assertEquals(old, SigningKey.idOfPublicPem(keys.getFirst().pem()));
            assertTrue(keys.getLast().current());
        }
        try (EvidenceBench bench = new EvidenceBench(dir.resolve("data"), MORNING + 3 * DAY)) {
            bench.settled();
            assertEquals(2, bench.evidence.keys().size(), "a start makes no new key");
        }
    }

    @Test
    void aKeyThatTheConfigurationGivesSignsAndIsNotReplacedByCommand() throws Exception {
        SigningKey given = SigningKey.generate();
        try (EvidenceBench bench = bench()) {
            story(bench);
        }
        try (EvidenceBench bench = new EvidenceBench(dir.resolve("data"), MORNING + DAY, Optional.of(given.pem()))) {
            bench.settled();
            Path file = bench.exports(dir.resolve("out"), days(), false);
            assertEquals(given.id(), verified(file).signer());
            Refused refused = (Refused) bench.evidence.rotate("user:maria").get(5, TimeUnit.SECONDS);
            assertEquals(Code.STAGE, refused.code());
            String made = bench.evidence.keys().getFirst().id();
            assertFalse(Verifier.check(file, Optional.of(made)).holds(), "nobody vouched for the given key");
        }
    }

    // ---- erasure

    @Test
    void anErasedContactCannotBeReadAnyMoreAndTheChainStillHolds() throws Exception {
        Path data = dir.resolve("data");
        try (EvidenceBench bench = bench()) {
            story(bench);
            bench.replies(LUIS, "no, thank you");
            bench.closes(LUIS, "resolved", Map.of());
            String subject = bench.entries().getFirst().subject();
            String key = HexFormat.of().formatHex(bench.evidence.contacts().keyOf(subject));
            assertTrue(keyFile(data).contains(key));
            Path closed = bench.exports(dir.resolve("closed"), days(), true);
            Path open = bench.exports(dir.resolve("open"), days(), false);
            assertEquals(2, verified(closed).closed());
            assertFalse(Files.readString(closed).contains("\"key\":\"" + key));

            done(bench.evidence.hold(ANA, true, "case 12", "user:maria"));
            Refused held =
                    (Refused) bench.evidence.erase(ANA, "asked", "user:maria").get(5, TimeUnit.SECONDS);
            assertEquals(Code.HELD, held.code());
            assertTrue(held.detail().contains("case 12"), held.detail());
            assertTrue(keyFile(data).contains(key));

            done(bench.evidence.hold(ANA, false, "case 12 is over", "user:maria"));
            // What is owed to the time before is recorded before the key goes.
            bench.replies(ANA, "one more thing");
            bench.does(ANA, new io.momentum.ops.followup.Command.Close("resolved", Map.of()));
            done(bench.evidence.erase(ANA, "asked", "user:maria"));
            assertFalse(keyFile(data).contains(key));
            assertFalse(keyFile(data).contains(HexFormat.of().toHexDigits(ANA)), "nor is the number there");
            assertEquals(Map.of(), bench.conversation(ANA).contact());

            Report report = verified(bench.exports(dir.resolve("after"), days(), false));
            assertEquals(2, report.erased());
            assertEquals(4, report.records(), "two of hers, one of his, and the erasure");
            assertTrue(verified(open).holds(), "what was handed out before is not called back");
            Entry gone = bench.entries().getLast();
            assertEquals("contact_erased", gone.kind());
            assertEquals(subject, gone.subject());

            bench.replies(ANA, "hello, it is me again");
            bench.closes(ANA, "resolved", Map.of());
            assertNotEquals(subject, bench.entries().getLast().subject());
            assertEquals(
                    "15550100101", readable(bench, bench.entries().getLast()).getString("number"));
        }
        try (EvidenceBench bench = new EvidenceBench(data, MORNING + DAY)) {
            bench.settled();
            assertEquals(
                    2,
                    verified(bench.exports(dir.resolve("last"), days(), false)).erased());
        }
    }

    @Test
    void whatWasSaidBeforeAnErasureIsInNoRecordThatIsMadeAfterIt() throws Exception {
        try (EvidenceBench bench = bench()) {
            bench.sends(ANA, "nov", "¿Cuándo puede pagar la cuota?");
            bench.pass(Duration.ofMinutes(5));
            long stop = bench.replies(ANA, "I will pay on Friday");
            bench.does(ANA, new Note("sounds sincere"));
            bench.does(ANA, new Act("call", "she confirms"));
            done(bench.evidence.erase(ANA, "asked", "user:maria"));
            bench.pass(Duration.ofMinutes(5));
            bench.replies(ANA, "who is this?");
            bench.does(ANA, new Note("a new note"));
            bench.closes(ANA, "resolved", Map.of());
            bench.journal(new OptedOut(
                    bench.clock.get(), ANA, SuppressionScope.GLOBAL, OptSource.OVERDUE, stop, "nobody has looked"));
            bench.settled();
            List<Entry> entries = bench.entries();
            assertEquals(
                    List.of("contact_erased", "conversation_closed", "opt_out"),
                    entries.stream().map(Entry::kind).toList());
            JsonObject closed = readable(bench, entries.get(1));
            JsonObject optOut = readable(bench, entries.get(2));
            for (String gone : List.of("cuota", "Friday", "sincere", "she confirms")) {
                assertFalse(closed.encode().contains(gone), closed.encode());
                assertFalse(optOut.encode().contains(gone), optOut.encode());
            }
            for (String said : List.of("who is this?", "a new note", "smsc-1"))
                assertTrue(closed.encode().contains(said), closed.encode());
            JsonObject sent = closed.getJsonArray("messages").getJsonObject(0);
            assertEquals(true, sent.getBoolean("erased"), "it says that something was there");
            assertFalse(sent.containsKey("pduSha256"), sent.encode());
            assertEquals(true, optOut.getJsonArray("messages").getJsonObject(0).getBoolean("erased"));
            assertFalse(closed.getJsonArray("messages").getJsonObject(2).containsKey("erased"));
            Path file = bench.exports(dir.resolve("out"), days(), false, Exporter.Format.CSV, Exporter.Format.PDF);
            verified(file);
            String table = Files.readString(file.resolveSibling("evidence.csv"));
            assertTrue(table.contains(",(erased),"), table);
            Map<Long, Owed> owed = owedAgain(bench);
            try (var sources = new Sources(bench.index, bench.journal)) {
                Entry entry = entries.get(1);
                byte[] again = sources.make(entry.cause(), owed.get(entry.cause()), bench.evidence.contacts()::of)
                        .record();
                assertArrayEquals(entry.record(), again);
            }
        }
    }

    @Test
    void aNumberThatACrashKeptFromBeingForgottenIsForgottenAtTheStart() throws Exception {
        Path data = dir.resolve("data");
        String digits = HexFormat.of().toHexDigits(ANA);
        try (EvidenceBench bench = bench()) {
            story(bench);
            bench.replies(LUIS, "hello");
            bench.closes(LUIS, "resolved", Map.of());
        }
        try (var keys = ContactKeys.open(data.resolve("evidence/contact.keys"))) {
            keys.destroy(ANA); // and its record is in the journal
        }
        assertTrue(keyFile(data).contains(digits));
        try (EvidenceBench bench = new EvidenceBench(data, MORNING)) {
            bench.settled();
            assertFalse(keyFile(data).contains(digits));
            assertTrue(keyFile(data).contains(HexFormat.of().toHexDigits(LUIS)));
        }
    }

    private static String keyFile(Path data) throws IOException {
        return HexFormat.of().formatHex(Files.readAllBytes(data.resolve("evidence/contact.keys")));
    }

    // ---- for reading

    @Test
    void theDocumentHasEveryTextAndTellsWhatItsFontDoesNotHave() throws Exception {
        try (EvidenceBench bench = bench()) {
            bench.sends(ANA, "nov", "¿Cuándo puede pagar? Ñandú, açúcar, œuvre: 120,50 €");
            bench.replies(ANA, "mañana 😀");
            bench.closes(ANA, "resolved", Map.of());
            Path file = bench.exports(dir.resolve("out"), days(), false, Exporter.Format.PDF);
            try (PDDocument document =
                    Loader.loadPDF(file.resolveSibling("evidence.pdf").toFile())) {
                String text = new PDFTextStripper().getText(document);
                for (String expected : List.of(
                        "¿Cuándo puede pagar? Ñandú, açúcar, œuvre: 120,50 €",
                        "mañana [U+1F600]",
                        "+15550100101",
                        "taken by the carrier",
                        "smsc-1",
                        bench.entries().getFirst().hash())) assertTrue(text.contains(expected), expected + "\n" + text);
            }
        }
    }

    // ---- which records

    @Test
    void recordsAreFoundByConversationCampaignAndContact() throws Exception {
        try (EvidenceBench bench = bench()) {
            story(bench);
            bench.replies(LUIS, "hello");
            bench.closes(LUIS, "resolved", Map.of());
            bench.clock.addAndGet(DAY);
            bench.settled();
            long conversation = bench.conversation(LUIS).id();
            Map<Selection, List<Long>> expected = Map.of(
                    new Selection.OfConversation(conversation),
                    List.of(2L),
                    new Selection.OfCampaign("nov"),
                    List.of(1L),
                    new Selection.OfContact(ANA),
                    List.of(1L),
                    new Selection.OfContact(1),
                    List.of(),
                    days(),
                    List.of(1L, 2L));
            for (Map.Entry<Selection, List<Long>> each : expected.entrySet()) {
                List<Long> numbers = new ArrayList<>();
                bench.evidence.numbers(each.getKey(), numbers::add);
                assertEquals(each.getValue(), numbers, each.getKey().text());
                Report report = verified(
                        bench.exports(dir.resolve(each.getKey().text().replace(' ', '-')), each.getKey(), false));
                assertEquals(numbers.size(), report.records());
                assertEquals(0, report.unsealed());
            }
        }
    }
}
