package io.momentum.ops.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.sim.CarrierListener;
import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.EsmeListener;
import io.momentum.gateway.sim.EsmeOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.gateway.sim.SimulatedEsme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A message in parts, with the process killed between them. */
class PartsCrashIT {

    private static final Path LAUNCHER = Path.of("target/momentum/bin/momentum").toAbsolutePath();
    private static final int MESSAGES = 4;
    private static final int PARTS = 8;
    private static final int HEADER = 6;
    private static final long WITHIN_NANOS = 30_000_000_000L;

    private final Map<String, Map<Integer, String>> parts = new ConcurrentHashMap<>();
    private final Map<String, Set<Integer>> references = new ConcurrentHashMap<>();
    private final AtomicInteger seen = new AtomicInteger();

    @TempDir
    Path dir;

    @Test
    void thePartsThatHaveNotLeftFollowThoseThatHaveThoughTheProcessIsKilledBetweenThem() throws Exception {
        var listener = new CarrierListener() {
            @Override
            public void submitSeen(SubmitSeen submit) {
                take(submit);
            }
        };
        try (var carrier = SimulatedCarrier.start(CarrierOptions.defaults(), listener);
                var momentum = GatewayProcess.start(LAUNCHER, dir, ports -> config(ports, carrier.port()))) {
            EsmeOptions options =
                    EsmeOptions.to(momentum.smppPort(), "acme", "secret").reconnecting(50);
            try (var esme = SimulatedEsme.bind(options, EsmeListener.NONE)) {
                for (int i = 0; i < MESSAGES; i++) {
                    var answer = esme.submit("890123", number(i), text(i)).get(10, TimeUnit.SECONDS);
                    assertTrue(answer.isAccepted());
                }
                await(() -> seen.get() > MESSAGES * PARTS / 3);
                momentum.kill();
                assertTrue(seen.get() < MESSAGES * PARTS, "all parts had left before the process was killed");
                momentum.startAgain(() -> TimeUnit.MILLISECONDS.sleep(20));
                await(() -> parts.values().stream().mapToInt(Map::size).sum() == MESSAGES * PARTS);
            }
        }
        for (int i = 0; i < MESSAGES; i++) {
            assertEquals(text(i), String.join("", new TreeMap<>(parts.get(number(i))).values()));
            assertEquals(1, references.get(number(i)).size(), "the parts name two messages");
        }
    }

    private void take(CarrierListener.SubmitSeen submit) {
        byte[] octets = submit.octets();
        String number = submit.destination().text();
        assertEquals(PARTS, octets[4]);
        String text = new String(Arrays.copyOfRange(octets, HEADER, octets.length), US_ASCII);
        references.computeIfAbsent(number, n -> new ConcurrentSkipListSet<>()).add((int) octets[3]);
        parts.computeIfAbsent(number, n -> new ConcurrentHashMap<>()).put((int) octets[5], text);
        seen.incrementAndGet();
    }

    private static String number(int i) {
        return "1201555010" + i;
    }

    private static String text(int i) {
        return ("message " + i + " ").repeat(200).substring(0, 153 * PARTS - 10);
    }

    private String config(List<Integer> ports, int carrierPort) {
        return """
                dataDir: data
                server: { listen: 127.0.0.1:%d }
                admin: { listen: 127.0.0.1:%d }
                metrics: { listen: 127.0.0.1:%d }
                accounts: [{ systemId: acme, password: { plain: secret } }]
                carriers:
                  - id: telco
                    hosts: ["127.0.0.1:%d"]
                    systemId: momentum
                    password: { plain: secret }
                    rate: 16/s
                    unknownOutcome: resend
                routes: [{ to: "*", carriers: [telco] }]
                """.formatted(ports.get(0), ports.get(1), ports.get(2), carrierPort);
    }

    private void await(BooleanSupplier isSo) throws IOException {
        long deadline = System.nanoTime() + WITHIN_NANOS;
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0)
                throw new AssertionError(Files.readString(dir.resolve("momentum.log")));
            LockSupport.parkNanos(5_000_000);
        }
    }
}
