package io.momentum.ops.kpi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.momentum.ops.care.CareFold;
import io.momentum.store.index.Index;
import io.momentum.store.index.IndexOptions;
import io.momentum.store.index.Projector;
import io.momentum.store.index.ProjectorCounters;
import io.momentum.store.index.ProjectorOptions;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The night in which New York's clock shows one o'clock twice. */
class ClockChangeIT {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    @TempDir
    Path dir;

    @Test
    void bothHoursAreOfSundayAndMondayBeginsAnHourLater() throws Exception {
        var utc = new Scene(ZoneOffset.UTC, LocalDate.of(2026, 12, 25));
        utc.at("2026-11-01T05:30").reply(1, 1, "question", "question", false); // 01:30, before the change
        utc.at("2026-11-01T06:30").reply(2, 1, "question", "question", false); // 01:30 again
        utc.at("2026-11-02T04:59:59").reply(3, 1, "question", "question", false); // Sunday, 23:59:59
        utc.at("2026-11-02T05:00").reply(4, 1, "question", "question", false); // Monday
        try (Index index = Index.open(dir, new IndexOptions(32 << 20, 16 << 20))) {
            new Projector(
                            new FactJournal(utc.facts()),
                            index,
                            ProjectorOptions.DEFAULT,
                            new ProjectorCounters(),
                            List.of(new CareFold(new KpiFold())),
                            failure -> {})
                    .catchUp(sequence -> {});
            var figures = new Figures(index.shelf());
            assertEquals(3, replies(figures, "2026-W44"));
            assertEquals(3, replies(figures, "2026-11-01"));
            assertEquals(1, replies(figures, "2026-11-02"));
            assertEquals(1, replies(figures, "2026-W45"));
            assertEquals(4, replies(figures, "2026-11"));
        }
    }

    private static long replies(Figures figures, String period) {
        Period of = Period.parse(period, NEW_YORK);
        return figures.read(new Query(of.fromMicros(), of.toMicros(), Long.MAX_VALUE / 2, Map.of()))
                .count(Mark.REPLIES);
    }
}
