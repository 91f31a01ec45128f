package io.momentum.ops.config;

import io.momentum.gateway.net.ServerTls;
import io.momentum.gateway.net.TlsConfig;
import io.momentum.gateway.net.TlsRules;
import io.momentum.gateway.server.AccessConfig;
import io.momentum.gateway.server.AccessConfig.Bans;
import io.momentum.gateway.server.Cidr;
import io.momentum.gateway.server.ServerConfig;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The keys of our SMPP listener. */
final class ServerKeys {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int TLS_PORT = 3550;

    private ServerKeys() {}

    static ServerConfig read(Section section, InetSocketAddress usual) {
        ServerConfig defaults = ServerConfig.defaults(usual);
        Section tls = section.section("tls");
        var server = new ServerConfig(
                section.value("listen", Values.LISTEN, defaults.listen()),
                section.value("maxConnections", Values.integer(1, 100_000), defaults.maxConnections()),
                section.value("maxUnbound", Values.integer(1, 100_000), defaults.maxUnbound()),
                section.value(
                        "maxPduBytes",
                        text -> Math.toIntExact(Values.size(512, 1_000_000).apply(text)),
                        defaults.maxPduBytes()),
                section.value("bindTimeout", upTo(Duration.ofMinutes(5)), defaults.bindTimeout()),
                section.value("enquireLink", upTo(Duration.ofHours(1)), defaults.enquireLink()),
                section.value("responseTimeout", upTo(Duration.ofHours(1)), defaults.responseTimeout()),
                section.value("deliverWindow", Values.integer(1, 10_000), defaults.deliverWindow()),
                access(section),
                section.has("tls") ? tls(tls) : nothing(tls));
        section.end();
        if (section.has("maxUnbound") && server.maxUnbound() > server.maxConnections()) {
            section.problem("maxUnbound", "must not be more than maxConnections, " + server.maxConnections());
        }
        return server;
    }

    private static AccessConfig access(Section section) {
        AccessConfig usual = AccessConfig.DEFAULT;
        int most = section.value("maxPerAddress", Values.integer(1, 100_000), usual.maxPerAddress());
        int unbound = section.value("maxUnboundPerAddress", Values.integer(1, 100_000), usual.maxUnboundPerAddress());
        Bans bans = bans(section.section("bans"));
        return new AccessConfig(most, unbound, bans, networks(section, "proxies"));
    }

    private static Bans bans(Section section) {
        var longest = Values.duration(SECOND, Duration.ofDays(2));
        var bans = new Bans(
                section.value("failures", Values.integer(0, 1000), Bans.DEFAULT.failures()),
                section.value("within", longest, Bans.DEFAULT.within()),
                section.value("duration", longest, Bans.DEFAULT.duration()),
                networks(section, "exempt"));
        section.end();
        return bans;
    }

    private static List<Cidr> networks(Section section, String key) {
        return section.list(key, Cidr::parse).stream().map(Placed::value).toList();
    }

    /** Asks for the keys, so that they are known, though there is no TLS. */
    private static Optional<TlsConfig> nothing(Section section) {
        keys(section);
        section.end();
        return Optional.empty();
    }

    private static Optional<TlsConfig> tls(Section section) {
        Optional<TlsConfig> tls = keys(section);
        section.end();
        if (!section.has("certificate")) section.problem("'certificate' is missing");
        if (!section.has("key")) section.problem("'key' is missing");
        if (tls.isEmpty()) return tls;
        if (tls.get().requireClientCertificate() && tls.get().clientCa().isEmpty())
            section.problem("requireClientCertificate", "needs clientCa: who signs the certificates of ESMEs");
        String problem = ServerTls.problemOf(tls.get());
        if (!problem.isEmpty()) section.problem("certificate", problem);
        return tls;
    }

    private static Optional<TlsConfig> keys(Section section) {
        Path directory = section.source().reading().directory();
        InetSocketAddress listen = section.value("listen", Values.LISTEN, Values.listen("127.0.0.1:" + TLS_PORT));
        var certificate = section.optional("certificate", directory::resolve);
        var key = section.optional("key", directory::resolve);
        var clientCa = section.optional("clientCa", directory::resolve).map(Placed::value);
        boolean required = section.value("requireClientCertificate", Values.FLAG, false);
        TlsRules rules = TlsKeys.read(section);
        if (certificate.isEmpty() || key.isEmpty()) return Optional.empty();
        return Optional.of(
                new TlsConfig(listen, certificate.get().value(), key.get().value(), clientCa, required, rules));
    }

    private static Function<String, Duration> upTo(Duration max) {
        return Values.duration(SECOND, max);
    }
}
