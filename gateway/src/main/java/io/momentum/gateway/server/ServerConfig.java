package io.momentum.gateway.server;

import io.momentum.gateway.net.TlsConfig;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * Our SMPP listener.
 *
 * @param maxConnections TCP connections at one time, bound or not
 * @param maxUnbound connections that have not bound yet
 * @param maxPduBytes the longest PDU taken after bind, 512 to 1,000,000
 * @param bindTimeout from TCP accept to bind
 * @param enquireLink silence after which we ask
 * @param responseTimeout how long an enquire_link or deliver_sm may stay unanswered
 * @param deliverWindow unanswered deliver_sm on each bind
 * @param tls the listener for TLS, beside the plain one
 */
public record ServerConfig(
        InetSocketAddress listen,
        int maxConnections,
        int maxUnbound,
        int maxPduBytes,
        Duration bindTimeout,
        Duration enquireLink,
        Duration responseTimeout,
        int deliverWindow,
        AccessConfig access,
        Optional<TlsConfig> tls) {

    /** A listener without TLS, and with the usual guard. */
    public ServerConfig(
            InetSocketAddress listen,
            int maxConnections,
            int maxUnbound,
            int maxPduBytes,
            Duration bindTimeout,
            Duration enquireLink,
            Duration responseTimeout,
            int deliverWindow) {
        this(
                listen,
                maxConnections,
                maxUnbound,
                maxPduBytes,
                bindTimeout,
                enquireLink,
                responseTimeout,
                deliverWindow,
                AccessConfig.DEFAULT,
                Optional.empty());
    }

    /** The same with another way of TLS: what a reload may change without opening the listener anew. */
    public ServerConfig with(Optional<TlsConfig> other) {
        return new ServerConfig(
                listen,
                maxConnections,
                maxUnbound,
                maxPduBytes,
                bindTimeout,
                enquireLink,
                responseTimeout,
                deliverWindow,
                access,
                other);
    }

    public static ServerConfig defaults(InetSocketAddress listen) {
        return new ServerConfig(
                listen, 1000, 100, 70_000, Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(10), 100);
    }
}
