package io.momentum.ops.config;

import io.momentum.gateway.profile.SessionProfile;
import io.momentum.gateway.profile.SessionProfile.AddressRange;
import io.momentum.gateway.profile.SessionProfile.BindMode;
import io.momentum.gateway.profile.SessionProfile.HostOrder;
import io.momentum.gateway.profile.SessionProfile.Outbind;
import io.momentum.gateway.profile.SessionProfile.Patience;
import io.momentum.gateway.profile.SessionProfile.Rebinding;
import io.momentum.gateway.server.Cidr;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads the keys about binding and about keeping the link. */
final class SessionKeys {

    private static final Map<String, BindMode> BIND_MODES =
            Map.of("transceiver", BindMode.TRANSCEIVER, "transmitter+receiver", BindMode.TRANSMITTER_RECEIVER);
    private static final Map<String, Integer> VERSIONS = Map.of("3.3", 0x33, "3.4", 0x34, "5.0", 0x50);
    private static final Map<String, Boolean> RECEIVER_DOWN = Map.of("pause", true, "send", false);
    private static final Duration TEN_MILLIS = Duration.ofMillis(10);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private SessionKeys() {}

    static SessionProfile read(Section section, SessionProfile base) {
        Section reconnect = section.section("reconnect");
        Function<String, Duration> wait = Values.duration(TEN_MILLIS, HOUR);
        Patience patience = base.patience();
        var profile = new SessionProfile(
                section.value("bind", Values.choice(BIND_MODES), base.bind()),
                section.value("interfaceVersion", Values.choice(VERSIONS), base.interfaceVersion()),
                section.value("systemType", Values.visible(0, 12), base.systemType()),
                addressRange(section.section("addressRange"), base.addressRange()),
                section.value("enquireLink", Values.duration(SECOND, HOUR), base.enquireLink()),
                section.value("enquireAlways", Values.FLAG, base.enquireAlways()),
                reconnect.value("min", wait, base.reconnectMin()),
                reconnect.value("max", wait, base.reconnectMax()),
                new Patience(
                        section.value("bindTimeout", Values.duration(SECOND, Duration.ofMinutes(5)), patience.bind()),
                        section.value("stalledAfter", Values.duration(SECOND, HOUR), patience.stalled()),
                        section.value("nackDelay", Values.duration(TEN_MILLIS, HOUR), patience.nack())),
                rebinding(section.section("rebind"), base.rebinding()),
                section.value("hostOrder", Values.constant(HostOrder.class), base.hostOrder()),
                section.value("receiverDown", Values.choice(RECEIVER_DOWN), base.pauseWithoutReceiver()),
                outbind(section, base.outbind()));
        reconnect.end();
        boolean said = reconnect.has("min") || reconnect.has("max");
        if (said && profile.reconnectMin().compareTo(profile.reconnectMax()) > 0) {
            reconnect.problem(reconnect.has("min") ? "min" : "max", "min must not be longer than max");
        }
        return profile;
    }

    private static AddressRange addressRange(Section section, AddressRange base) {
        var range = new AddressRange(
                section.value("ton", Values.integer(0, 255), base.ton()),
                section.value("npi", Values.integer(0, 255), base.npi()),
                section.value("range", Values.visible(0, 40), base.range()));
        section.end();
        return range;
    }

    private static Optional<Outbind> outbind(Section parent, Optional<Outbind> base) {
        Section section = parent.section("outbind");
        var listen = section.optional("listen", Values.LISTEN);
        var systemId = section.optional("systemId", Values.visible(1, 15));
        List<Cidr> allowFrom = section.list("allowFrom", Cidr::parse).stream()
                .map(Placed::value)
                .toList();
        section.end();
        if (!parent.has("outbind")) return base;
        if (!section.has("listen")) section.problem("'listen' is missing");
        if (!section.has("systemId")) section.problem("'systemId' is missing");
        if (!section.has("allowFrom"))
            section.problem("'allowFrom' is missing: whoever may ask us to bind gets our password");
        if (listen.isEmpty() || systemId.isEmpty()) return base;
        InetSocketAddress at = listen.get().value();
        return Optional.of(new Outbind(
                at.getAddress().getHostAddress(),
                at.getPort(),
                allowFrom,
                systemId.get().value()));
    }

    private static Rebinding rebinding(Section section, Rebinding base) {
        Function<String, Duration> wait = Values.duration(SECOND, Duration.ofDays(1));
        var rebinding = new Rebinding(
                section.value("alreadyBound", wait, base.alreadyBound()),
                section.value("refused", wait, base.refused()),
                section.value("refusedMax", wait, base.refusedMax()),
                section.value("perMinute", Values.integer(1, 10_000), base.perMinute()),
                section.value("alarmPerHour", Values.integer(1, 1_000_000), base.alarmPerHour()));
        section.end();
        boolean said = section.has("refused") || section.has("refusedMax");
        if (said && rebinding.refused().compareTo(rebinding.refusedMax()) > 0) {
            section.problem(
                    section.has("refused") ? "refused" : "refusedMax", "refused must not be longer than refusedMax");
        }
        return rebinding;
    }
}
