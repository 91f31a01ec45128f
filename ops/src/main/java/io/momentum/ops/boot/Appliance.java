package io.momentum.ops.boot;

import io.momentum.gateway.Gateway;
import io.momentum.gateway.path.Recovery;
import io.momentum.ops.config.MomentumConfig;
import io.momentum.ops.config.Reload;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.index.Index;
import io.momentum.store.index.IndexOptions;
import io.momentum.store.index.Projector;
import io.momentum.store.index.ProjectorCounters;
import io.momentum.store.index.ProjectorOptions;
import io.momentum.store.index.Views.Pending;
import io.momentum.store.journal.ChronicleJournal;
import io.momentum.store.journal.FactObserver;
import io.momentum.store.journal.JournalOptions;
import io.momentum.store.journal.JournalReader;
import io.momentum.store.suppression.SuppressionList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole of Momentum over one data directory: journal, index, suppression list, gateway. Started in the order of need and
 * stopped in the reverse; nothing listens before all that it could be asked for is there.
 *
 * <p>The journal comes first, for it is the truth; the index catches up with it; the suppression list is filled from the
 * index and from then on told by the journal; what was accepted and has not ended goes back to its queue; then the carriers
 * are bound, and only then ESMEs are let in.
 */
public final class Appliance implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Appliance.class);

    private MomentumConfig config;
    private final SuppressionList suppressions;
    private final ChronicleJournal journal;
    private final Index index;
    private final Projector projector;
    private final Gateway gateway;

    /**
     * Opens the data directory and puts everything together.
     *
     * @param onFailure told once if the journal stops on a fault: the process must end
     */
    public Appliance(MomentumConfig config, Consumer<Throwable> onFailure) throws IOException {
        this.config = config;
        suppressions = new SuppressionList();
        Path dir = config.dataDir();
        Files.createDirectories(dir);
        var observer = new Observer(suppressions);
        JournalOptions options =
                JournalOptions.defaults().withObserver(observer).withOnFailure(onFailure);
        journal = ChronicleJournal.open(dir.resolve("journal"), config.durability(), options);
        index = Index.open(dir.resolve("index"), IndexOptions.DEFAULT, journal);
        projector = new Projector(journal, index, ProjectorOptions.DEFAULT, new ProjectorCounters(), onFailure);
        projector.catchUp(sequence -> LOG.info("Index: folded up to fact {}", sequence));
        observer.wakes(projector);
        index.loadSuppressions(suppressions::add);
        int loops = Math.max(2, Runtime.getRuntime().availableProcessors());
        gateway = new Gateway(config.gateway(), Math.min(loops, 16), config.host(), journal, suppressions, projector);
    }

    /** What the journal's thread tells at once: the list of who opted out, in the journal's order, and the projector. */
    private static final class Observer implements FactObserver {
        private final SuppressionList suppressions;
        private final AtomicReference<Projector> projector = new AtomicReference<>();

        Observer(SuppressionList suppressions) {
            this.suppressions = suppressions;
        }

        void wakes(Projector follower) {
            projector.set(follower);
        }

        @Override
        public void durable(long sequence, Fact fact) {
            suppressions.apply(fact);
        }

        @Override
        public void groupDurable(long sequence) {
            Projector follower = projector.get();
            if (follower != null) follower.wake();
        }
    }

    /** Takes up what was left, binds to the carriers, and lets ESMEs in. */
    public void start() {
        projector.start();
        gateway.startCarriers();
        takeUp(gateway.recovery());
        gateway.startServer();
        LOG.info("Momentum is ready: {} suppressed numbers, data in {}", suppressions.size(), config.dataDir());
    }

    private void takeUp(Recovery recovery) {
        long[] taken = new long[1];
        try (JournalReader reader = journal.read(journal.durableSequence() + 1)) {
            index.pending(pending -> {
                recovery.take(accepted(reader, pending), pending.attempts(), pending.attemptedCarrier());
                taken[0]++;
            });
        }
        if (taken[0] > 0) LOG.info("{} messages of an earlier run go on", taken[0]);
    }

    private static MtAccepted accepted(JournalReader reader, Pending pending) {
        Fact fact = reader.at(pending.accepted());
        if (fact instanceof MtAccepted accepted) return accepted;
        throw new IllegalStateException("the index names %s for an accepted message".formatted(pending.accepted()));
    }

    /** Where people look, by name. */
    public Map<String, String> places() {
        return Map.of();
    }

    /** Takes a new configuration: accounts, carriers, routes and words. Binds that it does not change stay up. */
    public synchronized List<String> reload(MomentumConfig next) {
        Reload changes = Reload.between(config, next);
        gateway.reload(next.gateway());
        config = next;
        LOG.info("Configuration reloaded: {}", changes);
        if (!changes.needsRestart().isEmpty()) LOG.warn("In force after a restart only: {}", changes.needsRestart());
        return changes.needsRestart();
    }

    public ChronicleJournal journal() {
        return journal;
    }

    public Index index() {
        return index;
    }

    public Projector projector() {
        return projector;
    }

    public SuppressionList suppressions() {
        return suppressions;
    }

    public Gateway gateway() {
        return gateway;
    }

    /** Drains, syncs and closes. */
    @Override
    public void close() {
        gateway.drain();
        gateway.close();
        projector.close();
        index.close();
        journal.close();
        LOG.info("Momentum has stopped");
    }
}
