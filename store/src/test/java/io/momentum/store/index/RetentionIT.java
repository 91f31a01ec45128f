package io.momentum.store.index;

import static io.momentum.store.index.Story.BASE_MICROS;
import static io.momentum.store.index.Story.accepted;
import static io.momentum.store.index.Story.at;
import static io.momentum.store.index.Story.digits;
import static io.momentum.store.index.Story.mtId;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.store.fact.CareFact.ContactHeld;
import io.momentum.store.fact.CareFact.MtTagged;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.DlrForwarded;
import io.momentum.store.fact.Fact.MoReceived;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.OptedIn;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.fact.PolicyFact.MtAllowed;
import io.momentum.store.fact.PolicyFact.PolicyWaived;
import io.momentum.store.fact.RetentionFact.Forgotten;
import io.momentum.store.fact.RetentionFact.MessagesForgotten;
import io.momentum.store.index.OldMessages.Old;
import io.momentum.store.index.OldMessages.Slice;
import io.momentum.store.journal.JournalReader;
import io.momentum.store.journal.JournalVerifier;
import io.momentum.store.journal.Position;
import io.momentum.store.journal.SealedFile;
import io.momentum.store.journal.Thinned;
import io.momentum.store.outbox.OutboxEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What has gone is gone from index and journal alike: an index made anew is the one that was there, and nobody's STOP is lost. */
final class RetentionIT extends RetentionStage {

    private static final int MESSAGES = 400;

    private final Map<Stays, Integer> stay = new EnumMap<>(Stays.class);
    private final Set<Long> held = new HashSet<>();

    /** Hands over what waits, and journals that it was taken; some of it not yet. */
    private void acknowledge(Random random, boolean all) {
        var outboxes = new Fold(index, new ProjectorCounters(), ProjectorOptions.DEFAULT).outboxes();
        List<Fact> facts = new ArrayList<>();
        for (OutboxEntry entry : outboxes.after(Story.ACME, 0, 10_000)) {
            if (!all && random.nextInt(4) == 0) continue;
            if (entry instanceof OutboxEntry.Receipt r) {
                if (random.nextInt(5) == 0) facts.add(forwarded(r, 0x14));
                facts.add(forwarded(r, 0));
            } else {
                var mo = (OutboxEntry.Mo) entry;
                facts.add(new Fact.MoForwarded(at(MESSAGES), mo.outboxId(), mo.moId(), mo.account(), 0));
            }
        }
        if (!facts.isEmpty()) write(facts);
    }

    private static DlrForwarded forwarded(OutboxEntry.Receipt r, int status) {
        return new DlrForwarded(at(MESSAGES), r.outboxId(), r.mtId(), r.account(), status);
    }

    /** Messages of all fates; more of each contact's own numbers than in the story, so that some never hear from theirs. */
    private static List<Fact> story(long seed) {
        List<Fact> facts = new ArrayList<>();
        int n = 0;
        for (Fact fact : Story.random(seed, MESSAGES)) {
            if (fact instanceof DlrForwarded) continue;
            if (isOfContact(fact) && digitsOf(fact) % 3 != 0) continue;
            facts.add(fact);
            if (!(fact instanceof MtAccepted f)) continue;
            facts.set(facts.size() - 1, withKey(f, "key" + n++));
            if (n % 5 == 0) facts.add(new MtAllowed(f.atMicros(), f.mtId(), f.destinationDigits(), "marketing", "x"));
            if (n % 11 == 0) facts.add(new MtTagged(f.atMicros(), "api", f.mtId(), 0, "spring", n, "sent"));
            if (n % 13 == 0)
                facts.add(new PolicyWaived(f.atMicros(), "user:ana", f.mtId(), "", "a recall", f.atMicros() + 9));
            if (n % 37 == 0)
                facts.add(new ContactHeld(f.atMicros(), "user:ana", f.destinationDigits(), true, "a case"));
        }
        return facts;
    }

    private static boolean isOfContact(Fact fact) {
        return fact instanceof MoReceived || fact instanceof OptedOut || fact instanceof OptedIn;
    }

    private static long digitsOf(Fact fact) {
        return switch (fact) {
            case MoReceived f -> f.sourceDigits();
            case OptedOut f -> f.digits();
            case OptedIn f -> f.digits();
            default -> 0;
        };
    }

    private static MtAccepted withKey(MtAccepted f, String key) {
        return new MtAccepted(
                f.atMicros(),
                f.mtId(),
                f.account(),
                f.origin(),
                f.source(),
                f.destination(),
                f.destinationDigits(),
                f.registeredDelivery(),
                f.mtId() % 2 == 0 ? key : null,
                f.pdu());
    }

    private void writeInEpochs(List<Fact> facts, Random random) throws IOException {
        int part = facts.size() / 3 + 1;
        for (int from = 0; from < facts.size(); from += part) {
            write(facts.subList(from, Math.min(facts.size(), from + part)));
            acknowledge(random, false);
            reopen();
        }
        for (Fact fact : facts) if (fact instanceof ContactHeld f) held.add(f.digits());
    }

