package io.momentum.gateway.wire;

import io.momentum.gateway.Gateway;
import io.momentum.gateway.GatewayConfig;
import io.momentum.gateway.carrier.CarrierConfig;
import io.momentum.gateway.carrier.CarrierConfig.HostPort;
import io.momentum.gateway.carrier.CarrierConfig.Secret;
import io.momentum.gateway.codec.SegmentRules.Mode;
import io.momentum.gateway.flow.Circuit;
import io.momentum.gateway.intake.Country;
import io.momentum.gateway.intake.IntakeRules;
import io.momentum.gateway.intercept.InterceptConfig;
import io.momentum.gateway.net.ClientTlsConfig;
import io.momentum.gateway.net.TlsConfig;
import io.momentum.gateway.optout.AnswerTexts;
import io.momentum.gateway.optout.OptOutConfig;
import io.momentum.gateway.optout.ReviewTerms;
import io.momentum.gateway.optout.ShippedRules;
import io.momentum.gateway.path.MessageLookup;
import io.momentum.gateway.policy.AccountPolicies;
import io.momentum.gateway.policy.PolicyBook;
import io.momentum.gateway.portability.PortabilityConfig;
import io.momentum.gateway.profile.CarrierProfile;
import io.momentum.gateway.profile.FlowProfile;
import io.momentum.gateway.profile.FlowRules;
import io.momentum.gateway.profile.FlowRules.Retries;
import io.momentum.gateway.profile.FlowRules.Retry;
import io.momentum.gateway.profile.FlowRules.Throttle;
import io.momentum.gateway.profile.PartsProfile;
import io.momentum.gateway.profile.SessionProfile;
import io.momentum.gateway.profile.SessionProfile.BindMode;
import io.momentum.gateway.record.FlightRecorder;
import io.momentum.gateway.record.RecorderConfig;
import io.momentum.gateway.route.MoRouteConfig;
import io.momentum.gateway.route.NumberPlan;
import io.momentum.gateway.route.RouteConfig;
import io.momentum.gateway.server.AccessConfig;
import io.momentum.gateway.server.AccountConfig;
import io.momentum.gateway.server.AccountConfig.OnSuppressed;
import io.momentum.gateway.server.AccountConfig.OptOutReach;
import io.momentum.gateway.server.EsmeProfile;
import io.momentum.gateway.server.Password;
import io.momentum.gateway.server.ServerConfig;
import io.momentum.gateway.session.BindBudget;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.PartReceipts;
import io.momentum.store.fact.Fact.UnknownPolicy;
import io.momentum.store.index.Index;
import io.momentum.store.index.IndexOptions;
import io.momentum.store.index.Projector;
import io.momentum.store.index.ProjectorCounters;
import io.momentum.store.index.ProjectorOptions;
import io.momentum.store.journal.ChronicleJournal;
import io.momentum.store.journal.DiskMarks;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A whole gateway on loopback with a real journal: two event loops, a listener on a free port, the facts kept for looking at.
 * Made, used and closed by the test's thread.
 */
final class TestGateway implements AutoCloseable {

    static final String PASSWORD = "secret";
    private static final IndexOptions INDEX = new IndexOptions(64L << 20, 32L << 20);
    private static final long WITHIN_SECONDS = 20;

    final HeldJournal journal;
    final SuppressionList list = new SuppressionList();
    final StubFeed feed = new StubFeed();
    final Gateway gateway;
    private final @Nullable Index index;
    private final @Nullable Projector projector;
    private final Queue<Fact> facts = new ConcurrentLinkedQueue<>();
    private final Path dir;

    /** What to start; the defaults are small and quick. */
    static final class Setup {
        final List<AccountConfig> accounts = new ArrayList<>();
        final List<CarrierConfig> carriers = new ArrayList<>();
        Optional<String> confirmation = Optional.empty();
        AnswerTexts answers = AnswerTexts.NONE;
        ReviewTerms review = ReviewTerms.DEFAULT;
        int maxConnections = 100;
        int maxUnbound = 50;
        Duration bindTimeout = Duration.ofSeconds(5);
        Duration enquireLink = Duration.ofSeconds(30);
        Duration responseTimeout = Duration.ofSeconds(10);
        int deliverWindow = 10;
        boolean projected;
        PolicyBook policies = PolicyBook.NONE;
        InterceptConfig interception = InterceptConfig.NONE;
        List<MoRouteConfig> moRoutes = List.of();
        List<RouteConfig> routes = List.of();
        NumberPlan numbers = NumberPlan.EMPTY;
        PortabilityConfig portability = PortabilityConfig.NONE;
        RecorderConfig recorder = RecorderConfig.DEFAULT;
        AccessConfig access = new AccessConfig(1_000, 1_000, AccessConfig.Bans.DEFAULT, List.of());
        Optional<TlsConfig> tls = Optional.empty();

        Setup account(String systemId) {
            return account(systemId, 50, 100, 0, OnSuppressed.VENDOR_STATUS);
        }

