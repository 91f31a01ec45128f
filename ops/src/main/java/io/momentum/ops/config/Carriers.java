package io.momentum.ops.config;

import io.momentum.gateway.carrier.CarrierConfig;
import io.momentum.gateway.carrier.CarrierConfig.BindMode;
import io.momentum.gateway.carrier.CarrierConfig.HostPort;
import io.momentum.gateway.carrier.CarrierConfig.IdFormat;
import io.momentum.store.fact.Fact.UnknownPolicy;
import io.momentum.store.value.CarrierId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Reads the carriers of all files, and sees that none is there twice. */
final class Carriers {

    private static final Map<String, BindMode> BIND_MODES =
            Map.of("transceiver", BindMode.TRANSCEIVER, "transmitter+receiver", BindMode.TRANSMITTER_RECEIVER);
    private static final Map<String, IdFormat> ID_FORMATS = Map.of(
            "same", IdFormat.SAME,
            "hex-then-decimal", IdFormat.HEX_THEN_DECIMAL,
            "decimal-then-hex", IdFormat.DECIMAL_THEN_HEX);
    private static final Map<String, UnknownPolicy> UNKNOWN_OUTCOMES =
            Map.of("hold", UnknownPolicy.HOLD, "resend", UnknownPolicy.RESEND);

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Map<CarrierId, String> places = new HashMap<>();
    private final List<CarrierConfig> carriers = new ArrayList<>();

    List<CarrierConfig> all() {
        return List.copyOf(carriers);
    }

    boolean isKnown(CarrierId carrier) {
        return places.containsKey(carrier);
    }

    SortedSet<String> names() {
        var names = new TreeSet<String>();
        places.keySet().forEach(id -> names.add(id.value()));
        return names;
    }

    void read(Section section) {
        var id = section.required("id", CarrierId::new);
        var hosts = section.list("hosts", Values.hostAndPort(HostPort::new));
        var systemId = section.required("systemId", Values.visible(1, 15));
        var password = Secrets.ofCarrier(section);
        String systemType = section.value("systemType", Values.visible(0, 12), "");
        BindMode bind = section.value("bind", Values.choice(BIND_MODES), BindMode.TRANSCEIVER);
        int binds = section.value("binds", Values.integer(1, 64), 1);
        int window = section.value("window", Values.integer(1, 10_000), 10);
        int rate = section.value("rate", Values::rate, 0);
        section.value("profile", Values.choice(Map.of("default", "default")), "default");
        Duration enquireLink = section.value("enquireLink", Values.duration(SECOND, HOUR), Duration.ofSeconds(30));
        Duration response = section.value("responseTimeout", Values.duration(SECOND, HOUR), Duration.ofSeconds(10));
        Queue queue = queue(section.section("queue"));
        UnknownPolicy unknown = section.value("unknownOutcome", Values.choice(UNKNOWN_OUTCOMES), UnknownPolicy.HOLD);
        IdFormat idFormat = section.value("idFormat", Values.choice(ID_FORMATS), IdFormat.SAME);
        Reconnect reconnect = reconnect(section.section("reconnect"));
        section.end();
        if (!section.has("hosts")) section.problem("'hosts' is missing");
        else if (section.isEmptyList("hosts")) section.problem("hosts", "must have at least one host:port");
        id.ifPresent(this::claim);
        if (id.isEmpty() || systemId.isEmpty() || password.isEmpty()) return;
        carriers.add(new CarrierConfig(
                id.get().value(),
                hosts.stream().map(Placed::value).toList(),
                systemId.get().value(),
                password.get(),
                systemType,
                bind,
                binds,
                window,
                rate,
                enquireLink,
                response,
                queue.messages,
                queue.bytes,
                unknown,
                idFormat,
                reconnect.min,
                reconnect.max));
    }

    private void claim(Placed<CarrierId> carrier) {
        String first = places.putIfAbsent(carrier.value(), carrier.place());
        if (first != null) carrier.problem("carrier '%s' is there already, at %s".formatted(carrier.value(), first));
    }

    /** The defaults keep the queues of a dozen carriers within the default heap. */
    private static Queue queue(Section section) {
        var queue = new Queue(
                section.value("messages", Values.integer(1, 100_000_000), 100_000),
                section.value("bytes", Values.size(1 << 20, 1L << 40), 64L << 20));
        section.end();
        return queue;
    }

    private static Reconnect reconnect(Section section) {
        var parser = Values.duration(Duration.ofMillis(10), HOUR);
        var reconnect = new Reconnect(
                section.value("min", parser, SECOND), section.value("max", parser, Duration.ofSeconds(60)));
        section.end();
        if (reconnect.min.compareTo(reconnect.max) > 0) {
            section.problem(section.has("min") ? "min" : "max", "min must not be longer than max");
        }
        return reconnect;
    }

    private record Queue(int messages, long bytes) {}

    private record Reconnect(Duration min, Duration max) {}
}
