package io.momentum.ops;

import io.momentum.gateway.Gateway;
import io.momentum.gateway.GatewayConfig;
import io.momentum.gateway.carrier.CarrierConfig;
import io.momentum.gateway.path.MessageLookup;
import io.momentum.gateway.profile.CarrierProfile;
import io.momentum.gateway.record.FlightRecorder;
import io.momentum.gateway.record.RecorderConfig;
import io.momentum.gateway.route.RouteConfig;
import io.momentum.gateway.server.AccountConfig;
import io.momentum.gateway.server.Password;
import io.momentum.gateway.server.ServerConfig;
import io.momentum.ops.access.Role;
import io.momentum.ops.api.AdminApi;
import io.momentum.ops.api.AdminConfig;
import io.momentum.ops.api.ApiParts;
import io.momentum.ops.api.LocalToken;
import io.momentum.ops.api.Reloading;
import io.momentum.ops.api.TokenConfig;
import io.momentum.ops.api.TokenHash;
import io.momentum.ops.backup.Backups;
import io.momentum.ops.campaign.CampaignSender;
import io.momentum.ops.care.Care;
import io.momentum.ops.care.CareCounters;
import io.momentum.ops.care.CareFold;
import io.momentum.ops.care.Lessons;
import io.momentum.ops.care.Playbook;
import io.momentum.ops.config.ClassifyFiles;
import io.momentum.ops.config.OptOutFiles;
import io.momentum.ops.config.Reload;
import io.momentum.ops.evidence.Evidence;
import io.momentum.ops.evidence.EvidenceFold;
import io.momentum.ops.followup.FollowupConfig;
import io.momentum.ops.followup.classify.Classifier;
import io.momentum.ops.inbox.Inbox;
import io.momentum.ops.inbox.InboxConfig;
import io.momentum.ops.kpi.KpiFold;
import io.momentum.ops.learning.History;
import io.momentum.ops.learning.Learning;
import io.momentum.ops.learning.Learning.Judge;
import io.momentum.ops.metrics.MetricsConfig;
import io.momentum.ops.metrics.MetricsParts;
import io.momentum.ops.metrics.MetricsServer;
import io.momentum.ops.metrics.Reloads;
import io.momentum.ops.report.Kpis;
import io.momentum.ops.retention.Retention;
import io.momentum.ops.retention.RetentionConfig;
import io.momentum.ops.retention.RetentionParts;
import io.momentum.ops.search.SearchFold;
import io.momentum.ops.webhook.WebhookFold;
import io.momentum.ops.webhook.WebhookParts;
import io.momentum.ops.webhook.Webhooks;
import io.momentum.store.fact.Fact;
import io.momentum.store.index.Index;
import io.momentum.store.index.IndexOptions;
import io.momentum.store.index.Projector;
import io.momentum.store.index.ProjectorCounters;
import io.momentum.store.index.ProjectorOptions;
import io.momentum.store.journal.ChronicleJournal;
import io.momentum.store.journal.Durability;
import io.momentum.store.journal.FactObserver;
import io.momentum.store.journal.JournalOptions;
import io.momentum.store.suppression.SuppressionList;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.MessageId;
import io.momentum.store.value.SystemId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Journal, suppression list, gateway and API in a directory, on loopback and free ports. The accounts are {@code acme} and
 * {@code other}, the one carrier is {@code telco}; it is not there unless its port is given, so that messages wait.
 */
public final class TestAppliance implements AutoCloseable {

    /**
     * What a configuration may say.
     *
     * @param inbox the API listens on the port of its public URL
     */
    public record Setup(FollowupConfig followup, InboxConfig inbox, RetentionConfig retention) {

        private static final RetentionConfig MESSAGES_ONLY =
                new RetentionConfig(Optional.of(RetentionConfig.MESSAGES_MIN), Optional.empty());

        public static final Setup PLAIN = new Setup(FollowupConfig.OFF, InboxConfig.NONE);

        public Setup(FollowupConfig followup, InboxConfig inbox) {
            this(followup, inbox, MESSAGES_ONLY);
        }

        public Setup keeping(RetentionConfig other) {
            return new Setup(followup, inbox, other);
        }

        private InetSocketAddress listen() {
            return inbox.publicUrl()
                    .map(url -> new InetSocketAddress(InetAddress.getLoopbackAddress(), url.getPort()))
                    .orElse(loopback());
        }
    }

    /** A reload that changes nothing. */
    public static final Reloading STAYS = () -> Reload.NOTHING;

