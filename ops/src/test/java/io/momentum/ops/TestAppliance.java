package io.momentum.ops;

import io.momentum.gateway.Gateway;
import io.momentum.gateway.GatewayConfig;
import io.momentum.gateway.carrier.CarrierConfig;
import io.momentum.gateway.optout.OptOutConfig;
import io.momentum.gateway.route.RouteConfig;
import io.momentum.gateway.server.AccountConfig;
import io.momentum.gateway.server.Password;
import io.momentum.gateway.server.ServerConfig;
import io.momentum.ops.api.AdminApi;
import io.momentum.ops.api.AdminConfig;
import io.momentum.ops.api.ApiIndex;
import io.momentum.ops.api.ApiParts;
import io.momentum.ops.api.Reloading;
import io.momentum.ops.api.Role;
import io.momentum.ops.api.TokenConfig;
import io.momentum.ops.api.TokenHash;
import io.momentum.store.fact.Fact.UnknownPolicy;
import io.momentum.store.journal.ChronicleJournal;
import io.momentum.store.journal.Durability;
import io.momentum.store.journal.JournalOptions;
import io.momentum.store.outbox.OutboxFeed;
import io.momentum.store.suppression.SuppressionList;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.SystemId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Journal, suppression list, gateway and API in a directory, on loopback and free ports. The accounts are {@code acme} and
 * {@code other}, the one carrier is {@code telco}; it is not there unless its port is given, so that messages wait.
 */
public final class TestAppliance implements AutoCloseable {

    /** Tokens by what they may; each is its own name. */
    public static final List<String> TOKENS = List.of("viewer", "operator", "admin", "acme", "other");

    private final SuppressionList suppressions = new SuppressionList();
    private final ChronicleJournal journal;
    private final MemoryIndex index;
    private final Gateway gateway;
    private final AdminApi api;

    private TestAppliance(Path dir, int carrierPort, Reloading reloading) throws IOException {
        JournalOptions options = JournalOptions.defaults()
                .withBlocks(JournalOptions.BLOCK_MIN_BYTES, 0)
                .withObserver((sequence, fact) -> suppressions.apply(fact));
        journal = ChronicleJournal.open(dir.resolve("journal"), Durability.PAGE_CACHE, options);
        index = new MemoryIndex(journal);
        gateway = new Gateway(config(carrierPort), 2, 0, journal, suppressions, new NothingWaits());
        gateway.startCarriers();
        gateway.startServer();
        var parts = new ApiParts(gateway, journal, suppressions, index, reloading);
        api = new AdminApi(new AdminConfig(loopback(), tokens()), List.of(), parts);
        api.start();
    }

    public static TestAppliance start(Path dir) throws IOException {
        return start(dir, 1, List::of);
    }

    public static TestAppliance start(Path dir, int carrierPort, Reloading reloading) throws IOException {
        return new TestAppliance(dir, carrierPort, reloading);
    }

    public Gateway gateway() {
        return gateway;
    }

    public SuppressionList suppressions() {
        return suppressions;
    }

    public ChronicleJournal journal() {
        return journal;
    }

    public ApiIndex index() {
        return index;
    }

    public AdminApi api() {
        return api;
    }

    /** Where the API is. */
    public String url() {
        return "http://127.0.0.1:" + api.port();
    }

    private static GatewayConfig config(int carrierPort) {
        return new GatewayConfig(
                ServerConfig.defaults(loopback()),
                List.of(account("acme"), account("other")),
                List.of(carrier("telco", carrierPort)),
                List.of(new RouteConfig("1", List.of(new CarrierId("telco")))),
                OptOutConfig.DEFAULT);
    }

    private static AccountConfig account(String name) {
        return new AccountConfig(
                new SystemId(name),
                Password.plain("secret"),
                List.of(),
                4,
                100,
                0,
                List.of(),
                AccountConfig.OnSuppressed.VENDOR_STATUS);
    }

    private static CarrierConfig carrier(String id, int port) {
        return new CarrierConfig(
                new CarrierId(id),
                List.of(new CarrierConfig.HostPort("127.0.0.1", port)),
                "momentum",
                new CarrierConfig.Secret("secret"),
                "",
                CarrierConfig.BindMode.TRANSCEIVER,
                2,
                10,
                0,
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                20,
                1 << 20,
                UnknownPolicy.HOLD,
                CarrierConfig.IdFormat.SAME,
                Duration.ofSeconds(1),
                Duration.ofSeconds(60));
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

    private static final class NothingWaits implements OutboxFeed {
        @Override
        public void request(SystemId account, long afterOutboxId, int max, Sink sink) {}

        @Override
        public void cancel(SystemId account) {}
    }

    @Override
    public void close() {
        api.close();
        gateway.close();
        index.close();
        journal.close();
    }
}