        Setup account(String systemId, int maxBinds, int window, int ratePerSecond, OnSuppressed onSuppressed) {
            return account(systemId, Password.plain(PASSWORD), maxBinds, window, ratePerSecond, onSuppressed);
        }

        Setup account(
                String systemId, Password password, int maxBinds, int window, int rate, OnSuppressed onSuppressed) {
            List<String> senders = accounts.isEmpty() ? List.of("890123") : List.of();
            accounts.add(new AccountConfig(
                    new SystemId(systemId), password, List.of(), maxBinds, window, rate, senders, onSuppressed));
            return this;
        }

        /** Gives the account that was added last another profile. */
        Setup esme(EsmeProfile profile) {
            AccountConfig a = accounts.getLast();
            return last(profile, a.policies(), a.intake(), a.optOutReach());
        }

        /** Gives the account that was added last rules to keep to. */
        Setup policies(AccountPolicies keepTo) {
            AccountConfig a = accounts.getLast();
            return last(a.esme(), keepTo, a.intake(), a.optOutReach());
        }

        /** Gives the account that was added last other rules for what it submits. */
        Setup intake(IntakeRules rules) {
            AccountConfig a = accounts.getLast();
            return last(a.esme(), a.policies(), rules, a.optOutReach());
        }

        /** Says how far an opt-out reaches that answers the account that was added last. */
        Setup reach(OptOutReach reach) {
            AccountConfig a = accounts.getLast();
            return last(a.esme(), a.policies(), a.intake(), reach);
        }

        private Setup last(EsmeProfile esme, AccountPolicies policies, IntakeRules intake, OptOutReach reach) {
            AccountConfig a = accounts.removeLast();
            accounts.add(new AccountConfig(
                    a.systemId(),
                    a.password(),
                    a.allowFrom(),
                    a.maxBinds(),
                    a.window(),
                    a.ratePerSecond(),
                    a.senders(),
                    a.onSuppressed(),
                    a.priority(),
                    esme,
                    policies,
                    intake,
                    reach));
            return this;
        }

        /** With an index and a projector behind: receipts and subscribers' messages reach the ESMEs. */
        Setup projected() {
            projected = true;
            return this;
        }

        Setup carrier(CarrierConfig config) {
            carriers.add(config);
            return this;
        }

        TestGateway start() throws IOException {
            return new TestGateway(this);
        }

        private AnswerTexts texts() {
            return confirmation.map(AnswerTexts::confirming).orElse(answers);
        }

        private GatewayConfig config() {
            var listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            var server = new ServerConfig(
                    listen,
                    maxConnections,
                    maxUnbound,
                    70_000,
                    bindTimeout,
                    enquireLink,
                    responseTimeout,
                    deliverWindow,
                    access,
                    tls);
            List<CarrierId> ids = carriers.stream().map(CarrierConfig::id).toList();
            List<RouteConfig> toAll = ids.isEmpty() ? List.of() : List.of(new RouteConfig("*", ids));
            var optOut = new OptOutConfig(ShippedRules.config().rules(), texts(), review);
            return new GatewayConfig(
                    server,
                    accounts,
                    carriers,
                    routes.isEmpty() ? toAll : routes,
                    numbers,
                    moRoutes,
                    optOut,
                    policies,
                    BindBudget.Rules.DEFAULT,
                    interception,
                    portability);
        }
    }

    static Setup setup() {
        return new Setup();
    }

    /** A carrier with quick timers. Change single settings with the methods of {@link CarrierSetup}. */
    static CarrierSetup carrier(String id, int port) {
        return new CarrierSetup(id, port);
    }

    /** Settings of a carrier with quick timers. */
    static final class CarrierSetup {
        private final String id;
        private final int port;
        String host = "127.0.0.1";
        CarrierProfile profile = CarrierProfile.DEFAULT;
        BindMode mode = BindMode.TRANSCEIVER;
        int binds = 2;
        int window = 10;
        int rate;
        Duration enquireLink = Duration.ofSeconds(30);
        Duration responseTimeout = Duration.ofSeconds(10);
        int queue = 10_000;
        List<Integer> otherPorts = List.of();
        UnknownPolicy unknown = UnknownPolicy.HOLD;
        private Optional<ClientTlsConfig> tls = Optional.empty();
        Optional<Country> country = Optional.empty();

        /** Quick retries, and windows that fill with messages to one number. */
        FlowRules rules = FlowRules.DEFAULT
                .withOrdered(false)
                .withThrottle(new Throttle(1, 500))
                .withRetries(new Retries(new Retry(8, List.of(10L)), Map.of()))
                .withCircuit(Circuit.Rules.NEVER);

        CarrierSetup(String id, int port) {
            this.id = id;
            this.port = port;
        }

        CarrierSetup oneBind() {
            binds = 1;
            return this;
        }

