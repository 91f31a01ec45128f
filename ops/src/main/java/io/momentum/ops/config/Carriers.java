package io.momentum.ops.config;

import io.momentum.gateway.carrier.CarrierConfig;
import io.momentum.gateway.carrier.CarrierConfig.HostPort;
import io.momentum.gateway.intake.Country;
import io.momentum.gateway.net.ClientTls;
import io.momentum.gateway.net.ClientTlsConfig;
import io.momentum.gateway.net.TlsRules;
import io.momentum.gateway.profile.CarrierProfile;
import io.momentum.store.value.CarrierId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
        int rate = section.value("rate", Values.RATE, 0);
        Queue queue = queue(section.section("queue"));
        CarrierProfile profile = profiles.ofCarrier(section);
        Optional<ClientTlsConfig> tls = tls(section, section.section("tls"));
        Optional<Country> country = IntakeKeys.country(section);
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
                profile,
                tls,
                country));
    }

    private void claim(Placed<CarrierId> carrier) {
        String first = places.putIfAbsent(carrier.value(), carrier.place());
        if (first != null) carrier.problem("carrier '%s' is there already, at %s".formatted(carrier.value(), first));
    }

    /** Present where the section is there, though it may be empty: then the JDK's list of authorities decides. */
    private static Optional<ClientTlsConfig> tls(Section carrier, Section section) {
        Path directory = section.source().reading().directory();
        var ca = section.optional("ca", directory::resolve).map(Placed::value);
        var pin = section.optional("pin", Carriers::pin).map(Placed::value);
        var sni = section.optional("sni", Values.visible(1, 253)).map(Placed::value);
        var certificate = section.optional("certificate", directory::resolve).map(Placed::value);
        var key = section.optional("key", directory::resolve).map(Placed::value);
        TlsRules rules = TlsKeys.read(section);
        section.end();
        if (!carrier.has("tls")) return Optional.empty();
        if (ca.isPresent() && pin.isPresent()) section.problem("pin", "with a pin, nobody asks for the ca");
        if (certificate.isPresent() != key.isPresent()) section.problem("certificate and key belong together");
        var tls = new ClientTlsConfig(ca, pin, sni, certificate, key, rules);
        String problem = ClientTls.problemOf(tls);
        if (!problem.isEmpty()) carrier.problem("tls", problem);
        return Optional.of(tls);
    }

    /** A fingerprint as openssl prints it, or without its colons. */
    private static String pin(String text) {
        String hex = text.replace(":", "").toLowerCase(Locale.ROOT);
        if (hex.matches("[0-9a-f]{64}")) return hex;
        throw Values.bad("the SHA-256 of the SMSC's certificate, 64 hexadecimal digits", text);
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
