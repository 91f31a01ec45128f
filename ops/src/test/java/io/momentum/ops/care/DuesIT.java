package io.momentum.ops.care;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.followup.Conversation;
import io.momentum.ops.followup.FollowupConfig;
import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.ConversationMoved;
import io.momentum.store.fact.CareFact.ConversationOpened;
import io.momentum.store.fact.CareFact.OwnerAssigned;
import io.momentum.store.fact.CareFact.Stage;
import io.momentum.store.index.Index;
import io.momentum.store.index.IndexOptions;
import io.momentum.store.index.Projector;
import io.momentum.store.index.ProjectorCounters;
import io.momentum.store.index.ProjectorOptions;
import io.momentum.store.journal.ChronicleJournal;
import io.momentum.store.journal.Durability;
import io.momentum.store.journal.JournalOptions;
import io.momentum.store.value.MessageId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Moments that have come. */
class DuesIT {

    private static final long HOUR_MICROS = 3_600_000_000L;

    @TempDir
    Path directory;

    /** Owners were to act, and since then nobody is on duty in the configuration: their moments change nothing any more. */
    @Test
    void momentsThatDecideNothingHoldUpNoneBehindThem() throws Exception {
        long now = System.currentTimeMillis() * 1_000;
        var failure = new AtomicReference<@Nullable Throwable>();
        JournalOptions options = JournalOptions.defaults()
                .withBlocks(JournalOptions.BLOCK_MIN_BYTES, 0)
                .withOnFailure(failure::set);
        var fold = new CareFold();
        try (var journal = ChronicleJournal.open(directory.resolve("journal"), Durability.PAGE_CACHE, options);
                var index = Index.open(directory.resolve("index"), new IndexOptions(32 << 20, 16 << 20), journal);
                var projector = new Projector(
                        journal,
                        index,
                        ProjectorOptions.DEFAULT,
                        new ProjectorCounters(),
                        List.of(fold),
                        failure::set)) {
            projector.catchUp(sequence -> {});
            projector.start();
            var playbook = Playbook.of(FollowupConfig.OFF, () -> {
                throw new IllegalStateException("nothing is to be classified");
            });
            try (var care = new Care(
                    fold,
                    journal,
                    index,
                    new MessageId.Space(0, 0),
                    playbook,
                    () -> {
                        throw new IllegalStateException("nothing is to be read");
                    },
                    () -> System.currentTimeMillis() * 1_000)) {
                care.start();
                List<CareFact> facts = new ArrayList<>();
                for (int i = 1; i <= 1_200; i++) {
                    facts.add(new ConversationOpened(now, "system", i, 15_550_100_000L + i, "890123", null, 0));
                    facts.add(new OwnerAssigned(
                            now, "rule:any", i, "sales", "ana", "rule", "any", "", now - 2 * HOUR_MICROS + i));
                }
                facts.add(new ConversationOpened(now, "system", 5_000, 15_550_105_000L, "890123", null, 0));
                facts.add(new ConversationMoved(
                        now, "user:ana", 5_000, Stage.SCHEDULED, now - HOUR_MICROS, "calls back"));
                care.record(0, facts).get(30, TimeUnit.SECONDS);
                assertEquals(null, failure.get());
                awake(care, 5_000);
                // One that comes up in front of those that were looked at has its turn too.
                care.record(
                                0,
                                List.of(
                                        new ConversationOpened(
                                                now, "system", 5_001, 15_550_105_001L, "890123", null, 0),
                                        new ConversationMoved(
                                                now,
                                                "user:ana",
                                                5_001,
                                                Stage.SCHEDULED,
                                                now - 3 * HOUR_MICROS,
                                                "calls back")))
                        .get(30, TimeUnit.SECONDS);
                awake(care, 5_001);
            }
        }
    }

    private static void awake(Care care, long id) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            Conversation c = Conversations.find(care.rows(), id).orElseThrow();
            if (c.stage() == Stage.IN_PROGRESS) return;
            assertTrue(System.nanoTime() < deadline, "it sleeps on");
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }
}
