package io.momentum.gateway.profile;

import java.time.Duration;

/**
 * How we bind to the carrier, and how we keep the link.
 *
 * @param interfaceVersion what we say in bind requests: 0x33, 0x34 or 0x50
 * @param systemType what we say in bind requests, at most 12 characters, mostly empty
 * @param enquireLink silence after which we ask whether the carrier is still there
 * @param reconnectMin the first wait before a reconnect; doubled up to {@code reconnectMax}, with jitter
 */
public record SessionProfile(
        BindMode bind,
        int interfaceVersion,
        String systemType,
        Duration enquireLink,
        Duration reconnectMin,
        Duration reconnectMax) {

    public static final SessionProfile DEFAULT = new SessionProfile(
            BindMode.TRANSCEIVER, 0x34, "", Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofSeconds(60));

    /** How we bind. */
    public enum BindMode {
        TRANSCEIVER,
        TRANSMITTER_RECEIVER
    }

    public SessionProfile withBind(BindMode other) {
        return new SessionProfile(other, interfaceVersion, systemType, enquireLink, reconnectMin, reconnectMax);
    }

    public SessionProfile withEnquireLink(Duration other) {
        return new SessionProfile(bind, interfaceVersion, systemType, other, reconnectMin, reconnectMax);
    }

    public SessionProfile withReconnect(Duration min, Duration max) {
        return new SessionProfile(bind, interfaceVersion, systemType, enquireLink, min, max);
    }
}
