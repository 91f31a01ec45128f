package io.momentum.store.index;

import static io.momentum.store.index.Story.ACME;
import static io.momentum.store.index.Story.accepted;
import static io.momentum.store.index.Story.digits;
import static io.momentum.store.index.Story.in;
import static io.momentum.store.index.Story.mo;
import static io.momentum.store.index.Story.mtId;
import static io.momentum.store.index.Story.out;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.index.Views.ContactLine;
import io.momentum.store.index.Views.Suppression;
import io.momentum.store.journal.Position;
import io.momentum.store.value.SuppressionScope;
import io.momentum.store.value.SystemId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IndexIT {

    private static final SuppressionScope BY_ACME = SuppressionScope.account(ACME);
    private static final SuppressionScope BY_SENDER = SuppressionScope.sender("890123");

    @TempDir
    Path dir;

    private Index index;
    private Fold fold;

    @BeforeEach
    void open() throws IOException {
        index = Index.open(dir, new IndexOptions(64 << 20, 32 << 20));
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

    @Test
    void aContactsMessagesComeNewestFirstPageByPage() {
        for (int n = 0; n < 1_000; n += 100) {
            fold(accepted(n), mo(n + 1, null));
        }
        fold(mo(500, null));
        var ids = new ArrayList<Long>();
        String cursor = null;
        do {
            var page = index.contact(digits(0), cursor, 4);
            page.items().stream().map(ContactLine::messageId).forEach(ids::add);
            cursor = page.next();
        } while (cursor != null);
        assertEquals(11, ids.size());
        assertEquals(new TreeSet<>(ids).descendingSet().stream().toList(), ids);
        assertTrue(index.contact(digits(1), null, 1).items().getFirst().inbound());
        assertEquals(List.of(), index.contact(digits(2), null, 10).items());
    }

    @Test
    void aPageThatIsExactlyFullIsTheLast() {
        fold(accepted(1), accepted(101));
        assertNull(index.contact(digits(1), null, 2).next());
        assertThrows(IllegalArgumentException.class, () -> index.contact(digits(1), null, 0));
    }

    @Test
    void aCursorOfAnotherListIsRefused() {
        fold(accepted(1), accepted(101), accepted(2));
        String cursor = index.contact(digits(1), null, 1).next();
        assertThrows(IllegalArgumentException.class, () -> index.contact(digits(2), cursor, 1));
        assertThrows(IllegalArgumentException.class, () -> index.contact(digits(1), "§", 1));
    }

    @Test
    void closedDoorsAreListedByScopeAndByNumber() {
        fold(out(1, SuppressionScope.GLOBAL), out(1, BY_ACME), out(2, BY_ACME), out(1, BY_SENDER), out(3, BY_SENDER));
        fold(in(3, BY_SENDER));
        assertEquals(4, index.suppressions(null, null, 10).items().size());
        assertEquals(
                List.of(digits(1), digits(2)),
                index.suppressions(BY_ACME, null, 10).items().stream()
                        .map(Suppression::digits)
                        .toList());
        var first = index.suppressions(null, null, 3);
        assertEquals(1, index.suppressions(null, first.next(), 3).items().size());
        List<Suppression> doors = index.suppressionsOf(digits(1));
        assertEquals(
                List.of(SuppressionScope.GLOBAL, BY_ACME, BY_SENDER),
                doors.stream().map(Suppression::scope).toList());
        assertEquals(
                "keyword STOP",
                doors.getFirst().source() + " " + doors.getFirst().reason());
        assertEquals(List.of(), index.suppressionsOf(digits(3)));
        var loaded = new ArrayList<String>();
        index.loadSuppressions((digits, scope) -> loaded.add(digits + " " + scope));
        assertEquals(4, loaded.size());
        assertTrue(loaded.contains(digits(2) + " account:acme"));
    }

    @Test
    void anIdempotencyKeyIsOfItsAccount() {
        fold(accepted(1, Origin.API, 0, "order-7"));
        assertEquals(OptionalLong.of(mtId(1)), index.byIdempotencyKey(ACME, "order-7"));
        assertEquals(OptionalLong.empty(), index.byIdempotencyKey(ACME, "order-8"));
        assertEquals(OptionalLong.empty(), index.byIdempotencyKey(new SystemId("other"), "order-7"));
    }

    @Test
    void whoeverWaitsForAFactSeesItOnceItIsCommitted() throws Exception {
        assertFalse(index.awaitSequence(1, Duration.ofMillis(1)));
        assertTrue(index.isAwaited());
        var seen = CompletableFuture.supplyAsync(() -> {
            try {
                return index.awaitSequence(1, Duration.ofSeconds(10))
                        && index.message(mtId(1)).isPresent();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        fold(accepted(1));
        assertTrue(seen.get());
        assertFalse(index.isAwaited());
    }

    @Test
    void aSequenceWithAGapIsRefused() {
        var position = new Position(1, 1, 0);
        assertThrows(IndexException.class, () -> fold.fold(2, accepted(1), position));
    }

    @Test
    void theStatisticsSpeakOfEveryColumnFamily() {
        fold(accepted(1));
        IndexStats stats = index.stats();
        assertEquals(ColumnFamily.values().length, stats.rows().size());
        assertEquals(1, stats.rows().get("message"));
        assertFalse(stats.isWriteStopped());
    }

    @Test
    void aClosedIndexSaysSo() {
        index.close();
        assertThrows(IndexException.class, () -> index.message(1));
    }

    @Test
    void aBatchIsTheSameAsOneThatRocksDbPutTogether() throws Exception {
        var ours = new WriteBatchBytes(index.rocks().familyIds());
        byte[] large = new byte[70_000];
        ours.put(ColumnFamily.META).u64(7);
        ours.value().raw(large, 0, large.length);
        ours.end();
        ours.merge(ColumnFamily.MESSAGE).u64(8);
        ours.value().u8(1);
        ours.end();
        ours.delete(ColumnFamily.OUTBOX).u64(9);
        ours.end();
        try (var batch = new org.rocksdb.WriteBatch(ours.finished())) {
            assertEquals(3, batch.count());
            assertTrue(batch.hasPut() && batch.hasMerge() && batch.hasDelete());
        }
        index.rocks().write(ours.finished(), () -> {});
        assertEquals(large.length, index.rocks().get(ColumnFamily.META, new Bytes(8).u64(7)).length);
        assertEquals(1, index.rocks().get(ColumnFamily.MESSAGE, new Bytes(8).u64(8)).length);
        assertNull(index.rocks().get(ColumnFamily.OUTBOX, new Bytes(8).u64(9)));
    }
}
