package io.momentum.gateway.carrier;

import io.momentum.store.fact.Fact.UnknownPolicy;
import io.momentum.store.value.CarrierId;
import java.time.Duration;
import java.util.List;

/**
 * An SMSC that we bind to.
 *
 * @param hosts tried in turn, {@code host:port}, resolved at every connect
 * @param binds connections (pairs of them for {@link BindMode#TRANSMITTER_RECEIVER}), 1 to 64, spread over the event loops
 * @param window unanswered submit_sm at one time on each bind, 1 to 10000
 * @param ratePerSecond submits a second over all binds, 0 for unlimited
 * @param responseTimeout after which a submit_sm's outcome is unknown
 * @param queueMessages messages that may wait for this carrier
 * @param queueBytes octets of PDU that may wait for this carrier
 * @param unknownPolicy what happens to a message whose outcome is unknown
 * @param reconnectMin the first wait before a reconnect; doubled up to {@code reconnectMax}, with jitter
 */
public record CarrierConfig(
        CarrierId id,
        List<HostPort> hosts,
        String systemId,
        Secret password,
        String systemType,
        BindMode bind,
        int binds,
        int window,
        int ratePerSecond,
        Duration enquireLink,
        Duration responseTimeout,
        int queueMessages,
        long queueBytes,
        UnknownPolicy unknownPolicy,
        IdFormat idFormat,
        Duration reconnectMin,
        Duration reconnectMax) {

    /** How we bind. */
    public enum BindMode {
        TRANSCEIVER,
        TRANSMITTER_RECEIVER
    }

    /** How the carrier writes one message's id in submit_sm_resp and in receipts. */
    public enum IdFormat {
        /** The same characters in both. */
        SAME,
        /** Hexadecimal in submit_sm_resp, decimal in receipts: the habit of SMPP 3.3. */
        HEX_THEN_DECIMAL,
        /** Decimal in submit_sm_resp, hexadecimal in receipts. */
        DECIMAL_THEN_HEX
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
