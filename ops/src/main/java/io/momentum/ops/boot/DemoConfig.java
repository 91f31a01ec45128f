package io.momentum.ops.boot;

import io.momentum.gateway.GatewayConfig;
import io.momentum.gateway.carrier.CarrierConfig;
import io.momentum.gateway.carrier.CarrierConfig.HostPort;
import io.momentum.gateway.carrier.CarrierConfig.Secret;
import io.momentum.gateway.profile.CarrierProfile;
import io.momentum.gateway.profile.FlowProfile;
import io.momentum.gateway.profile.SessionProfile;
import io.momentum.gateway.record.RecorderConfig;
import io.momentum.gateway.route.RouteConfig;
import io.momentum.gateway.server.AccountConfig;
import io.momentum.gateway.server.AccountConfig.OnSuppressed;
import io.momentum.gateway.server.Password;
import io.momentum.gateway.server.ServerConfig;
import io.momentum.ops.api.AdminConfig;
import io.momentum.ops.config.MomentumConfig;
import io.momentum.ops.config.OptOutFiles;
import io.momentum.ops.followup.FollowupConfig;
import io.momentum.ops.inbox.InboxConfig;
import io.momentum.ops.log.LogConfig;
import io.momentum.ops.metrics.MetricsConfig;
import io.momentum.ops.retention.RetentionConfig;
import io.momentum.store.journal.DiskMarks;
import io.momentum.store.journal.Durability;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.SystemId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The configuration of {@code momentum demo}: one account, one carrier, all on loopback. */
public final class DemoConfig {

    public static final String ACCOUNT = "acme";
    public static final String PASSWORD = "secret";
    public static final String SENDER = "890123";

    private static final CarrierId CARRIER = new CarrierId("telco");

    private DemoConfig() {}

    /**
     * The demo's configuration, on the usual ports where they are free.
     *
     * @param carrierPort where the simulated carrier listens
     */
    public static MomentumConfig of(Path dataDir, int carrierPort) {
        var account = new AccountConfig(
                new SystemId(ACCOUNT),
                Password.plain(PASSWORD),
                List.of(),
                4,
                100,
                0,
                List.of(SENDER),
                OnSuppressed.VENDOR_STATUS);
        var gateway = new GatewayConfig(
                ServerConfig.defaults(loopback(2775)),
                List.of(account),
                List.of(carrier(carrierPort)),
                List.of(new RouteConfig("*", List.of(CARRIER))),
                OptOutFiles.shipped());
        return new MomentumConfig(
                dataDir,
                Durability.SYNC,
                DiskMarks.DEFAULT,
                0,
                gateway,
                new AdminConfig(loopback(8080), List.of()),
                InboxConfig.NONE,
                new MetricsConfig(loopback(9464)),
                RecorderConfig.DEFAULT,
                MomentumConfig.KEEP_UNMATCHED,
                RetentionConfig.FOR_EVER,
                FollowupConfig.OFF,
                List.of(),
                Optional.empty(),
                LogConfig.DEFAULT);
    }

    private static CarrierConfig carrier(int port) {
        return new CarrierConfig(
                CARRIER,
                List.of(new HostPort("127.0.0.1", port)),
                "momentum",
                new Secret("secret"),
                2,
                0,
                100_000,
                64L << 20,
                CarrierProfile.DEFAULT
                        .with(FlowProfile.DEFAULT.withWindow(100))
                        .with(SessionProfile.DEFAULT.with(session -> {
                            session.reconnectMin = Duration.ofMillis(200);
                            session.reconnectMax = Duration.ofSeconds(10);
                        })));
    }

    /** The port if it is free, else any. */
    private static InetSocketAddress loopback(int port) {
        InetAddress address = InetAddress.getLoopbackAddress();
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(address, port));
            return new InetSocketAddress(address, port);
        } catch (IOException e) {
            return new InetSocketAddress(address, 0);
        }
    }
}
