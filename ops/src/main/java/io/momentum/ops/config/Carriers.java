package io.momentum.ops.config;

import io.momentum.gateway.carrier.CarrierConfig;
import io.momentum.gateway.carrier.CarrierConfig.HostPort;
import io.momentum.gateway.profile.CarrierProfile;
import io.momentum.store.value.CarrierId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Reads the carriers of all files, and sees that none is there twice. */
final class Carriers {

    private final Profiles profiles;
    private final Map<CarrierId, String> places = new HashMap<>();
    private final List<CarrierConfig> carriers = new ArrayList<>();

    Carriers(Profiles profiles) {
        this.profiles = profiles;
    }

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
        int binds = section.value("binds", Values.integer(1, 64), 1);
        int rate = section.value("rate", Values::rate, 0);
        Queue queue = queue(section.section("queue"));
        CarrierProfile profile = profiles.ofCarrier(section);
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
                binds,
                rate,
                queue.messages,
                queue.bytes,
                profile));
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

    private record Queue(int messages, long bytes) {}
}
