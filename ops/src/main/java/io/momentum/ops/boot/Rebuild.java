package io.momentum.ops.boot;

import io.momentum.ops.care.CareFold;
import io.momentum.ops.evidence.EvidenceFold;
import io.momentum.ops.kpi.KpiFold;
import io.momentum.ops.search.SearchFold;
import io.momentum.ops.webhook.WebhookFold;
import io.momentum.store.index.Follower;
import io.momentum.store.index.Index;
import io.momentum.store.index.IndexOptions;
import io.momentum.store.index.Projector;
import io.momentum.store.index.ProjectorCounters;
import io.momentum.store.index.ProjectorOptions;
import io.momentum.store.journal.ChronicleJournal;
import io.momentum.store.journal.Durability;
import io.momentum.store.journal.JournalOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Makes the index of a data directory anew, while nothing runs there. */
public final class Rebuild {

    private Rebuild() {}

    /**
     * Deletes the index that is there and folds all facts again.
     *
     * @param lines told how far it is, about once a second
     * @return how many facts it was made of
     * @throws io.momentum.store.journal.JournalException if a process runs there
     */
    public static long index(Path dataDir, Consumer<String> lines) throws IOException {
        try (ChronicleJournal journal =
                ChronicleJournal.open(dataDir.resolve("journal"), Durability.SYNC, JournalOptions.defaults())) {
            Path dir = dataDir.resolve("index");
            delete(dir);
            try (Index index = Index.open(dir, IndexOptions.DEFAULT, journal)) {
                var projector = new Projector(
                        journal, index, ProjectorOptions.DEFAULT, new ProjectorCounters(), followers(), failure -> {});
                projector.catchUp(new Catching(0, journal.durableSequence(), System::nanoTime, lines));
                return index.lastSequence();
            }
        }
    }

    private static List<Follower> followers() {
        var care = new CareFold(new KpiFold());
        return List.of(care, new SearchFold(care), new WebhookFold(), new EvidenceFold());
    }

    private static void delete(Path dir) throws IOException {
        if (!Files.exists(dir)) return;
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(each);
        }
    }
}