    /** Tokens by what they may; each is its own name. */
    public static final List<String> TOKENS = List.of("viewer", "operator", "admin", "acme", "other");

    /** What is written to this number is the account's own; other numbers are nobody's. */
    public static final String NUMBER_OF_ACME = "890555";

    private static final Supplier<Classifier> CLASSIFIER = new Learned();

    private final SuppressionList suppressions = new SuppressionList();
    private final ChronicleJournal journal;
    private final CareCounters careCounters = new CareCounters(new KpiFold());
    private final Index index;
    private final Projector projector;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Gateway gateway;
    private final Care care;
    private final CampaignSender campaigns;
    private final Webhooks webhooks;
    private final Kpis kpis;
    private final Evidence evidence;
    private final Retention retention;
    private final AtomicLong aheadMillis = new AtomicLong();
    private final AdminApi api;
    private final Reloads reloads = new Reloads(0);
    private final MetricsServer metrics;

    private TestAppliance(Path dir, CarrierConfig carrier, Reloading reloading, Setup setup) throws IOException {
        var observer = new Observer(suppressions);
        JournalOptions options = JournalOptions.defaults()
                .withBlocks(JournalOptions.BLOCK_MIN_BYTES, 0)
                .withObserver(observer)
                .withOnFailure(failure::set);
        journal = ChronicleJournal.open(dir.resolve("journal"), Durability.PAGE_CACHE, options);
        index = Index.open(dir.resolve("index"), new IndexOptions(32 << 20, 16 << 20), journal);
        var careFold = new CareFold(careCounters);
        var webhookFold = new WebhookFold();
        var evidenceFold = new EvidenceFold();
        projector = new Projector(
                journal,
                index,
                ProjectorOptions.DEFAULT,
                new ProjectorCounters(),
                List.of(careFold, new SearchFold(careFold), webhookFold, evidenceFold),
                failure::set);
        projector.catchUp(sequence -> {});
        observer.projector.set(projector);
        index.loadSuppressions(suppressions::add);
        projector.start();
        gateway = new Gateway(
                config(carrier),
                2,
                new MessageId.Space(0, 0),
                journal,
                suppressions,
                projector,
                projector,
                new FlightRecorder(RecorderConfig.DEFAULT, dir.resolve("records")),
                MessageLookup.in(index, journal));
        gateway.startCarriers();
        gateway.startServer();
        care = new Care(
                careFold,
                journal,
                index,
                new MessageId.Space(0, 0),
                Playbook.of(setup.followup, CLASSIFIER),
                gateway::optOutWords,
                () -> System.currentTimeMillis() * 1_000);
        care.start();
        campaigns = new CampaignSender(gateway, suppressions, index, care);
        kpis = new Kpis(index::shelf, journal, dir.resolve("as-of"));
        webhooks = new Webhooks(
                new WebhookParts(journal, index, 0, () -> System.currentTimeMillis() * 1_000), care, webhookFold);
        evidence = new Evidence(
                evidenceFold,
                dir.resolve("evidence"),
                Optional.empty(),
                journal,
                index,
                care,
                () -> System.currentTimeMillis() * 1_000);
        evidence.start();
        // Its key is a fact too: whoever counts facts has it behind him.
        evidence.settled().join();
        var files = new ReentrantLock();
        retention = new Retention(
                setup.retention(),
                new RetentionParts(
                        journal,
                        index,
                        files,
                        digits -> evidence.heldBecause(digits).isPresent(),
                        webhooks::firstOwed,
                        evidence::firstOwed,
                        () -> System.currentTimeMillis() + aheadMillis.get()));
        retention.start();
        var parts = new ApiParts(
                gateway,
                journal,
                suppressions,
                index,
                care,
                learning(),
                campaigns,
                webhooks,
                kpis,
                evidence,
                new Backups(dir, journal, index, 0, "test", files),
                retention,
                reloading);
        api = new AdminApi(
                new AdminConfig(setup.listen(), tokens()),
                List.of(LocalToken.write(dir)),
                parts,
                new Inbox(dir.resolve("uploads"), setup.inbox));
        campaigns.start();
        api.start();
        metrics = new MetricsServer(
                new MetricsConfig(loopback()),
                new MetricsParts(
                        "test",
                        dir,
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
                        reloads));
        metrics.start();
    }

    private Learning learning() {
        var learning = new Learning(
                CLASSIFIER,
                new Judge(ClassifyFiles.heldOut(), ClassifyFiles.golden()),
                new Lessons(index, journal),
                new History(index::shelf),
                fact -> care.record(0, List.of(fact)),
                () -> System.currentTimeMillis() * 1_000);
        learning.restore();
        return learning;
    }

