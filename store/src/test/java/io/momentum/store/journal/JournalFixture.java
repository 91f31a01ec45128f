package io.momentum.store.journal;

import io.momentum.store.fact.Fact;
import io.momentum.store.value.CarrierId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What the journal's tests share: small files, facts that carry a number, and waiting without sleeping blindly. */
final class JournalFixture {

    static final Executor DIRECT = Runnable::run;
    private static final CarrierId TELCO = new CarrierId("telco");

    private JournalFixture() {}

    static JournalOptions options() {
        return JournalOptions.defaults()
                .withBlocks(JournalOptions.BLOCK_MIN_BYTES, 1 << 20)
                .withDisk(DiskMarks.of(0));
    }

    static ChronicleJournal open(Path dir) throws IOException {
        return ChronicleJournal.open(dir, Durability.SYNC, options());
    }

    /** A fact that carries {@code number} and can be told from all others. */
    static Fact fact(long number) {
        return new Fact.MtAttempted(1_790_000_000_000_000L + number, number, TELCO, 1);
    }

    static long numberOf(Fact fact) {
        return ((Fact.MtAttempted) fact).mtId();
    }

    static List<Fact> facts(long first, int count) {
        List<Fact> facts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) facts.add(fact(first + i));
        return facts;
    }

    /** Offers until taken, and waits until durable. */
    static void write(Journal journal, long first, int count) {
        boolean[] done = new boolean[1];
        FactBatch batch = FactBatch.awaited(facts(first, count), task -> task.run(), () -> {
            synchronized (done) {
                done[0] = true;
            }
        });
        await(() -> journal.offer(batch));
        await(() -> {
            synchronized (done) {
                return done[0];
            }
        });
    }

    /** Reads all facts from a sequence on and checks that no sequence is missing. */
    static List<Long> readAll(Journal journal, long from) {
        List<Long> numbers = new ArrayList<>();
        long[] next = {from};
        try (JournalReader reader = journal.read(from)) {
            JournalReader.Sink sink = (sequence, fact, position) -> {
                if (sequence != next[0]++) throw new AssertionError("fact " + sequence + " after " + (next[0] - 2));
                numbers.add(numberOf(fact));
            };
            while (reader.poll(1000, sink) > 0) Thread.onSpinWait();
        }
        return numbers;
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) throw new AssertionError("not within 20 s");
            LockSupport.parkNanos(100_000);
        }
    }
}
