package io.momentum.ops.care;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.care.CareFold.Undecided;
import io.momentum.ops.followup.Decision;
import io.momentum.ops.followup.Decision.Facts;
import io.momentum.store.fact.CareFact.ReplyJoined;
import io.momentum.store.fact.Fact.MoReceived;
import io.momentum.store.index.Index;
import io.momentum.store.index.IndexOptions;
import io.momentum.store.index.Projector;
import io.momentum.store.index.ProjectorCounters;
import io.momentum.store.index.ProjectorOptions;
import io.momentum.store.index.Shelf;
import io.momentum.store.journal.ChronicleJournal;
import io.momentum.store.journal.Durability;
import io.momentum.store.journal.FactBatch;
import io.momentum.store.journal.JournalOptions;
import io.momentum.store.value.Address;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.SystemId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The desk over a journal and an index, with decisions that fail. */
class DeskIT {

    private static final long ANA = 15_550_100_101L;

    @TempDir
    Path dir;

    @Test
    void aReplyThatCouldNotBeDecidedIsDecidedLater() throws Exception {
        Map<Long, Integer> tries = new ConcurrentHashMap<>();
        var options = JournalOptions.defaults().withBlocks(JournalOptions.BLOCK_MIN_BYTES, 0);
        try (var journal = ChronicleJournal.open(dir.resolve("journal"), Durability.PAGE_CACHE, options);
                var index = Index.open(dir.resolve("index"), new IndexOptions(32 << 20, 16 << 20), journal)) {
            var fold = new CareFold();
            try (var projector = new Projector(
                            journal, index, ProjectorOptions.DEFAULT, new ProjectorCounters(), List.of(fold), _ -> {});
                    var desk = new Desk(journal, index, new Failing(tries), System::nanoTime)) {
                projector.start();
                fold.onCommit(_ -> desk.wake());
                desk.start();
                for (int i = 0; i < 3; i++) journal.offer(FactBatch.riding(List.of(reply(ANA + i, 100 + i))));
                long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
                while (undecided(index) > 0 || tries.size() < 3) {
                    assertTrue(System.nanoTime() < deadline, "still undecided: " + undecided(index) + " " + tries);
                    TimeUnit.MILLISECONDS.sleep(20);
                }
            }
        }
        assertEquals(Map.of(100L, 1, 101L, 2, 102L, 1), tries);
    }

    private static int undecided(Index index) {
        int[] count = new int[1];
        index.shelf().scan(CareTable.UNDECIDED.key(0), CareTable.UNDECIDED.key(Long.MAX_VALUE), (_, _) -> {
            count[0]++;
            return true;
        });
        return count[0];
    }

    private static MoReceived reply(long digits, long moId) {
        return new MoReceived(
                1,
                moId,
                new CarrierId("telco"),
                new SystemId("acme"),
                new Address(1, 1, Long.toString(digits)),
                new Address(0, 1, "890123"),
                digits,
                new byte[0]);
    }

    /** Fails at the second reply, once. */
    private record Failing(Map<Long, Integer> tries) implements Desk.Rounds {
        @Override
        public Decision reply(Undecided reply, Shelf rows, long nowMicros) {
            int count = tries.merge(reply.moId(), 1, Integer::sum);
            if (reply.moId() == 101 && count == 1) throw new IllegalStateException("for once");
            return new Facts(new ReplyJoined(
                    nowMicros, "system", 7, reply.digits(), reply.moId(), 1, 0, "", "none", 0, List.of(), 0));
        }

        @Override
        public long contactOf(long conversation, Shelf rows) {
            return 0;
        }

        @Override
        public Decision due(long conversation, String kind, Shelf rows, long nowMicros) {
            return new Facts();
        }
    }
}
