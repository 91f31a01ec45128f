package io.momentum.ops.config;

import io.momentum.gateway.profile.SessionProfile;
import io.momentum.gateway.profile.SessionProfile.BindMode;
import java.time.Duration;
import java.util.Map;

/** Reads the keys about binding and about keeping the link. */
final class SessionKeys {

    private static final Map<String, BindMode> BIND_MODES =
            Map.of("transceiver", BindMode.TRANSCEIVER, "transmitter+receiver", BindMode.TRANSMITTER_RECEIVER);
    private static final Map<String, Integer> VERSIONS = Map.of("3.3", 0x33, "3.4", 0x34, "5.0", 0x50);
    private static final Duration HOUR = Duration.ofHours(1);

    private SessionKeys() {}

    static SessionProfile read(Section section, SessionProfile base) {
        Section reconnect = section.section("reconnect");
        var wait = Values.duration(Duration.ofMillis(10), HOUR);
        var profile = new SessionProfile(
                section.value("bind", Values.choice(BIND_MODES), base.bind()),
                section.value("interfaceVersion", Values.choice(VERSIONS), base.interfaceVersion()),
                section.value("systemType", Values.visible(0, 12), base.systemType()),
                section.value("enquireLink", Values.duration(Duration.ofSeconds(1), HOUR), base.enquireLink()),
                reconnect.value("min", wait, base.reconnectMin()),
                reconnect.value("max", wait, base.reconnectMax()));
        reconnect.end();
        boolean said = reconnect.has("min") || reconnect.has("max");
        if (said && profile.reconnectMin().compareTo(profile.reconnectMax()) > 0) {
            reconnect.problem(reconnect.has("min") ? "min" : "max", "min must not be longer than max");
        }
        return profile;
    }
}
