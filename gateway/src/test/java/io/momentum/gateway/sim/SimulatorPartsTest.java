package io.momentum.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class SimulatorPartsTest {

    @Test
    void aTableOfNumbersBehavesAsAMapDoes() {
        var random = new SplittableRandom(7);
        var table = new LongTable(100_000);
        Map<Long, Long> model = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            long key = 1 + random.nextLong(5_000);
            if (random.nextInt(3) == 0) {
                Long removed = model.remove(key);
                assertEquals(removed == null ? 0 : removed, table.remove(key));
                continue;
            }
            long value = 1 + random.nextLong(1_000);
            table.put(key, value);
            model.put(key, value);
        }
        assertEquals(model.size(), table.size());
        model.forEach((key, value) -> assertEquals(value, table.get(key)));
    }

    @Test
    void aFullTableTakesNoMore() {
        var table = new LongTable(2);
        table.put(1, 1);
        table.put(2, 1);
        assertFalse(table.put(3, 1));
        assertEquals(0, table.get(3));
    }

    @Test
    void theAgendaKeepsTheOrderWithinOneMillisecond() {
        var agenda = new Agenda();
        List<String> done = new ArrayList<>();
        agenda.note(20, () -> done.add("c"));
        agenda.note(10, () -> done.add("a"));
        agenda.note(10, () -> done.add("b"));
        agenda.runDue(10);
        assertEquals(List.of("a", "b"), done);
        assertEquals(1, agenda.size());
    }

    @Test
    void textComesBackFromEitherAlphabet() {
        for (String text : List.of("STOP @ 5€ {now}", "Да, спасибо 👍")) {
            int dataCoding = SmsText.codingOf(text);
            assertEquals(text, SmsText.decode(SmsText.encode(text, dataCoding), dataCoding));
        }
    }

    @Test
    void impossibleOptionsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> MoScript.SILENT.withStops(101, List.of("STOP")));
        assertThrows(IllegalArgumentException.class, () -> CarrierOptions.Receipts.AT_ONCE.withDelay(10, 5));
        assertThrows(
                IllegalArgumentException.class, () -> CarrierOptions.defaults().withListen("127.0.0.1", 70_000));
    }

    @Test
    void percentilesAreWithinTheirBucket() {
        var histogram = new LatencyHistogram();
        for (long micros = 1; micros <= 10_000; micros++) histogram.record(micros * 1_000);
        assertEquals(5_000_000, (double) histogram.percentileNanos(50), 5_000_000 * 0.016);
        assertEquals(9_990_000, (double) histogram.percentileNanos(99.9), 9_990_000 * 0.016);
        assertEquals(10_000_000, histogram.percentileNanos(100));
        assertEquals(10_000_000, histogram.maxNanos());
        assertEquals(10_000, histogram.count());
    }

    @Test
    void extremeTimesAreCounted() {
        var histogram = new LatencyHistogram();
        assertEquals(0, histogram.percentileNanos(99));
        histogram.record(-5);
        histogram.record(0);
        histogram.record(Long.MAX_VALUE);
        assertEquals(3, histogram.count());
        assertEquals(0, histogram.percentileNanos(50));
    }
}
