package io.momentum.store.index;

import static io.momentum.store.index.Story.BASE_MICROS;
import static io.momentum.store.index.Story.digits;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.momentum.store.fact.Fact;
import io.momentum.store.fact.RetentionFact.JournalThinned;
import io.momentum.store.journal.ChronicleJournal;
import io.momentum.store.journal.Durability;
import io.momentum.store.journal.FactBatch;
import io.momentum.store.journal.JournalOptions;
import io.momentum.store.journal.SealedFile;
import io.momentum.store.journal.Thinned;
import io.momentum.store.suppression.SuppressionList;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A journal and its index, whose files are thinned, and another index that is made of what is left. */
abstract class RetentionStage {

    private static final IndexOptions SMALL = new IndexOptions(64 << 20, 32 << 20);
    static final long NOW = BASE_MICROS + Duration.ofDays(100).toNanos() / 1_000;

    @TempDir
    Path dir;

    ChronicleJournal journal;
    Index index;
    private int rebuilt;

    @BeforeEach
    void open() throws IOException {
        journal = ChronicleJournal.open(
                dir.resolve("journal"),
                Durability.PAGE_CACHE,
                JournalOptions.defaults().withBlocks(JournalOptions.BLOCK_MIN_BYTES, 1 << 20));
        index = Index.open(dir.resolve("index"), SMALL, journal);
    }

    @AfterEach
    void close() {
        index.close();
        journal.close();
    }

    void reopen() throws IOException {
        close();
        open();
    }

    void write(List<? extends Fact> facts) {
        var done = new CompletableFuture<Void>();
        while (!journal.offer(FactBatch.awaited(List.copyOf(facts), Runnable::run, () -> done.complete(null))))
            Thread.onSpinWait();
        done.join();
        catchUp(index);
    }

    private void catchUp(Index target) {
        new Projector(journal, target, ProjectorOptions.DEFAULT, new ProjectorCounters(), failure -> {
                    throw new IllegalStateException(failure);
                })
                .catchUp(sequence -> {});
    }

    void aNewIndexIsTheSame(String when) throws IOException {
        try (Index anew = Index.open(dir.resolve("anew" + rebuilt++), SMALL, journal)) {
            catchUp(anew);
            Set<String> live = new TreeSet<>(IndexDump.of(index).lines().toList());
            Set<String> fresh = new TreeSet<>(IndexDump.of(anew).lines().toList());
            Set<String> both = new HashSet<>(live);
            both.retainAll(fresh);
            live.removeAll(both);
            fresh.removeAll(both);
            assertEquals(Set.of(), live, when + ": only in the one that was there; a new one has " + fresh);
            assertEquals(Set.of(), fresh, when + ": only in the new one");
        }
    }

    static List<String> verdicts(Index index) {
        var list = new SuppressionList();
        index.loadSuppressions(list::add);
        List<String> verdicts = new ArrayList<>();
        index.suppressions(null, null, 10_000).items().forEach(each -> verdicts.add(each.toString()));
        for (int n = 0; n < 100; n++)
            verdicts.add(digits(n) + " " + index.suppressionsOf(digits(n)).size());
        verdicts.add(list.size() + " numbers");
        return verdicts;
    }

    long thin(SealedFile last) throws IOException {
        return say(journal.thin(last, new OldMessages(index).gone(), () -> false));
    }

    long say(List<Thinned> done) {
        write(done.stream()
                .map(each -> new JournalThinned(
                        NOW,
                        "system",
                        each.file().epoch(),
                        each.file().cycle(),
                        each.file().first(),
                        each.file().last(),
                        each.gone(),
                        each.file().facts(),
                        each.file().digest()))
                .toList());
        return done.stream().mapToLong(Thinned::gone).sum();
    }
}
