package io.momentum.gateway.carrier;

import io.momentum.gateway.intake.Country;
import io.momentum.gateway.net.ClientTlsConfig;
import io.momentum.gateway.profile.CarrierProfile;
import io.momentum.gateway.profile.SessionProfile.BindMode;
import io.momentum.store.fact.Fact.UnknownPolicy;
import io.momentum.store.value.CarrierId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An SMSC that we bind to: where it is and how much it takes. How it behaves stands in its profile, with what the carrier's own
 * entry says put over it.
 *
 * @param hosts tried in turn, {@code host:port}, resolved at every connect
 * @param binds connections (pairs of them for {@link BindMode#TRANSMITTER_RECEIVER}), 1 to 64, spread over the event loops
 * @param ratePerSecond submits a second over all binds, 0 for unlimited
 * @param queueMessages messages that may wait for this carrier
 * @param queueBytes octets of PDU that may wait for this carrier
 * @param tls how its connections are secured, where they are
 * @param country whose numbers it writes in national form where it delivers
 */
public record CarrierConfig(
        CarrierId id,
        List<HostPort> hosts,
        String systemId,
        Secret password,
        int binds,
        int ratePerSecond,
        int queueMessages,
        long queueBytes,
        CarrierProfile profile,
        Optional<ClientTlsConfig> tls,
        Optional<Country> country) {

    /** A carrier without TLS. */
    public CarrierConfig(
            CarrierId id,
            List<HostPort> hosts,
            String systemId,
            Secret password,
            int binds,
            int ratePerSecond,
            int queueMessages,
            long queueBytes,
            CarrierProfile profile) {
        this(id, hosts, systemId, password, binds, ratePerSecond, queueMessages, queueBytes, profile, Optional.empty());
    }

    /** A carrier that writes numbers in international form. */
    public CarrierConfig(
            CarrierId id,
            List<HostPort> hosts,
            String systemId,
            Secret password,
            int binds,
            int ratePerSecond,
            int queueMessages,
            long queueBytes,
            CarrierProfile profile,
            Optional<ClientTlsConfig> tls) {
        this(
                id,
                hosts,
                systemId,
                password,
                binds,
                ratePerSecond,
                queueMessages,
                queueBytes,
                profile,
                tls,
                Optional.empty());
    }

    public CarrierConfig {
        hosts = List.copyOf(hosts);
    }

    /** Unanswered submit_sm at one time on each bind. */
    public int window() {
        return profile.flow().window();
    }

    /** After which a submit_sm's outcome is unknown. */
    public Duration responseTimeout() {
        return profile.flow().responseTimeout();
    }

    /** What happens to a message whose outcome is unknown. */
    public UnknownPolicy unknownPolicy() {
        return profile.flow().unknownPolicy();
    }

    public BindMode bind() {
        return profile.session().bind();
    }

    public String systemType() {
        return profile.session().systemType();
    }

    public Duration enquireLink() {
        return profile.session().enquireLink();
    }

    public Duration reconnectMin() {
        return profile.session().reconnectMin();
    }

    public Duration reconnectMax() {
        return profile.session().reconnectMax();
    }

    /** What will not work as it is meant: a rate that its windows, or the rates of its binds, do not allow. */
    public List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        Duration latency = profile.flow().expectedLatency();
        long reached = (long) binds * window() * 1_000 / latency.toMillis();
        if (reached < ratePerSecond) {
            warnings.add(
                    ("carrier %s: %d binds with a window of %d and %d ms to an answer (expectedLatency) allow %d/s,"
                                    + " less than its rate of %d/s: more window, more binds, or a lower rate")
                            .formatted(id, binds, window(), latency.toMillis(), reached, ratePerSecond));
        }
        long overBinds = (long) binds * profile.flow().rules().limits().sessionPerSecond();
        if (overBinds > 0 && overBinds < ratePerSecond) {
            warnings.add("carrier %s: %d binds of %d/s (sessionRate) are less than its rate of %d/s"
                    .formatted(id, binds, overBinds / binds, ratePerSecond));
        }
        return List.copyOf(warnings);
    }

    /** A host name or address and its port, not resolved. */
    public record HostPort(String host, int port) {
        public HostPort {
            if (host.isEmpty()) throw new IllegalArgumentException("host:port");
            if (port < 1 || port > 65535) throw new IllegalArgumentException("port: 1..65535");
        }

        @Override
        public String toString() {
            return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /** A text that is never printed. */
    public record Secret(String reveal) {
        @Override
        public String toString() {
            return "***";
        }
    }
}
