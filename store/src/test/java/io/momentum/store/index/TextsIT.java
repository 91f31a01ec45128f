package io.momentum.store.index;

import static io.momentum.store.index.Story.BASE_MICROS;
import static io.momentum.store.index.Story.at;
import static io.momentum.store.index.Story.digits;
import static io.momentum.store.index.Story.mtId;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.store.fact.CareFact.ChangeAudited;
import io.momentum.store.fact.CareFact.ContactErased;
import io.momentum.store.fact.CareFact.ContactHeld;
import io.momentum.store.fact.CareFact.ContactSaved;
import io.momentum.store.fact.CareFact.NoteAdded;
import io.momentum.store.fact.CareFact.ReplyJoined;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.MoJoined;
import io.momentum.store.fact.Fact.MoReceived;
import io.momentum.store.fact.Fact.MoSegment;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.MtSplit;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.fact.Fact.PartReceipts;
import io.momentum.store.fact.FactCodec;
import io.momentum.store.fact.PolicyFact.PolicyWaived;
import io.momentum.store.fact.RetentionFact.Quoting;
import io.momentum.store.fact.RetentionFact.TextsForgotten;
import io.momentum.store.index.OldTexts.Erased;
import io.momentum.store.index.OldTexts.Keeper;
import io.momentum.store.index.OldTexts.Slice;
import io.momentum.store.journal.JournalReader;
import io.momentum.store.journal.JournalVerifier;
import io.momentum.store.journal.Position;
import io.momentum.store.journal.SealedFile;
import io.momentum.store.journal.Thinned;
import io.momentum.store.outbox.OutboxEntry;
import io.momentum.store.value.SuppressionScope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that have gone are gone from index and journal alike; the facts are there, and an index made anew is the one that was. */
final class TextsIT extends RetentionStage {

    private static final int MESSAGES = 300;
    private static final long LATE = BASE_MICROS / 1_000 + MESSAGES;
    private static final Keeper NOBODY = of -> null;

    private final Map<Stays, Integer> stay = new EnumMap<>(Stays.class);
    private final Set<Long> held = new HashSet<>();

    // ---- what happens

    private static long conversation(int n) {
        return mtId(1) + 1_000 + n;
    }

    private static byte[] deliver(int n, String text) {
        return Story.submit(Long.toString(digits(n)), text);
    }

    private static MoReceived heard(MoReceived f, int n) {
        String text = "Reply " + n + ": please call";
        return new MoReceived(
                f.atMicros(),
                f.moId(),
                f.carrier(),
                f.account(),
                f.source(),
                f.destination(),
                f.sourceDigits(),
                deliver(n, text));
    }

    private static ReplyJoined joined(MoReceived mo, int n) {
        return new ReplyJoined(
                mo.atMicros(),
                "system",
                conversation(n),
                mo.sourceDigits(),
                mo.moId(),
                mo.atMicros(),
                0,
                "",
                "none",
                0,
                List.of(),
                0);
    }

    private static ChangeAudited sent(MtAccepted f) {
        String after = "{\"to\":\"%d\",\"text\":\"Hello number\"}".formatted(f.destinationDigits());
        return new ChangeAudited(
                f.atMicros(), "token:crm", "sendMessage", "messages", 202, "127.0.0.1", "sender", "", after);
    }

    /** Messages of all fates, and what contacts answered: most of it in conversations. */
    private static List<Fact> story(long seed) {
        List<Fact> facts = new ArrayList<>();
        int n = 0;
        for (Fact fact : Story.random(seed, MESSAGES)) {
            n++;
            switch (fact) {
                case Fact.DlrForwarded _ -> {
                    // Those that are handed over say so themselves.
                }
                case MtAccepted f -> {
                    facts.add(f);
                    if (n % 3 == 0) facts.add(sent(f));
                    if (n % 13 == 0) facts.add(waived(f));
                    if (n % 41 == 0)
                        facts.add(new ContactHeld(f.atMicros(), "user:ana", f.destinationDigits(), true, "a case"));
                    if (n % 5 == 0)
                        facts.add(new ContactSaved(
                                f.atMicros(), "user:ana", f.destinationDigits(), "api", Map.of("name", "Luisa")));
                }
                case MoReceived f -> addReply(heard(f, n), n, facts);
                case DlrReceived f -> facts.add(quoting(f, n));
                default -> facts.add(fact);
            }
        }
        return facts;
    }

    private static MtSplit split(MtAccepted f) {
        byte[] pdu = f.pdu().clone();
        ByteBuffer.wrap(pdu).putInt(0, pdu.length);
        return new MtSplit(f.atMicros(), f.mtId(), Story.TELCO, 1, PartReceipts.ANY, pdu);
    }

    private static PolicyWaived waived(MtAccepted f) {
        return new PolicyWaived(f.atMicros(), "user:ana", f.mtId(), "", "a recall", f.atMicros() + 9);
    }

