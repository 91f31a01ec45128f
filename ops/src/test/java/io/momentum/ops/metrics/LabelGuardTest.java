package io.momentum.ops.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.momentum.store.count.Histogram;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import org.junit.jupiter.api.Test;

class LabelGuardTest {

    private final LabelGuard guard = new LabelGuard();

    @Test
    void valuesBeyondTheMostAreOneSeriesWithTheirSum() {
        var families = new Families(guard);
        var counter = families.counter("messages", "Messages.", "carrier");
        for (int i = 0; i < 130; i++) counter.add(2, "carrier" + i);
        var snapshot = (CounterSnapshot) families.build().get(0);
        assertEquals(101, snapshot.getDataPoints().size());
        assertEquals(
                60,
                snapshot.getDataPoints().stream()
                        .filter(point -> point.getLabels().equals(Labels.of("carrier", LabelGuard.OTHER)))
                        .findFirst()
                        .orElseThrow()
                        .getValue());
        assertEquals(30, guard.folded().get("carrier"));
    }

    @Test
    void whatIsWithinTheMostIsToldAndNothingIsCounted() {
        var families = new Families(guard);
        var counter = families.counter("messages", "Messages.", "account");
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 500; i++) counter.add(1, "account" + i);
        }
        assertEquals(500, families.build().get(0).getDataPoints().size());
        assertEquals(0, guard.folded().get("account"));
    }

    @Test
    void histogramsBeyondTheMostAreAddedUp() {
        var families = new Families(guard);
        var times = families.times("answer_seconds", "Answers.", "carrier");
        for (int i = 0; i < 103; i++) {
            var histogram = Histogram.ofLatency();
            histogram.add(1_000_000);
            times.add(histogram, "carrier" + i);
        }
        var snapshot = (HistogramSnapshot) families.build().get(0);
        assertEquals(101, snapshot.getDataPoints().size());
        var other = snapshot.getDataPoints().stream()
                .filter(point -> point.getLabels().equals(Labels.of("carrier", LabelGuard.OTHER)))
                .findFirst()
                .orElseThrow();
        assertEquals(3, other.getCount());
    }
}
