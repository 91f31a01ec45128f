package io.momentum.gateway.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.momentum.gateway.record.FlightRecorder;
import io.momentum.gateway.record.RecorderConfig;
import io.momentum.store.fact.CareFact.NoteAdded;
import io.momentum.store.fact.Fact.MtRepeated;
import io.momentum.store.journal.ChronicleJournal;
import io.momentum.store.journal.Durability;
import io.momentum.store.journal.JournalOptions;
import io.momentum.store.journal.JournalReader;
import io.momentum.store.value.MessageId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalStageIT {

    @TempDir
    Path dir;

    @Test
    void aFactThatTheJournalCanNeverTakeCostsTheLoopNothingElse() throws Exception {
        var options = JournalOptions.defaults().withBlocks(JournalOptions.BLOCK_MIN_BYTES, 0);
        List<String> heard = new CopyOnWriteArrayList<>();
        try (var journal = ChronicleJournal.open(dir.resolve("journal"), Durability.PAGE_CACHE, options)) {
            var recorder = new FlightRecorder(RecorderConfig.DEFAULT, dir.resolve("records"));
            try (var loops = new EventLoops(1, new MessageId.Space(0, 0), journal, recorder)) {
                Loop loop = loops.all().getFirst();
                turn(loop, () -> {
                    loop.stage().note(new MtRepeated(1, 1));
                    loop.stage().await(new NoteAdded(1, "user:ana", 7, "x".repeat(2 << 20)), hearing(heard));
                });
                turn(loop, () -> loop.stage().note(new MtRepeated(2, 2)));
                turn(loop, () -> loop.stage().await(new NoteAdded(3, "user:ana", 7, "short"), hearing(heard)));
                long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
                while (heard.size() < 2 && System.nanoTime() < deadline) TimeUnit.MILLISECONDS.sleep(5);
            }
            assertEquals(List.of("refused", "durable"), heard);
            assertEquals(List.of(1L, 2L, 3L), times(journal));
        }
    }

    private static void turn(Loop loop, Runnable task) throws Exception {
        loop.executor().submit(() -> loop.turn(task)).get(10, TimeUnit.SECONDS);
    }

    private static Durable hearing(List<String> heard) {
        return new Durable() {
            @Override
            public void durable() {
                heard.add("durable");
            }

            @Override
            public void refused() {
                heard.add("refused");
            }
        };
    }

    private static List<Long> times(ChronicleJournal journal) {
        List<Long> times = new ArrayList<>();
        try (JournalReader reader = journal.read(1)) {
            while (reader.poll(100, (sequence, fact, position) -> times.add(fact.atMicros())) > 0) {
                // All that there is.
            }
        }
        return times;
    }
}