    /** Lets all old messages go from the index; how many went. */
    private int forget(int messages, SealedFile last) {
        var old = new OldMessages(index);
        long before = BASE_MICROS / 1_000 + messages;
        Set<Long> waiting = old.waiting(before, 10_000);
        long seen = index.lastSequence();
        int gone = 0;
        stay.clear();
        for (long next = 0; ; ) {
            Slice slice = old.look(next, before, last, waiting, held::contains, 50);
            slice.stay().forEach((why, count) -> stay.merge(why, count, Integer::sum));
            List<Forgotten> go = slice.go().stream().map(this::forgotten).toList();
            gone += go.size();
            write(List.of(new MessagesForgotten(NOW, "system", seen, last.epoch(), last.cycle(), 0, go)));
            next = slice.next();
            if (next == 0) return gone;
        }
    }

    private Forgotten forgotten(Old message) {
        try (JournalReader reader = journal.read(1)) {
            String key = ((MtAccepted) reader.at(message.accepted())).idempotencyKey();
            return new Forgotten(message.mtId(), key == null ? "" : key);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void afterWhatIsOldHasGoneANewIndexIsTheOneThatWasThereAndEveryStopStands(long seed) throws IOException {
        var random = new Random(seed);
        writeInEpochs(story(seed), random);
        aNewIndexIsTheSame("before anything goes");
        List<String> before = verdicts(index);
        assertTrue(before.size() > 103, () -> "no opt-outs: " + before);

        List<SealedFile> sealed = journal.sealedFiles();
        SealedFile first = sealed.get(sealed.size() - 2);
        int gone = forget(MESSAGES, first);
        assertTrue(gone > 20, () -> gone + " went, these stayed: " + stay);
        aNewIndexIsTheSame("with all files");
        assertTrue(thin(first) > gone * 2L);
        aNewIndexIsTheSame("with the first files thinned");

        acknowledge(random, true);
        write(List.of(accepted(MESSAGES + 1), Story.refused(MESSAGES + 1, 0x0b)));
        acknowledge(random, true);
        reopen();
        SealedFile last = journal.sealedFiles().getLast();
        int more = forget(MESSAGES, last);
        assertTrue(more > 5, () -> more + " went, these stayed: " + stay);
        Set<Stays> why = Set.of(Stays.CAMPAIGN, Stays.CONVERSATION, Stays.OPT_OUT, Stays.HOLD, Stays.PROOF);
        assertTrue(stay.keySet().containsAll(why), stay::toString);
        thin(last);
        aNewIndexIsTheSame("with all files thinned");
        assertEquals(before, verdicts(index));
        assertEquals(List.of(), JournalVerifier.verify(dir.resolve("journal")).errors());

        write(List.of(accepted(MESSAGES + 2), Story.refused(MESSAGES + 2, 0x0b)));
        aNewIndexIsTheSame("with new receipts behind");
    }

    /** Killed when the files were replaced and nobody had said so yet. */
    @Test
    void aPassThatWasCutOffBehindTheFilesIsTakenUpByTheNext() throws IOException {
        writeInEpochs(story(9), new Random(9));
        SealedFile last = journal.sealedFiles().getLast();
        int gone = forget(MESSAGES, last);
        reopen();
        assertTrue(journal.thin(last, new OldMessages(index).gone(), () -> false).stream()
                        .mapToLong(Thinned::gone)
                        .sum()
                > gone);
        reopen();
        SealedFile next = journal.sealedFiles().getLast();
        assertEquals(0, forget(MESSAGES, next));
        assertEquals(0, thin(next), "its facts had gone already");
        assertEquals(List.of(), new OldMessages(index).gone().from(new Position(0, 0, 0), 10));
        aNewIndexIsTheSame("after the next pass");
        reopen();
        aNewIndexIsTheSame("after a start");
        assertEquals(List.of(), JournalVerifier.verify(dir.resolve("journal")).errors());
    }

    @Test
    void whatHappenedSinceSomebodyLookedHasAMessageStay() throws IOException {
        for (int n = 1; n <= 4; n++)
            write(List.of(accepted(n), Story.attempted(n, 1), Story.submitted(n), Story.refused(n, 0x0b)));
        acknowledge(new Random(1), true);
        reopen();
        SealedFile last = journal.sealedFiles().getLast();
        long seen = index.lastSequence();
        Slice slice = new OldMessages(index).look(0, BASE_MICROS / 1_000 + 100, last, Set.of(), digits -> false, 10);
        assertEquals(4, slice.go().size(), slice::toString);
        List<Forgotten> all = slice.go().stream().map(this::forgotten).toList();
        var forget = new MessagesForgotten(NOW, "system", seen, last.epoch(), last.cycle(), 0, all);
        write(List.of(Story.mo(1, null), Story.forwarded(2, 900, 0)));
        write(List.of(new ContactHeld(NOW, "user:ana", digits(4), true, "a case"), forget));
        for (int n = 1; n <= 4; n++) assertTrue(index.message(mtId(n)).isPresent(), "after a hold nothing goes");
        write(List.of(new MessagesForgotten(NOW, "system", index.lastSequence(), last.epoch(), last.cycle(), 0, all)));
        assertTrue(index.message(mtId(1)).isPresent(), "its contact has written");
        assertTrue(index.message(mtId(2)).isPresent(), "something happened to it");
        assertTrue(index.message(mtId(3)).isEmpty());
        thin(last);
        aNewIndexIsTheSame("after all of it");
    }
}
