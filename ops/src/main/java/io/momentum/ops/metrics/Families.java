package io.momentum.ops.metrics;

import io.momentum.store.count.Histogram;
import io.momentum.store.count.Histogram.Reading;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Metric families of one scrape, filled by hand out of counters that others keep. Used by one thread. */
final class Families {

    private static final double SECOND_NANOS = 1e9;

    private final List<Supplier<MetricSnapshot>> all = new ArrayList<>();
    private final List<Described> described = new ArrayList<>();
    private final LabelGuard.Scrape guard;

    Families(LabelGuard guard) {
        this.guard = guard.scrape();
    }

    private Labels labels(String[] names, String[] values) {
        String[] told = new String[values.length];
        for (int i = 0; i < told.length; i++) told[i] = guard.value(names[i], values[i]);
        return Labels.of(names, told);
    }

    /** One series a set of label values; values given twice are summed. */
    final class Values {
        private final String[] labels;
        private final Map<Labels, Double> values = new LinkedHashMap<>();

        private Values(String[] labels) {
            this.labels = labels;
        }

        Values add(long value, String... labelValues) {
            return add((double) value, labelValues);
        }

        Values add(double value, String... labelValues) {
            values.merge(labels(labels, labelValues), value, Double::sum);
            return this;
        }
    }

    /** Histograms, one a set of label values; those given twice are summed. */
    final class Times {
        private final String[] labels;
        private final Map<Labels, Reading> histograms = new LinkedHashMap<>();

        private Times(String[] labels) {
            this.labels = labels;
        }

        Times add(Histogram histogram, String... labelValues) {
            histograms.merge(labels(labels, labelValues), histogram.read(), Reading::plus);
            return this;
        }
    }

    /** A counter; its name goes without {@code _total}. */
    Values counter(String name, String help, String... labels) {
        described.add(new Described(name + "_total", "counter", List.of(labels), help));
        var family = new Values(labels);
        all.add(() -> {
            var snapshot = CounterSnapshot.builder().name(name).help(help);
            family.values.forEach((each, value) -> snapshot.dataPoint(
                    CounterDataPointSnapshot.builder().labels(each).value(value).build()));
            return snapshot.build();
        });
        return family;
    }

    Values gauge(String name, String help, String... labels) {
        described.add(new Described(name, "gauge", List.of(labels), help));
        var family = new Values(labels);
        all.add(() -> {
            var snapshot = GaugeSnapshot.builder().name(name).help(help);
            family.values.forEach((each, value) -> snapshot.dataPoint(
                    GaugeDataPointSnapshot.builder().labels(each).value(value).build()));
            return snapshot.build();
        });
        return family;
    }

    Times times(String name, String help, String... labels) {
        described.add(new Described(name, "histogram", List.of(labels), help));
        var family = new Times(labels);
        all.add(() -> {
            var snapshot = HistogramSnapshot.builder().name(name).help(help);
            family.histograms.forEach((each, histogram) -> snapshot.dataPoint(HistogramDataPointSnapshot.builder()
                    .labels(each)
                    .classicHistogramBuckets(ClassicHistogramBuckets.of(seconds(histogram), histogram.counts()))
                    .nativeSchema(Histogram.SCHEMA)
                    .nativeZeroThreshold(Reading.zeroSeconds())
                    .nativeZeroCount(histogram.zeros())
                    .nativeBucketsForPositiveValues(exponential(histogram))
                    .sum(histogram.sumNanos() / SECOND_NANOS)
                    .build()));
            return snapshot.build();
        });
        return family;
    }

    private static NativeHistogramBuckets exponential(Reading histogram) {
        var buckets = NativeHistogramBuckets.builder();
        histogram.exponential(buckets::bucket);
        return buckets.build();
    }

    private static double[] seconds(Reading histogram) {
        long[] nanos = histogram.upperNanos();
        double[] seconds = new double[nanos.length + 1];
        for (int i = 0; i < nanos.length; i++) seconds[i] = nanos[i] / SECOND_NANOS;
        seconds[nanos.length] = Double.POSITIVE_INFINITY;
        return seconds;
    }

    /** What was declared, whether it has a series or not. */
    List<Described> described() {
        return described;
    }

    MetricSnapshots build() {
        return new MetricSnapshots(all.stream().map(Supplier::get).toList());
    }
}