    private static DlrReceived quoting(DlrReceived f, int n) {
        return new DlrReceived(
                f.atMicros(),
                f.dlrId(),
                f.carrier(),
                f.smscId(),
                f.state(),
                f.error(),
                f.doneAtMicros(),
                deliver(n, "id:1 text:Hello number"),
                f.reading());
    }

    private static void addReply(MoReceived mo, int n, List<Fact> facts) {
        if (n % 4 == 0) {
            long join = mo.moId() + 1;
            facts.add(new MoSegment(mo.atMicros(), join, mo.carrier(), 2, 1, mo.pdu()));
            facts.add(new MoSegment(mo.atMicros(), join, mo.carrier(), 2, 2, mo.pdu()));
            facts.add(new MoJoined(mo.atMicros(), join, mo.moId(), 2, 2));
        }
        facts.add(mo);
        if (n % 3 == 0) return;
        facts.add(joined(mo, n));
        facts.add(new NoteAdded(mo.atMicros(), "user:ana", conversation(n), "Reply " + n + " wants a call"));
        if (n % 2 == 0)
            facts.add(new OptedOut(
                    mo.atMicros(),
                    mo.sourceDigits(),
                    SuppressionScope.GLOBAL,
                    Fact.OptSource.FREE_TEXT,
                    mo.moId(),
                    "x"));
    }

    private void writeInEpochs(List<Fact> facts) throws IOException {
        int part = facts.size() / 3 + 1;
        for (int from = 0; from < facts.size(); from += part) {
            write(facts.subList(from, Math.min(facts.size(), from + part)));
            acknowledge();
            reopen();
        }
        for (Fact fact : facts) if (fact instanceof ContactHeld f) held.add(f.digits());
    }

    private void acknowledge() {
        var outboxes = new Fold(index, new ProjectorCounters(), ProjectorOptions.DEFAULT).outboxes();
        List<Fact> facts = new ArrayList<>();
        for (OutboxEntry entry : outboxes.after(Story.ACME, 0, 10_000)) {
            if (entry.outboxId() % 9 == 0) continue;
            facts.add(
                    switch (entry) {
                        case OutboxEntry.Receipt r ->
                            new Fact.DlrForwarded(at(MESSAGES), r.outboxId(), r.mtId(), r.account(), 0);
                        case OutboxEntry.Mo mo ->
                            new Fact.MoForwarded(at(MESSAGES), mo.outboxId(), mo.moId(), mo.account(), 0);
                    });
        }
        if (!facts.isEmpty()) write(facts);
    }

    // ---- what goes

    private Stays keeps(long digits) {
        return held.contains(digits) ? Stays.HOLD : null;
    }

    /** A conversation in five goes on. */
    private static Stays goesOn(long conversation) {
        return conversation % 5 == 0 ? Stays.GOES_ON : null;
    }

    private int forget(SealedFile last) {
        var old = new OldTexts(index);
        Set<Long> waiting = new OldMessages(index).waiting(LATE, 10_000);
        stay.clear();
        int gone = 0;
        for (long next = 0; ; ) {
            Slice slice = old.messages(next, LATE, last, waiting, this::keeps, 70);
            gone += say(last, slice, List.of(), slice.go(), List.of(), List.of());
            next = slice.next();
            if (next == 0) break;
        }
        for (long next = 0; ; ) {
            Slice slice = old.replies(next, LATE, last, waiting, NOBODY, this::keeps, 3);
            gone += say(last, slice, List.of(), List.of(), slice.go(), List.of());
            next = slice.next();
            if (next == 0) break;
        }
        for (long next = 0; ; ) {
            Slice slice = old.conversations(next, LATE, last, waiting, TextsIT::goesOn, 3);
            gone += say(last, slice, List.of(), List.of(), List.of(), slice.go());
            next = slice.next();
            if (next == 0) break;
        }
        byte[] from = null;
        do {
            OldTexts.Quotes quotes = old.quotes(from, LATE * 1_000, last, this::keeps, 10);
            gone += say(last, new Slice(List.of(), Map.of(), 0), quotes.go(), List.of(), List.of(), List.of());
            from = quotes.next();
        } while (from != null);
        return gone;
    }

    private int say(SealedFile last, Slice of, List<Quoting> audits, List<Long> mts, List<Long> mos, List<Long> talks) {
        of.stay().forEach((why, count) -> stay.merge(why, count, Integer::sum));
        write(List.of(forgotten(last, mts, mos, talks, audits)));
        return mts.size() + mos.size() + talks.size() + audits.size();
    }

    private TextsForgotten forgotten(
            SealedFile last, List<Long> mts, List<Long> mos, List<Long> talks, List<Quoting> audits) {
        return new TextsForgotten(
                NOW, "system", index.lastSequence(), last.epoch(), last.cycle(), mts, mos, talks, audits, 0, false);
    }

