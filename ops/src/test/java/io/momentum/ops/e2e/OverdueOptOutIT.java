package io.momentum.ops.e2e;

import static io.momentum.ops.e2e.ConfiguredAppliance.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.net.Loop;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.OptOutHeld;
import io.momentum.store.fact.Fact.OptOutReviewed;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.journal.ChronicleJournal;
import io.momentum.store.journal.Durability;
import io.momentum.store.journal.FactBatch;
import io.momentum.store.journal.JournalOptions;
import io.momentum.store.value.SuppressionScope;
import io.momentum.store.value.SystemId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Doubts of an earlier process: what nobody has looked at in time is closed, what has time left waits on. */
class OverdueOptOutIT {

    private static final SuppressionScope SCOPE = SuppressionScope.account(new SystemId("acme"));
    private static final String CONFIG = "accounts: [{ systemId: acme, password: { plain: secret } }]\n";

    @TempDir
    Path dir;

    private static OptOutHeld held(long digits, long deadlineMicros) {
        return new OptOutHeld(Loop.clockMicros(), digits, SCOPE, 7, "stop calling me", "optout-en@1", deadlineMicros);
    }

    private void journalEndsWith(Fact... facts) throws IOException {
        JournalOptions options = JournalOptions.defaults().withBlocks(JournalOptions.BLOCK_MIN_BYTES, 0);
        try (var journal = ChronicleJournal.open(dir.resolve("data/journal"), Durability.PAGE_CACHE, options)) {
            assertTrue(journal.offer(FactBatch.riding(List.of(facts))));
            until("it is durable", () -> journal.durableSequence() == facts.length);
        }
    }

    @Test
    void whatNobodyLookedAtInTimeIsClosedOnceAndWhatHasTimeLeftWaits() throws Exception {
        long now = Loop.clockMicros();
        journalEndsWith(held(15550101, now - 1), held(15550102, now + 3_600_000_000L), held(15550102, now - 1));
        try (var momentum = ConfiguredAppliance.start(dir, CONFIG)) {
            until("the late one is closed", () -> momentum.suppressions().contains(15550101, SCOPE));
            assertTrue(momentum.suppressions().isHeld(15550102, SCOPE), "the first deadline counts");
            until("it is read", () -> momentum.count(OptOutReviewed.class) == 1);
        }
        try (var again = ConfiguredAppliance.start(dir, CONFIG)) {
            assertTrue(again.suppressions().contains(15550101, SCOPE));
            assertTrue(again.suppressions().isHeld(15550102, SCOPE));
            assertEquals(1, again.count(OptedOut.class));
        }
    }
}