    public static TestAppliance start(Path dir) throws IOException {
        return start(dir, 1, STAYS);
    }

    public static TestAppliance start(Path dir, int carrierPort, Reloading reloading) throws IOException {
        return new TestAppliance(dir, carrier(carrierPort, CarrierProfile.DEFAULT), reloading, Setup.PLAIN);
    }

    public static TestAppliance start(Path dir, int carrierPort, Setup setup) throws IOException {
        return new TestAppliance(dir, carrier(carrierPort, CarrierProfile.DEFAULT), STAYS, setup);
    }

    public static TestAppliance start(Path dir, int carrierPort, CarrierProfile profile) throws IOException {
        return new TestAppliance(dir, carrier(carrierPort, profile), STAYS, Setup.PLAIN);
    }

    public Gateway gateway() {
        return gateway;
    }

    public Care care() {
        return care;
    }

    /** Subscriptions to events; none until they are loaded. */
    public Webhooks webhooks() {
        return webhooks;
    }

    public Evidence evidence() {
        return evidence;
    }

    /** What lets go messages after forty days. */
    public Retention retention() {
        return retention;
    }

    /** For what is too old, it is later from now on. */
    public void grow(Duration older) {
        aheadMillis.addAndGet(older.toMillis());
    }

    public SuppressionList suppressions() {
        return suppressions;
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

    public AdminApi api() {
        return api;
    }

    public Reloads reloads() {
        return reloads;
    }

    public MetricsServer metrics() {
        return metrics;
    }

    /** Where metrics and health are. */
    public String metricsUrl() {
        return "http://127.0.0.1:" + metrics.port();
    }

    /** Where the API is. */
    public String url() {
        return "http://127.0.0.1:" + api.port();
    }

    private static GatewayConfig config(CarrierConfig carrier) {
        return new GatewayConfig(
                ServerConfig.defaults(loopback()),
                List.of(account("acme", List.of(NUMBER_OF_ACME)), account("other", List.of())),
                List.of(carrier),
                List.of(new RouteConfig("1", List.of(new CarrierId("telco")))),
                OptOutFiles.shipped());
    }

    private static AccountConfig account(String name, List<String> senders) {
        return new AccountConfig(
                new SystemId(name),
                Password.plain("secret"),
                List.of(),
                4,
                100,
                0,
                senders,
                AccountConfig.OnSuppressed.VENDOR_STATUS);
    }

    private static CarrierConfig carrier(int port, CarrierProfile profile) {
        return new CarrierConfig(
                new CarrierId("telco"),
                List.of(new CarrierConfig.HostPort("127.0.0.1", port)),
                "momentum",
                new CarrierConfig.Secret("secret"),
                2,
                0,
                20,
                1 << 20,
                profile);
    }

    private static List<TokenConfig> tokens() {
        return List.of(
                token("viewer", Role.VIEWER, null),
                token("operator", Role.OPERATOR, null),
                token("admin", Role.ADMIN, null),
                token("acme", Role.OPERATOR, "acme"),
                token("other", Role.OPERATOR, "other"));
    }

    private static TokenConfig token(String name, Role role, String account) {
        return new TokenConfig(
                name, role, TokenHash.of(name), Optional.ofNullable(account).map(SystemId::new));
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** Learns once for all tests of a process. */
    private static final class Learned implements Supplier<Classifier> {
        private @Nullable Classifier classifier;

        @Override
        public synchronized Classifier get() {
            if (classifier == null) classifier = ClassifyFiles.shipped();
            return classifier;
        }
    }

    private static final class Observer implements FactObserver {
        private final SuppressionList suppressions;
        private final AtomicReference<@Nullable Projector> projector = new AtomicReference<>();

        Observer(SuppressionList suppressions) {
            this.suppressions = suppressions;
        }

        @Override
        public void durable(long sequence, Fact fact) {
            suppressions.apply(sequence, fact);
        }

        @Override
        public void groupDurable(long lastSequence) {
            Projector follower = projector.get();
            if (follower != null) follower.wake();
        }
    }

    @Override
    public void close() {
        metrics.close();
        api.close();
        retention.close();
        kpis.close();
        campaigns.close();
        gateway.close();
        evidence.close();
        care.close();
        webhooks.close();
        projector.close();
        index.close();
        journal.close();
        Throwable fault = failure.get();
        if (fault != null) throw new IllegalStateException("the appliance failed", fault);
    }
}
