package io.momentum.ops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A carrier that is known by its name moves to another address while the process runs. */
class MovedHostIT {

    private static final Path LAUNCHER = Path.of("target/momentum/bin/momentum").toAbsolutePath();
    private static final String FIRST = "127.0.0.1";
    private static final String SECOND = "127.0.0.2";

    @TempDir
    Path dir;

    private static String config(int carrierPort) {
        return """
                dataDir: data
                durability: page-cache
                server: { listen: 127.0.0.1:0 }
                admin: { listen: 127.0.0.1:0 }
                metrics: { listen: 127.0.0.1:0 }
                carriers:
                  - { id: telco, hosts: ["smsc.example:%d"], systemId: m, password: { plain: p }, binds: 1,
                      reconnect: { min: 100ms, max: 200ms } }
                """.formatted(carrierPort);
    }

    /** With names from a file. */
    private Process run(Path names, int carrierPort) throws IOException {
        Path file = Files.writeString(dir.resolve("momentum.yaml"), config(carrierPort));
        var builder = new ProcessBuilder(LAUNCHER.toString(), "run", "--config", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("momentum.log").toFile());
        builder.environment().put("MOMENTUM_OPTS", "-Djdk.net.hosts.file=" + names);
        return builder.start();
    }

    private static void until(int seconds, String what, BooleanSupplier isSo) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!isSo.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "not within " + seconds + " s: " + what);
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    @Test
    void itIsBoundWhereItsNameSaysAtThatMoment() throws Exception {
        Path names = Files.writeString(dir.resolve("hosts"), FIRST + " smsc.example\n");
        Process momentum = null;
        try (var second = SimulatedCarrier.start(CarrierOptions.defaults().withListen(SECOND, 0))) {
            try (var first = SimulatedCarrier.start(CarrierOptions.defaults().withListen(FIRST, second.port()))) {
                momentum = run(names, first.port());
                until(60, "bound", () -> first.counts().bindsOpen() == 1);
                assertEquals(0, second.counts().bindsAccepted());
                Files.writeString(names, SECOND + " smsc.example\n");
            }
            // The JVM alone would go to the old address for half a minute.
            until(20, "bound where it is now", () -> second.counts().bindsOpen() == 1);
        } finally {
            if (momentum != null) momentum.destroyForcibly().waitFor();
        }
    }
}
