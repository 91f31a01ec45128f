package io.momentum.ops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process is killed after it has acknowledged a keyword, a phrase and a doubt, with messages to all three in its queue. */
class OptOutCrashIT {

    private static final Path LAUNCHER = Path.of("target/momentum/bin/momentum").toAbsolutePath();
    private static final long WITHIN_NANOS = 60_000_000_000L;
    private static final int SUPPRESSED = 0x0421;
    private static final int FILLERS = 30;
    private static final String KEYWORD = "12015550101";
    private static final String PHRASE = "12015550102";
    private static final String DOUBT = "12015550103";
    private static final String FREE = "12015550199";

    private final Set<String> written = ConcurrentHashMap.newKeySet();

    @TempDir
    Path dir;

    @Test
    void nothingLeavesForThemAfterTheKillAndTheDoubtIsStillHeld() throws Exception {
        var listener = new CarrierListener() {
            @Override
            public void submitSeen(SubmitSeen submit) {
                written.add(submit.destination().text());
            }
        };
        try (var carrier = SimulatedCarrier.start(CarrierOptions.defaults(), listener);
                var momentum = GatewayProcess.start(LAUNCHER, dir, ports -> config(ports, carrier.port()))) {
            EsmeOptions options =
                    EsmeOptions.to(momentum.smppPort(), "acme", "secret").reconnecting(50);
            try (var esme = SimulatedEsme.bind(options, EsmeListener.NONE)) {
                await(() -> carrier.counts().bindsOpen() > 0);
                for (int i = 0; i < FILLERS; i++) submit(esme, "1201555020" + i % 10);
                for (String number : List.of(KEYWORD, PHRASE, DOUBT)) assertEquals(0, submit(esme, number));
                carrier.injectMo(KEYWORD, "890123", "STOP");
                carrier.injectMo(PHRASE, "890123", "no me manden mas mensajes");
                carrier.injectMo(DOUBT, "890123", "stop calling me");
                await(() -> carrier.counts().mosAcked() == 3);
                momentum.kill();
                momentum.startAgain(() -> TimeUnit.MILLISECONDS.sleep(20));
                await(() -> submitted(esme) == 0);
                for (String number : List.of(KEYWORD, PHRASE, DOUBT)) assertEquals(SUPPRESSED, submit(esme, number));
                await(() -> written.contains(FREE));
            }
        }
        for (String number : List.of(KEYWORD, PHRASE, DOUBT)) assertFalse(written.contains(number), number);
        assertTrue(written.contains("12015550200"));
    }

    private static int submitted(SimulatedEsme esme) {
        try {
            return submit(esme, FREE);
        } catch (Exception e) {
            return -1; // not bound again yet
        }
    }

    private static int submit(SimulatedEsme esme, String number) throws Exception {
        return esme.submit("890123", number, "An offer")
                .get(10, TimeUnit.SECONDS)
                .status();
    }

    private String config(List<Integer> ports, int carrierPort) {
        return """
                dataDir: data
                server: { listen: 127.0.0.1:%d }
                admin: { listen: 127.0.0.1:%d }
                metrics: { listen: 127.0.0.1:%d }
                accounts: [{ systemId: acme, password: { plain: secret }, senders: ["890123"] }]
                carriers:
                  - id: telco
                    hosts: ["127.0.0.1:%d"]
                    systemId: momentum
                    password: { plain: secret }
                    rate: 5/s
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
