package io.momentum.store.journal;

import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A process that writes facts, notes down what it was told is durable, and is halted in the middle. */
final class KilledWriter {

    private KilledWriter() {}

    public static void main(String[] args) throws IOException {
        Path dir = Path.of(args[0]);
        Durability durability = Durability.valueOf(args[2]);
        long enough = Long.parseLong(args[3]);
        DataOutputStream told = new DataOutputStream(new FileOutputStream(args[1]));
        ExecutorService loop = Executors.newSingleThreadExecutor();
        ChronicleJournal journal = ChronicleJournal.open(dir, durability, JournalFixture.options());
        long first = journal.durableSequence() + 1;
        Thread killer = new Thread(() -> {
            while (journal.durableSequence() < first - 1 + enough) Thread.onSpinWait();
            Runtime.getRuntime().halt(9);
        });
        killer.start();
        for (long next = first; ; next += 7) {
            long last = next + 6;
            FactBatch batch = FactBatch.awaited(JournalFixture.facts(next, 7), loop, () -> note(told, last));
            JournalFixture.await(() -> journal.offer(batch));
        }
    }

    private static void note(DataOutputStream told, long sequence) {
        try {
            told.writeLong(sequence);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
