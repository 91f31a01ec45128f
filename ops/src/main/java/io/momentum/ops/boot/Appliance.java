package io.momentum.ops.boot;

import io.momentum.gateway.Gateway;
import io.momentum.gateway.path.MessageLookup;
import io.momentum.gateway.path.OptOutAnswers;
import io.momentum.gateway.path.Recovery;
import io.momentum.gateway.path.Recovery.Known;
import io.momentum.gateway.path.Recovery.LeftPart;
import io.momentum.gateway.record.FlightRecorder;
import io.momentum.gateway.route.Network;
import io.momentum.ops.api.AdminApi;
import io.momentum.ops.api.ApiParts;
import io.momentum.ops.api.Build;
import io.momentum.ops.api.LocalToken;
import io.momentum.ops.backup.BackupException;
import io.momentum.ops.backup.Backups;
import io.momentum.ops.backup.DataFormat;
import io.momentum.ops.backup.RestoreMark;
import io.momentum.ops.campaign.CampaignPurposes;
import io.momentum.ops.campaign.CampaignSender;
import io.momentum.ops.care.CardZones;
import io.momentum.ops.care.Care;
import io.momentum.ops.care.CareCounters;
import io.momentum.ops.care.CareFold;
import io.momentum.ops.care.Lessons;
import io.momentum.ops.care.Playbook;
import io.momentum.ops.config.ClassifyFiles;
import io.momentum.ops.config.ConfigException;
import io.momentum.ops.config.MomentumConfig;
import io.momentum.ops.config.Reload;
import io.momentum.ops.evidence.Evidence;
import io.momentum.ops.evidence.EvidenceFold;
import io.momentum.ops.followup.FollowupConfig;
import io.momentum.ops.inbox.Inbox;
import io.momentum.ops.kpi.KpiFold;
import io.momentum.ops.learning.History;
import io.momentum.ops.learning.Learning;
import io.momentum.ops.learning.Learning.Judge;
import io.momentum.ops.learning.Nightly;
import io.momentum.ops.metrics.MetricsParts;
import io.momentum.ops.metrics.MetricsServer;
import io.momentum.ops.metrics.Reloads;
import io.momentum.ops.optout.OverdueReviews;
import io.momentum.ops.report.Kpis;
import io.momentum.ops.retention.Retention;
import io.momentum.ops.retention.RetentionParts;
import io.momentum.ops.search.SearchFold;
import io.momentum.ops.webhook.WebhookFold;
import io.momentum.ops.webhook.WebhookParts;
import io.momentum.ops.webhook.Webhooks;
import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.MtReplaced;
import io.momentum.store.fact.Fact.MtSplit;
import io.momentum.store.index.Index;
import io.momentum.store.index.IndexOptions;
import io.momentum.store.index.Projector;
import io.momentum.store.index.ProjectorCounters;
import io.momentum.store.index.ProjectorOptions;
import io.momentum.store.index.Views.Pending;
import io.momentum.store.index.Views.PendingParts;
import io.momentum.store.journal.ChronicleJournal;
import io.momentum.store.journal.FactObserver;
import io.momentum.store.journal.JournalOptions;
import io.momentum.store.journal.JournalReader;
import io.momentum.store.journal.Position;
import io.momentum.store.suppression.Purpose;
import io.momentum.store.suppression.SuppressionList;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.MessageId;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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
    /** Each makes ids of its own; the two behind them are those of follow-up and of bulk changes. */
    private static final int LOOPS_MAX = MessageId.SOURCE_MAX - 1;
    /** How long the index may take from one word of its progress to the next. */
    private static final long CLOCK_BEHIND_MICROS = 5_000_000;

    private static final Duration FOLD_MAX = Duration.ofMinutes(2);
    /** Stands for the carrier to which a message may have gone after the backup that it came out of; none has the name. */
    private static final CarrierId SINCE_BACKUP = new CarrierId("since.backup");

    private final SuppressionList suppressions;
    private final CareCounters careCounters = new CareCounters(new KpiFold());
    private final ChronicleJournal journal;
    private final Index index;
    private final Projector projector;
    private final Gateway gateway;
    private final CardZones contactZones;
    private final Learning learning;
    private final Nightly nightly;
    private final Care care;
    private final CampaignSender campaigns;
    private final OverdueReviews reviews;
    private final Webhooks webhooks;
    private final Kpis kpis;
    private final Evidence evidence;
    private final Backups backups;
    private final Retention retention;
    private final AdminApi api;
    private final ServiceManager manager;
    private final Watchdog watchdog;
    private final Reloads reloads = new Reloads(System.currentTimeMillis());
    private final Configuration source;
    private @Nullable MetricsServer metrics;
    private boolean closed;

    /** Without anybody who is told how it goes. */
    public Appliance(Configuration source, Consumer<Throwable> onFailure) throws ConfigException, IOException {
        this(source, onFailure, ServiceManager.NONE);
    }

    /**
     * Opens the data directory and puts everything together.
     *
     * @param source where the configuration comes from, at the start and at each reload
     * @param onFailure told once if the journal stops on a fault: the process must end
     * @param manager told how the start, the run, the reloads and the end go
     */
    public Appliance(Configuration source, Consumer<Throwable> onFailure, ServiceManager manager)
            throws ConfigException, IOException {
        this.source = source;
        this.manager = manager;
        config = source.read();
        suppressions = new SuppressionList();
        Path dir = config.dataDir();
        Files.createDirectories(dir);
        var preparing = new Preparing(System::nanoTime, this::goesForward);
        enter(dir, preparing);
        var observer = new Observer(suppressions);
        JournalOptions options = JournalOptions.defaults()
                .withDisk(config.disk())
                .withObserver(observer)
                .withScanning(preparing)
                .withOnFailure(onFailure);
        journal = ChronicleJournal.open(dir.resolve("journal"), config.durability(), options);
        index = Index.open(dir.resolve("index"), IndexOptions.DEFAULT, journal);
        var careFold = new CareFold(careCounters);
        var webhookFold = new WebhookFold();
        var evidenceFold = new EvidenceFold();
        projector = new Projector(
                journal,
                index,
                ProjectorOptions.DEFAULT,
                new ProjectorCounters(),
                List.of(careFold, new SearchFold(careFold), webhookFold, evidenceFold),
                onFailure);
        projector.catchUp(
                new Catching(index.lastSequence(), journal.durableSequence(), System::nanoTime, this::goesForward));
        observer.wakes(projector);
        index.loadSuppressions(suppressions::add);
        index.optOuts().loadHeld(suppressions::hold);
        int loops = Math.clamp(Runtime.getRuntime().availableProcessors(), 2, LOOPS_MAX);
        MessageId.Space ids = ids(config.host(), index.newestMicros());
        gateway = new Gateway(
                config.gateway(),
                loops,
                ids,
                journal,
                suppressions,
                projector,
                projector,
                new FlightRecorder(config.recorder(), dir.resolve("records")),
                MessageLookup.in(index, journal));
        contactZones = new CardZones(gateway.policies(), index::shelf);
        careFold.onContacts(contactZones);
        learning = new Learning(
                LearnedClassifier.of(config.followup().classify()),
                new Judge(ClassifyFiles.heldOut(), ClassifyFiles.golden()),
                new Lessons(index, journal),
                new History(index::shelf),
                this::recordOne,
                Appliance::nowMicros);
        nightly = new Nightly(learning, Clock.systemUTC());
        care = new Care(
                careFold,
                journal,
                index,
                ids,
                Playbook.of(config.followup(), learning),
                gateway::optOutWords,
                Appliance::nowMicros);
        campaigns = new CampaignSender(gateway, suppressions, index, care);
        reviews = new OverdueReviews(gateway, index, suppressions);
        kpis = new Kpis(index::shelf, journal, dir.resolve("as-of"));
        webhooks =
                new Webhooks(new WebhookParts(journal, index, config.host(), Appliance::nowMicros), care, webhookFold);
        evidence = new Evidence(
                evidenceFold, dir.resolve("evidence"), config.signingKey(), journal, index, care, Appliance::nowMicros);
        var files = new ReentrantLock();
        backups = new Backups(dir, journal, index, config.disk().lowBytes(), Build.version(), files);
        retention = new Retention(
                config.retention(),
                new RetentionParts(
                        journal,
                        index,
                        files,
                        digits -> evidence.heldBecause(digits).isPresent(),
                        webhooks::firstOwed,
                        evidence::firstOwed,
                        System::currentTimeMillis));
        var parts = new ApiParts(
                gateway,
                journal,
                suppressions,
                index,
                care,
                learning,
                campaigns,
                webhooks,
                kpis,
                evidence,
                backups,
                retention,
                this::reload);
        var inbox = new Inbox(dir.resolve("uploads"), config.inbox());
        api = new AdminApi(config.admin(), List.of(LocalToken.write(dir)), parts, inbox);
        watchdog = new Watchdog(
                manager,
                Pulse.of(gateway.loops().all(), journal, projector),
                new StatusLine(gateway, reloads, System::nanoTime));
    }

    private void goesForward(String progress) {
        LOG.info(progress);
        manager.stillStarting(FOLD_MAX, "starting: " + progress);
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
            suppressions.apply(sequence, fact);
        }

        @Override
        public void groupDurable(long sequence) {
            Projector follower = projector.get();
            if (follower != null) follower.wake();
        }
    }

    /** Takes up what was left, binds to the carriers, and lets ESMEs in. */
    public void start() throws IOException {
        projector.start();
        index.moSegments(gateway::takeUp);
        config.gateway().warnings(LocalDate.now(ZoneOffset.UTC)).forEach(LOG::warn);
        long answeredSince = nowMicros() - TimeUnit.MILLISECONDS.toMicros(OptOutAnswers.REMEMBERED.toMillis());
        index.optOuts().answersSince(answeredSince, gateway::takeUp);
        contactZones.load();
        RecipientMemory.restore(gateway, index.policyMemory(), nowMicros());
        gateway.startCarriers();
        takeUp(gateway.recovery());
        LateMessages.remember(gateway.accounts(), journal);
        gateway.startServer();
        nightly.start();
        planLearning(config.followup());
        care.start();
        evidence.start();
        ReceiptRetention.start(gateway.loops().any(), config.keepUnmatched());
        pauseAfterRestore();
        campaigns.start();
        reviews.start();
        webhooks.reload(config.webhooks());
        retention.start();
        api.start();
        startMetrics();
        watchdog.start();
        manager.ready();
        LOG.info("Momentum is ready: {} suppressed numbers, data in {}", suppressions.size(), config.dataDir());
    }

    private void planLearning(FollowupConfig followup) {
        nightly.plan(followup.learnAt(), followup.conversations().zone());
    }

    private CompletableFuture<?> recordOne(CareFact fact) {
        return care.record(0, List.of(fact));
    }

    private void startMetrics() throws IOException {
        var parts = new MetricsParts(
                Build.version(),
                config.dataDir(),
                gateway,
                journal,
                index,
                projector,
                suppressions,
                evidence,
                care,
                careCounters,
                api.counters(),
                webhooks,
                retention,
                reloads);
        metrics = new MetricsServer(config.metrics(), parts);
        metrics.start();
    }

    /** Data of a newer program, or of one that runs, are not touched. */
    private static void enter(Path dir, Preparing preparing) throws IOException {
        try {
            DataFormat.enter(dir, Build.version(), preparing);
        } catch (BackupException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Whoever made the backup may have written to the rest of a campaign since: people look before it goes on. */
    private void pauseAfterRestore() throws IOException {
        Optional<RestoreMark> mark = RestoreMark.of(config.dataDir());
        if (mark.isEmpty() || !mark.get().campaignsRun()) return;
        campaigns
                .orders()
                .pauseAll("restored from a backup: see first who was written to since")
                .join();
        mark.get().campaignsPaused(config.dataDir());
    }

    private void takeUp(Recovery recovery) throws IOException {
        Optional<RestoreMark> restored = RestoreMark.of(config.dataDir());
        long[] taken = new long[1];
        var purposes = new CampaignPurposes(index.shelf());
        try (JournalReader reader = journal.read(journal.durableSequence() + 1)) {
            index.pending(pending -> {
                takeUp(recovery, reader, pending, purposes.of(pending.campaign()), restored);
                taken[0]++;
            });
        }
        if (taken[0] > 0) LOG.info("{} messages of an earlier run go on", taken[0]);
    }

    private static void takeUp(
            Recovery recovery,
            JournalReader reader,
            Pending pending,
            @Nullable Purpose campaign,
            Optional<RestoreMark> restored) {
        MtAccepted accepted = accepted(reader, pending);
        boolean mayHaveLeft = restored.isPresent() && restored.get().covers(accepted.atMicros());
        Network network = pending.network().isEmpty() ? null : Network.parse(pending.network());
        var known = new Known(pending.campaign(), network, pending.wantedCarrier(), pending.purpose(), campaign);
        PendingParts parts = pending.parts();
        if (parts == null) {
            recovery.take(
                    accepted,
                    known,
                    pending.attempts(),
                    attempted(pending.attemptedCarrier(), mayHaveLeft),
                    pending.refusedBy());
            return;
        }
        if (!(reader.at(parts.split()) instanceof MtSplit split)) {
            throw new IllegalStateException("the index names %s for a message's parts".formatted(parts.split()));
        }
        List<LeftPart> left = parts.parts().stream()
                .map(part ->
                        new LeftPart(part.open(), part.attempts(), attempted(part.attemptedCarrier(), mayHaveLeft)))
                .toList();
        recovery.take(accepted, known, split, left, pending.refusedBy());
    }

    /** Where a message was written to last without an answer; of one that a backup had waiting, nobody knows. */
    private static @Nullable CarrierId attempted(@Nullable CarrierId known, boolean mayHaveLeft) {
        return mayHaveLeft ? SINCE_BACKUP : known;
    }

    /** What was accepted; where its ESME has replaced it since, with what it is now. */
    private static MtAccepted accepted(JournalReader reader, Pending pending) {
        if (!(reader.at(pending.accepted()) instanceof MtAccepted accepted)) {
            throw new IllegalStateException("the index names %s for an accepted message".formatted(pending.accepted()));
        }
        Position replaced = pending.replaced();
        if (replaced == null) return accepted;
        if (reader.at(replaced) instanceof MtReplaced instead) return accepted.replacedBy(instead);
        throw new IllegalStateException("the index names %s for a replaced message".formatted(replaced));
    }

    private static MessageId.Space ids(int host, long newestMicros) {
        long now = nowMicros();
        if (newestMicros > now + CLOCK_BEHIND_MICROS)
            LOG.warn(
                    "The clock of this host is {} s behind the last message here; look at its time synchronisation",
                    (newestMicros - now) / 1_000_000);
        return MessageId.Space.since(host, newestMicros, now);
    }

    private static long nowMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    /** Where people look, by name. */
    public Map<String, String> places() {
        Map<String, String> places = new LinkedHashMap<>();
        places.put("Metrics", url(config.metrics().listen(), metrics == null ? 0 : metrics.port()) + "/metrics");
        places.put("Inbox", url(config.admin().listen(), api.port()) + "/inbox");
        places.put("API", url(config.admin().listen(), api.port()) + "/v1/openapi.yaml");
        places.put("Token", config.dataDir().resolve("admin.token").toString());
        return places;
    }

    private static String url(InetSocketAddress listen, int port) {
        return "http://%s:%d".formatted(listen.getHostString(), port);
    }

    /**
     * Reads the configuration again: accounts, carriers, routes, words and tokens. Binds that it does not change stay up; a
     * configuration with an error in it changes nothing.
     *
     * @return what is another now
     */
    public synchronized Reload reload() throws ConfigException {
        if (closed) return Reload.NOTHING;
        manager.reloading();
        try {
            return takeAgain();
        } finally {
            manager.ready();
        }
    }

    private Reload takeAgain() throws ConfigException {
        MomentumConfig next = readAgain();
        Reload changes = Reload.between(config, next);
        gateway.reload(next.gateway());
        contactZones.load();
        care.reload(Playbook.of(next.followup(), learning));
        planLearning(next.followup());
        webhooks.reload(next.webhooks());
        api.replaceTokens(next.admin().tokens());
        config = next;
        reloads.succeeded(System.currentTimeMillis());
        LOG.info("Configuration reloaded: {}", changes);
        next.gateway().warnings(LocalDate.now(ZoneOffset.UTC)).forEach(LOG::warn);
        if (!changes.needsRestart().isEmpty()) LOG.warn("In force after a restart only: {}", changes.needsRestart());
        return changes;
    }

    private MomentumConfig readAgain() throws ConfigException {
        try {
            return source.read();
        } catch (ConfigException e) {
            reloads.failed();
            LOG.error("The configuration is not reloaded, the old one stays in force:\n{}", e.getMessage());
            throw e;
        }
    }

    /** Where a configuration comes from. */
    @FunctionalInterface
    public interface Configuration {
        MomentumConfig read() throws ConfigException;
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

    public Learning learning() {
        return learning;
    }

    public Care care() {
        return care;
    }

    public Evidence evidence() {
        return evidence;
    }

    /** Drains, syncs and closes. */
    @Override
    public synchronized void close() {
        closed = true;
        manager.stopping();
        watchdog.close();
        if (metrics != null) metrics.close();
        api.close();
        retention.close();
        backups.close();
        kpis.close();
        campaigns.close();
        reviews.close();
        gateway.drain();
        gateway.close();
        nightly.close();
        evidence.close();
        care.close();
        webhooks.close();
        projector.close();
        index.close();
        journal.close();
        LOG.info("Momentum has stopped");
    }
}
