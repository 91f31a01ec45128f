package io.momentum.store.index;

import static io.momentum.store.index.Story.accepted;
import static io.momentum.store.index.Story.at;
import static io.momentum.store.index.Story.digits;
import static io.momentum.store.index.Story.mtId;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.MoReceived;
import io.momentum.store.fact.PolicyFact.MtAllowed;
import io.momentum.store.fact.PolicyFact.MtPurposed;
import io.momentum.store.fact.PolicyFact.PolicyWaived;
import io.momentum.store.index.Views.Pending;
import io.momentum.store.journal.Position;
import io.momentum.store.suppression.Purpose;
import io.momentum.store.value.Address;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start has to know of recipients is in the index, for as long as a rule may look back. */
final class PolicyMemoryIT {

    private static final long DAY_MICROS = 86_400_000_000L;

    @TempDir
    private Path dir;

    private Index index;
    private Fold fold;

    @BeforeEach
    void open() throws IOException {
        index = Index.open(dir.resolve("index"), IndexOptions.DEFAULT);
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

    private void reopen() throws IOException {
        index.close();
        open();
    }

    private List<String> allowed(long since) {
        List<String> seen = new ArrayList<>();
        index.policyMemory()
                .allowedSince(
                        since,
                        (number, category, id, at) ->
                                seen.add(number + " " + category + " " + ((id - mtId(0)) >> 20) + " " + at));
        return seen;
    }

    private List<String> wrote() {
        List<String> seen = new ArrayList<>();
        index.policyMemory().wroteSince(0, (number, to, at) -> seen.add(number + " " + to + " " + at));
        return seen;
    }

    private List<PolicyWaived> waivers() {
        List<PolicyWaived> seen = new ArrayList<>();
        index.policyMemory().waivers(seen::add);
        return seen;
    }

    private static MtAllowed allowed(int n, long atMicros) {
        return new MtAllowed(atMicros, mtId(n), digits(n), "marketing", "us-federal@1");
    }

    private static MoReceived mo(int n, long atMicros) {
        return new MoReceived(
                atMicros,
                mtId(n),
                Story.TELCO,
                Story.ACME,
                new Address(1, 1, "" + digits(n)),
                Story.SENDER,
                digits(n),
                new byte[0]);
    }

    @Test
    void aClockThatWasAheadOnceLosesNothingThatComesLater() throws IOException {
        fold(accepted(1), allowed(1, at(1)), mo(2, at(2)));
        fold(mo(3, at(3) + 400 * DAY_MICROS));
        fold(accepted(4), allowed(4, at(4)), mo(5, at(5)));
        reopen();
        assertEquals(1, allowed(at(4)).size());
        assertEquals(digits(5) + " 890123 " + at(5), wrote().getFirst());
    }

    @Test
    void whatWasLetGoAndWhoWroteIsThereAfterAStart() throws IOException {
        fold(accepted(1), allowed(1, at(1)), mo(2, at(2)));
        reopen();
        assertEquals(1, allowed(at(1)).size());
        assertEquals(List.of(), allowed(at(2)));
        assertEquals(List.of(digits(2) + " 890123 " + at(2)), wrote());
    }

    @Test
    void whatNoRuleLooksBackAtGoes() throws IOException {
        fold(allowed(1, at(1)), mo(1, at(1)), allowed(2, at(2)));
        fold(allowed(3, at(1) + 31 * DAY_MICROS));
        assertEquals(3, allowed(0).size());
        reopen();
        fold(allowed(4, at(1) + 33 * DAY_MICROS));
        assertEquals(2, allowed(0).size());
        assertEquals(List.of(), wrote());
    }

    @Test
    void aPermissionIsThereUntilItEndsOrIsTakenBack() throws IOException {
        var message = new PolicyWaived(at(1), "user:ana", mtId(1), "", "a recall", at(9));
        var campaign = new PolicyWaived(at(2), "user:ana", 0, "recall", "a recall", at(5));
        fold(accepted(1), message, campaign);
        reopen();
        assertEquals(List.of(campaign, message), waivers());
        var other = new PolicyWaived(at(6), "user:ana", 0, "other", "a recall", at(9));
        fold(other);
        assertEquals(List.of(other, message), waivers(), "what has ended goes with the next");
        fold(new PolicyWaived(at(7), "user:ana", mtId(1), "", "not any more", at(7)));
        assertEquals(List.of(other), waivers());
        List<String> kinds = index.message(mtId(1)).orElseThrow().timeline().stream()
                .map(each -> each.kind() + " " + each.detail())
                .toList();
        assertEquals(
                List.of(
                        "MtAccepted SMPP acme",
                        "PolicyWaived user:ana: a recall",
                        "PolicyWaived user:ana: not any more"),
                kinds);
    }

    @Test
    void aWaitingMessageKeepsWhatItIsFor() throws IOException {
        fold(accepted(1), new MtPurposed(at(1), mtId(1), "collections", "reminders"), accepted(2));
        reopen();
        List<Pending> waiting = new ArrayList<>();
        index.pending(waiting::add);
        assertEquals(new Purpose("collections", "reminders"), waiting.getFirst().purpose());
        assertNull(waiting.getLast().purpose());
    }
}
