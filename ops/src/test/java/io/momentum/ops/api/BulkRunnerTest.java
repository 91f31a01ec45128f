package io.momentum.ops.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.care.Bulks.Order;
import io.momentum.store.fact.CareFact.BulkDone;
import io.momentum.store.fact.CareFact.BulkRow;
import io.momentum.store.fact.FactCodec;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BulkRunnerTest {

    private static List<BulkRow> rows(int count, String remembered) {
        return LongStream.range(0, count)
                .mapToObj(id -> new BulkRow(id, "", "", 1, Map.of("field.note", remembered)))
                .toList();
    }

    private static List<BulkDone> facts(List<BulkRow> rows) {
        return BulkRunner.facts(new Order(7, "user:ana", "{}", 0, rows.size(), 0, 0, 1, 0, 0, 0, 0, 0), rows);
    }

    @Test
    void whatIsRememberedOfManyIsInFactsThatTheJournalTakes() {
        List<BulkRow> rows = rows(100, "\u0142".repeat(30_000));
        List<BulkDone> facts = facts(rows);
        assertEquals(rows, facts.stream().flatMap(fact -> fact.rows().stream()).toList());
        for (BulkDone fact : facts) assertTrue(FactCodec.estimatedBytes(fact) < FactCodec.FACT_MAX_BYTES / 2);
        assertEquals(1, facts(rows(100, "short")).size());
    }
}