    private long thinTexts(SealedFile last) throws IOException {
        List<Thinned> done = journal.thin(last, new OldMessages(index).gone(), () -> false);
        say(done);
        return done.stream().mapToLong(Thinned::texts).sum();
    }

    /** Facts of the journal that have a text in them. */
    private List<Fact> saying(String text) {
        List<Fact> found = new ArrayList<>();
        try (JournalReader reader = journal.read(1)) {
            while (reader.poll(1_000, (_, fact, _) -> {
                        if (new String(FactCodec.encode(fact), StandardCharsets.ISO_8859_1).contains(text))
                            found.add(fact);
                    })
                    > 0) Thread.onSpinWait();
        }
        return found;
    }

    private long facts() throws IOException {
        return JournalVerifier.verify(dir.resolve("journal")).facts();
    }

    // ---- tests

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void afterOldTextsHaveGoneAnIndexMadeAnewIsTheOneThatWasThereAndNoFactIsMissing(long seed) throws IOException {
        writeInEpochs(story(seed));
        aNewIndexIsTheSame("before anything goes");
        List<String> before = verdicts(index);
        List<SealedFile> sealed = journal.sealedFiles();
        SealedFile first = sealed.get(sealed.size() - 2);
        int hellos = saying("Hello number").size();
        int replies = saying("Reply ").size();

        int gone = forget(first);
        assertTrue(gone > 50, () -> gone + " went, these stayed: " + stay);
        aNewIndexIsTheSame("with all files");
        assertTrue(thinTexts(first) > gone);
        aNewIndexIsTheSame("with the first files thinned");
        assertTrue(saying("Hello number").size() < hellos * 4 / 5);
        assertTrue(saying("Reply ").size() < replies);
        Set<Stays> stayed = new HashSet<>(stay.keySet());

        SealedFile last = journal.sealedFiles().getLast();
        assertTrue(forget(last) > 5, stay::toString);
        Set<Stays> why = Set.of(Stays.IN_USE, Stays.RECEIPT_WAITS, Stays.HOLD, Stays.GOES_ON, Stays.SAYS_SO);
        stayed.addAll(stay.keySet());
        assertTrue(stayed.containsAll(why), stayed::toString);
        thinTexts(last);
        aNewIndexIsTheSame("with all files thinned");
        assertEquals(before, verdicts(index));
        JournalVerifier.Report report = JournalVerifier.verify(dir.resolve("journal"));
        assertEquals(List.of(), report.errors());
        assertEquals(0, report.gone(), "facts stay");
        onlyWhatStaysSaysSomething(last);
        assertEquals(0, forget(last), "it has gone");

        reopen();
        write(List.of(Story.accepted(MESSAGES + 2), Story.refused(MESSAGES + 2, 0x0b)));
        aNewIndexIsTheSame("with new ones behind");
    }

    private void onlyWhatStaysSaysSomething(SealedFile last) {
        var old = new OldTexts(index);
        Set<Long> waiting = new OldMessages(index).waiting(LATE, 10_000);
        Set<Long> proofs = new HashSet<>();
        Map<Long, Long> talks = new HashMap<>();
        Map<Long, Long> joins = new HashMap<>();
        try (JournalReader reader = journal.read(1)) {
            while (reader.poll(1_000, (_, fact, _) -> {
                        if (fact instanceof OptedOut f) proofs.add(f.evidenceId());
                        if (fact instanceof PolicyWaived f) proofs.add(f.mtId());
                        if (fact instanceof ReplyJoined f) talks.put(f.moId(), f.conversation());
                        if (fact instanceof MoJoined f) joins.put(f.joinId(), f.moId());
                    })
                    > 0) Thread.onSpinWait();
        }
        for (Fact fact : saying("Hello number")) {
            if (!(fact instanceof MtAccepted f) || !isIn(f.mtId(), last)) continue;
            boolean stays = proofs.contains(f.mtId())
                    || waiting.contains(f.mtId())
                    || held.contains(f.destinationDigits())
                    || old.messages(f.mtId(), LATE, last, waiting, NOBODY, 1)
                                    .stay()
                                    .size()
                            > 0;
            assertTrue(stays, () -> "the text of " + f);
        }
        Set<Long> said = new HashSet<>();
        Set<Long> segments = new HashSet<>();
        for (Fact fact : saying("Reply ")) {
            if (fact instanceof MoReceived f) said.add(f.moId());
            if (fact instanceof MoSegment f) segments.add(joins.get(f.joinId()));
            if (fact instanceof MoReceived f && f.account() == null && !proofs.contains(f.moId()))
                assertTrue(
                        talks.containsKey(f.moId())
                                ? goesOn(talks.get(f.moId())) != null
                                : held.contains(f.sourceDigits()),
                        () -> "the text of " + f);
        }
        assertTrue(said.containsAll(segments), "segments go with what they were joined to");
        for (long each : proofs) {
            if (talks.containsKey(each)) assertTrue(said.contains(each), "by this one somebody opted out");
        }
    }

