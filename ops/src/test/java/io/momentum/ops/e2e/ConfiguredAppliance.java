package io.momentum.ops.e2e;

import io.momentum.gateway.Gateway;
import io.momentum.gateway.sim.EsmeListener;
import io.momentum.gateway.sim.EsmeOptions;
import io.momentum.gateway.sim.SimulatedEsme;
import io.momentum.ops.boot.Appliance;
import io.momentum.ops.care.Care;
import io.momentum.ops.config.ConfigFile;
import io.momentum.ops.learning.Learning;
import io.momentum.store.fact.Fact;
import io.momentum.store.index.Index;
import io.momentum.store.journal.JournalReader;
import io.momentum.store.suppression.SuppressionList;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The whole of Momentum in this process, as a configuration file makes it, on loopback and free ports. */
final class ConfiguredAppliance implements AutoCloseable {

    private static final int REBIND_MILLIS = 100;
    private static final long WITHIN_NANOS = 30_000_000_000L;

    private final Appliance appliance;
    private boolean closed;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private ConfiguredAppliance(Path file) throws Exception {
        appliance = new Appliance(() -> ConfigFile.read(file), failure::set);
        appliance.start();
    }

    /** Starts it with accounts, carriers and routes; the rest is given. */
    static ConfiguredAppliance start(Path dir, String rest) throws Exception {
        Path file = dir.resolve("momentum.yaml");
        write(file, rest);
        return new ConfiguredAppliance(file);
    }

    private static void write(Path file, String rest) throws IOException {
        Files.writeString(file, """
            dataDir: data
            durability: page-cache
            server: { listen: 127.0.0.1:0, responseTimeout: 2s }
            admin: { listen: 127.0.0.1:0 }
            metrics: { listen: 127.0.0.1:0 }
            """ + rest);
    }

    Index index() {
        return appliance.index();
    }

    SuppressionList suppressions() {
        return appliance.suppressions();
    }

    int waitingForSegments() {
        return appliance.gateway().deliverPath().waitingForSegments();
    }

    /** How many facts of a kind the journal has. */
    long count(Class<? extends Fact> kind) {
        return facts(kind).size();
    }

    /** The facts of a kind that the journal has. */
    <T extends Fact> List<T> facts(Class<T> kind) {
        List<T> found = new ArrayList<>();
        try (JournalReader reader = appliance.journal().read(1)) {
            int read;
            do {
                read = reader.poll(1_000, (sequence, fact, position) -> {
                    if (kind.isInstance(fact)) found.add(kind.cast(fact));
                });
            } while (read > 0);
        }
        return found;
    }

    /** Binds as acme. */
    SimulatedEsme esme(EsmeListener listener) throws IOException {
        return SimulatedEsme.bind(options("acme"), listener);
    }

    /** Binds as somebody with quirks, who comes back when the connection is lost. */
    SimulatedEsme esme(String account, EsmeListener listener, String... quirks) throws IOException {
        return SimulatedEsme.bind(options(account).withQuirks(quirks).reconnecting(REBIND_MILLIS, true), listener);
    }

    /** Binds as acme, with quirks. */
    SimulatedEsme esme(String... quirks) throws IOException {
        return SimulatedEsme.bind(options("acme").withQuirks(quirks));
    }

    private EsmeOptions options(String account) {
        return EsmeOptions.to(appliance.gateway().server().address().getPort(), account, "secret");
    }

    Learning learning() {
        return appliance.learning();
    }

    /** The gateway of this appliance. */
    Gateway gateway() {
        return appliance.gateway();
    }

    /** What the API answers to a GET, as whoever may do all. */
    String api(String path) throws Exception {
        return ask(path, HttpRequest.newBuilder().GET());
    }

    /** What the API answers to a POST. */
    String post(String path, String json) throws Exception {
        return ask(
                path,
                HttpRequest.newBuilder()
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    private String ask(String path, HttpRequest.Builder request) throws Exception {
        String contract = String.valueOf(appliance.places().get("API"));
        String url = contract.substring(0, contract.indexOf("/v1/")) + path;
        String token = Files.readString(
                        Path.of(String.valueOf(appliance.places().get("Token"))))
                .strip();
        request.uri(URI.create(url)).header("Authorization", "Bearer " + token);
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    /** How many facts the index is behind. */
    long lagFacts() {
        return appliance.projector().lagFacts();
    }

    /** Follow-up of this appliance. */
    Care care() {
        return appliance.care();
    }

    /** Waits until something is so, or fails. */
    static void until(String what, BooleanSupplier isSo) {
        if (!isSoWithin(WITHIN_NANOS, isSo)) throw new AssertionError("not within 30 s: " + what);
    }

    /** Waits until something is so; whether it came to be. */
    static boolean isSoWithin(long nanos, BooleanSupplier isSo) {
        long deadline = System.nanoTime() + nanos;
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) return false;
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        return true;
    }

    /** Once more does nothing. */
    @Override
    public void close() {
        if (closed) return;
        closed = true;
        appliance.close();
        Throwable fault = failure.get();
        if (fault != null) throw new IllegalStateException("the appliance failed", fault);
    }
}