        /** The same, over TLS. */
        CarrierConfig config(ClientTlsConfig secured) {
            tls = Optional.of(secured);
            return config();
        }

        /** Takes texts of any length in message_payload. */
        CarrierSetup wholePayloads() {
            profile = profile.with(new PartsProfile(Mode.PAYLOAD, 10, PartReceipts.ALL, Duration.ofMinutes(1)));
            return this;
        }

        /** Changes how it binds. */
        CarrierSetup session(Consumer<SessionProfile.Draft> change) {
            profile = profile.with(profile.session().with(change));
            return this;
        }

        private List<HostPort> hosts() {
            List<HostPort> hosts = new ArrayList<>(List.of(new HostPort(host, port)));
            for (int other : otherPorts) hosts.add(new HostPort("127.0.0.1", other));
            return hosts;
        }

        CarrierConfig config() {
            return new CarrierConfig(
                    new CarrierId(id),
                    hosts(),
                    "momentum",
                    new Secret(PASSWORD),
                    binds,
                    rate,
                    queue,
                    64L << 20,
                    profile.with(FlowProfile.DEFAULT
                                    .withWindow(window)
                                    .withResponseTimeout(responseTimeout)
                                    .withUnknownPolicy(unknown)
                                    .withRules(rules))
                            .with(profile.session().with(session -> {
                                session.bind = mode;
                                session.enquireLink = enquireLink;
                                session.reconnectMin = Duration.ofMillis(20);
                                session.reconnectMax = Duration.ofMillis(100);
                            })),
                    tls,
                    country);
        }
    }

    private TestGateway(Setup setup) throws IOException {
        dir = Files.createTempDirectory("momentum-wire");
        FactObserver observer = (sequence, fact) -> {
            list.apply(sequence, fact);
            facts.add(fact);
        };
        var options = JournalOptions.defaults()
                .withDisk(DiskMarks.of(0))
                .withBlocks(JournalOptions.BLOCK_MIN_BYTES, 0)
                .withObserver(observer);
        journal = new HeldJournal(ChronicleJournal.open(dir, Durability.PAGE_CACHE, options));
        index = setup.projected ? Index.open(dir.resolve("index"), INDEX, journal) : null;
        projector = index == null ? null : follower(index);
        MessageLookup lookup = index == null ? mtId -> Optional.empty() : MessageLookup.in(index, journal);
        gateway = new Gateway(
                setup.config(),
                2,
                new MessageId.Space(1, 0),
                journal,
                list,
                projector == null ? feed : projector,
                projector == null ? StubFeed.NO_MATCHES : projector,
                new FlightRecorder(setup.recorder, dir.resolve("records")),
                lookup);
        gateway.startCarriers();
        gateway.startServer();
    }

    private Projector follower(Index followed) {
        var made = new Projector(journal, followed, ProjectorOptions.DEFAULT, new ProjectorCounters(), failure -> {});
        made.start();
        return made;
    }

    /** Whether all that is durable is in the index. */
    boolean isFolded() {
        return Objects.requireNonNull(index).lastSequence() == journal.durableSequence();
    }

    /** Segments that a start would take up. */
    int segmentsInIndex() {
        var count = new AtomicInteger();
        Objects.requireNonNull(index).moSegments(segment -> count.incrementAndGet());
        return count.get();
    }

    int port() {
        return gateway.server().address().getPort();
    }

    /** A bound transceiver, SMPP 3.4. */
    RawPeer bind(String systemId) throws IOException {
        return RawPeer.bound(port(), Pdus.BIND_TRX, systemId, 0x34);
    }

    /** Takes the accounts and carriers of another setup. */
    void reload(Setup setup) {
        gateway.reload(setup.config());
    }

    /** Where recordings are written. */
    Path records() {
        return dir.resolve("records");
    }

    List<Fact> facts() {
        return List.copyOf(facts);
    }

    <T extends Fact> List<T> facts(Class<T> kind) {
        return facts.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    long count(Predicate<Fact> which) {
        return facts.stream().filter(which).count();
    }

    Gateway gateway() {
        return gateway;
    }

    io.momentum.gateway.carrier.CarrierCounters carrier(String id) {
        return carrierOf(id).counters();
    }

    io.momentum.gateway.carrier.Carrier carrierOf(String id) {
        var carrier = gateway.carriers().get(new CarrierId(id));
        if (carrier == null) throw new IllegalArgumentException(id);
        return carrier;
    }

    /** Waits until something is so, or fails. */
    static void until(String what, BooleanSupplier isSo) {
        until(WITHIN_SECONDS, what, isSo);
    }

    /** Waits so many seconds at most. */
    static void until(long seconds, String what, BooleanSupplier isSo) {
        long deadline = System.nanoTime() + seconds * 1_000_000_000L;
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) throw new AssertionError("not within " + seconds + " s: " + what);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Override
    public void close() throws IOException {
        gateway.close();
        if (projector != null) projector.close();
        if (index != null) index.close();
        journal.close();
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
