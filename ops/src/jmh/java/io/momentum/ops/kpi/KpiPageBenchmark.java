package io.momentum.ops.kpi;

import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.AlertReceived;
import io.momentum.store.index.Follower;
import io.momentum.store.index.Index;
import io.momentum.store.index.IndexOptions;
import io.momentum.store.index.Projector;
import io.momentum.store.index.ProjectorCounters;
import io.momentum.store.index.ProjectorOptions;
import io.momentum.store.index.Shelf;
import io.momentum.store.journal.FactBatch;
import io.momentum.store.journal.Journal;
import io.momentum.store.journal.JournalReader;
import io.momentum.store.journal.Position;
import io.momentum.store.value.Address;
import io.momentum.store.value.CarrierId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A page of all figures over a million conversations of a month, in an index on disk. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class KpiPageBenchmark {

    static final int CONVERSATIONS = 1_000_000;
    private static final ZoneId BOGOTA = ZoneId.of("America/Bogota");
    private static final Period MONTH = Period.parse("2026-11", BOGOTA);
    private static final Period WEEK = Period.parse("2026-W48", BOGOTA);

    private Path dir;
    private Index index;
    private Figures figures;

    /** Writes the rows: a reply, an episode and a close of each conversation. */
    @Setup(Level.Trial)
    public void write() throws IOException {
        dir = Files.createTempDirectory("kpi-bench");
        index = Index.open(dir, IndexOptions.DEFAULT);
        try (var projector = new Projector(
                new Alerts(CONVERSATIONS),
                index,
                ProjectorOptions.DEFAULT,
                new ProjectorCounters(),
                List.of(new Rows()),
                f -> {})) {
            projector.catchUp(sequence -> {});
        }
        figures = new Figures(index.shelf());
    }

    @Benchmark
    public double month() {
        return page(MONTH, Map.of());
    }

    @Benchmark
    public double week() {
        return page(WEEK, Map.of());
    }

    @Benchmark
    public double weekOfACampaign() {
        return page(WEEK, Map.of(Facet.CAMPAIGN, "campaign-1"));
    }

    @Benchmark
    public double weekOfACampaignAndAZone() {
        return page(WEEK, Map.of(Facet.CAMPAIGN, "campaign-1", Facet.ZONE, "zone-1"));
    }

    @Benchmark
    public int weekByOwner() {
        return figures.by(Facet.OWNER, query(WEEK, Map.of())).size();
    }

    private double page(Period period, Map<Facet, String> only) {
        Tally tally = figures.read(query(period, only));
        double sum = 0;
        for (Kpi kpi : Kpi.values()) sum += kpi.of(tally).value().orElse(0);
        return sum;
    }

    private static Query query(Period period, Map<Facet, String> only) {
        return new Query(period.fromMicros(), period.toMicros(), MONTH.toMicros(), only);
    }

    @TearDown(Level.Trial)
    public void delete() throws IOException {
        index.close();
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }

    /** Each fact stands for a conversation. */
    private static final class Rows implements Follower {
        private final KpiFold fold = new KpiFold();
        private final SplittableRandom random = new SplittableRandom(20261129);

        @Override
        public void fold(long sequence, Fact fact, Position position, Shelf.Writable rows) {
            int owner = random.nextInt(40);
            var dims = new Dims(
                    "campaign-" + random.nextInt(5),
                    "team-" + owner % 6,
                    "owner-" + owner,
                    "zone-" + random.nextInt(8),
                    "label-" + random.nextInt(8));
            long at = fact.atMicros();
            long act = (long) (-Math.log(random.nextDouble()) * 3_600);
            long end = act + (long) (-Math.log(random.nextDouble()) * 86_400);
            fold.put(
                    KpiRow.of(Kind.REPLY, at, sequence, 0, dims)
                            .mark(Mark.RECEIVED, 1)
                            .mark(Mark.REPLIES, 1),
                    rows);
            fold.put(
                    KpiRow.of(Kind.EPISODE, at, sequence, 1, dims)
                            .mark(Mark.EPISODES, 1)
                            .mark(Mark.SETTLED, 1)
                            .span(Span.FIRST_ACTION, act)
                            .span(Span.FIRST_ACTION_WORK, act / 3)
                            .span(Span.FIRST_RESPONSE, act + 60)
                            .span(Span.FIRST_RESPONSE_WORK, act / 3 + 60)
                            .span(Span.RESOLUTION, end)
                            .span(Span.RESOLUTION_WORK, end / 3),
                    rows);
            fold.put(
                    KpiRow.of(Kind.CLOSE, at + end * 1_000_000, sequence, at, dims)
                            .mark(Mark.CLOSED, 1)
                            .mark(Mark.CLEAN, 1),
                    rows);
        }

        @Override
        public void moved(Tagged message, Fact fact, Shelf.Writable rows) {
            // There are no messages.
        }

        @Override
        public void committing(Shelf.Writable rows) {
            fold.committing(rows);
        }
    }

    /** So many facts, evenly over the month. */
    private record Alerts(int count) implements Journal {

        @Override
        public boolean offer(FactBatch batch) {
            return false;
        }

        @Override
        public long durableSequence() {
            return count;
        }

        @Override
        public JournalReader read(long fromSequence) {
            return new JournalReader() {
                private long next = fromSequence;

                @Override
                public int poll(int max, Sink sink) {
                    int polled = 0;
                    for (; polled < max && next <= count; polled++, next++)
                        sink.accept(next, fact(next), new Position(1, next, 0));
                    return polled;
                }

                @Override
                public Fact at(Position position) {
                    return fact(position.index());
                }

                @Override
                public void close() {
                    next = Long.MAX_VALUE;
                }
            };
        }

        private Fact fact(long sequence) {
            long length = MONTH.toMicros() - MONTH.fromMicros();
            long at = MONTH.fromMicros() + length / count * (sequence - 1);
            return new AlertReceived(at, new CarrierId("telco"), Address.EMPTY, Address.EMPTY, -1);
        }

        @Override
        public boolean isOpen() {
            return false;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