    private boolean isIn(long mtId, SealedFile last) {
        MessageFold message = MessageFold.of(mtId, assertNotNullRow(mtId));
        return message != null && last.isAtOrBehind(message.accepted);
    }

    private byte[] assertNotNullRow(long mtId) {
        byte[] row = index.row(mtId);
        assertNotNull(row);
        return row;
    }

    /** Killed when the files were replaced and nobody had said so yet. */
    @Test
    void aPassThatWasCutOffBehindTheFilesIsTakenUpByTheNext() throws IOException {
        writeInEpochs(story(9));
        SealedFile last = journal.sealedFiles().getLast();
        forget(last);
        reopen();
        assertTrue(journal.thin(last, new OldMessages(index).gone(), () -> false).stream()
                        .mapToLong(Thinned::texts)
                        .sum()
                > 50);
        reopen();
        SealedFile next = journal.sealedFiles().getLast();
        assertEquals(0, forget(next));
        assertEquals(0, thinTexts(next), "they had gone already");
        assertEquals(List.of(), new OldMessages(index).gone().from(new Position(0, 0, 0), 10));
        aNewIndexIsTheSame("after the next pass");
        assertEquals(List.of(), JournalVerifier.verify(dir.resolve("journal")).errors());
    }

    @Test
    void whatWasHeldSinceSomebodyLookedStays() throws IOException {
        write(List.of(Story.accepted(1), Story.refused(1, 0x0b)));
        acknowledge();
        reopen();
        SealedFile last = journal.sealedFiles().getLast();
        TextsForgotten before = forgotten(last, List.of(mtId(1)), List.of(), List.of(), List.of());
        write(List.of(new ContactHeld(NOW, "user:ana", digits(1), true, "a case"), before));
        assertEquals(0, thinTexts(last));
        assertEquals(1, saying("Hello number 1").size());
        aNewIndexIsTheSame("under hold");
    }

    @Test
    void theTextsOfAnErasedContactGoAtAnyAgeButNotWhatItWroteSince() throws IOException {
        int me = 4;
        MoReceived earlier = heard(Story.mo(me, null), me);
        write(List.of(
                new ContactSaved(at(1), "user:ana", digits(me), "api", Map.of("name", "Luisa", "zone", "north")),
                Story.accepted(me),
                split(Story.accepted(me)),
                sent(Story.accepted(me)),
                Story.refused(me, 0x0b),
                Story.accepted(5),
                Story.refused(5, 0x0b),
                earlier,
                joined(earlier, me),
                new NoteAdded(at(9), "user:ana", conversation(me), "Reply 4 is Luisa"),
                new ContactErased(at(10), "user:ana", digits(me), "asked to")));
        MoReceived later = heard(Story.mo(me + 100, null), me + 100);
        write(List.of(later, joined(later, me), new NoteAdded(at(11), "user:ana", conversation(me), "is back")));
        acknowledge();
        reopen();
        SealedFile last = journal.sealedFiles().getLast();
        var old = new OldTexts(index);
        Erased erased = old.erased(last, 10).getFirst();
        assertEquals(1, old.erasedCount());
        var found = old.ofContact(erased, List.of(conversation(me)), last, Set.of(), NOBODY);
        assertEquals(List.of(mtId(me)), found.messages());
        assertEquals(List.of(conversation(me)), found.conversations());
        assertFalse(found.waits());
        var waiting = old.ofContact(erased, List.of(conversation(me)), last, Set.of(earlier.moId()), NOBODY);
        assertEquals(List.of(), waiting.conversations(), "its ESME has not got it");
        assertTrue(waiting.waits());
        write(List.of(new TextsForgotten(
                NOW,
                "system",
                index.lastSequence(),
                last.epoch(),
                last.cycle(),
                found.messages(),
                found.replies(),
                List.of(conversation(me)),
                found.audits(),
                erased.digits(),
                true)));
        assertEquals(6, thinTexts(last), "card, message, its parts, audit, reply, note");
        for (String text : new String[] {"Luisa", "Hello number 4", "Reply 4:"})
            assertEquals(List.of(), saying(text), text);
        assertEquals(1, saying("Hello number 5").size());
        assertEquals(1, saying("Reply 104").size(), "it wrote again");
        assertEquals(1, saying("is back").size());
        assertEquals(1, saying("north").size(), "figures rest on it");
        assertEquals(0, old.erasedCount());
        aNewIndexIsTheSame("after the erasure");
        assertEquals(facts(), index.lastSequence());
    }
}
