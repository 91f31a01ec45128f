package io.momentum.ops.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.carrier.Carrier;
import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.ops.boot.Appliance;
import io.momentum.ops.config.ConfigException;
import io.momentum.ops.config.ConfigFile;
import io.momentum.store.value.CarrierId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reload of the whole appliance while its binds stand. */
class ReloadIT {

    @TempDir
    Path directory;

    private Path write(int port, int otherPort, String window) throws IOException {
        return Files.writeString(directory.resolve("momentum.yaml"), """
                dataDir: data
                durability: page-cache
                server: { listen: "127.0.0.1:0" }
                accounts:
                  - { systemId: acme, password: { plain: secret } }
                carriers:
                  - { id: telco, hosts: ["127.0.0.1:%d"], systemId: momentum, password: { plain: secret }, binds: 2 }
                  - { id: other, hosts: ["127.0.0.1:%d"], systemId: momentum, password: { plain: secret }, window: %s }
                routes:
                  - { to: "*", carriers: [telco] }
                admin: { listen: "127.0.0.1:0" }
                metrics: { listen: "127.0.0.1:0" }
                """.formatted(port, otherPort, window));
    }

    private static void until(String what, BooleanSupplier isSo) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) throw new AssertionError("not within 20 s: " + what);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static Carrier carrier(Appliance appliance, String id) {
        return Objects.requireNonNull(appliance.gateway().carriers().get(new CarrierId(id)));
    }

    @Test
    void oneBadLineRefusesTheWholeReloadAndTouchesNoBind() throws Exception {
        try (SimulatedCarrier telco = SimulatedCarrier.start(CarrierOptions.defaults());
                SimulatedCarrier other = SimulatedCarrier.start(CarrierOptions.defaults())) {
            Path file = write(telco.port(), other.port(), "20");
            try (var appliance = new Appliance(() -> ConfigFile.read(file), failure -> {})) {
                appliance.start();
                until(
                        "bound",
                        () -> carrier(appliance, "telco").boundTransmitters() == 2
                                && carrier(appliance, "other").isBound());
                Carrier before = carrier(appliance, "telco");
                List<Carrier.BindStatus> binds = before.binds();

                write(telco.port(), other.port(), "twenty");
                String text = Files.readString(file);
                Files.writeString(file, text.replace("systemId: acme", "systemId: fresh"));
                ConfigException refused = assertThrows(ConfigException.class, appliance::reload);
                assertTrue(refused.getMessage().contains("window: must be a whole number"), refused.getMessage());
                assertEquals(1, refused.problems().size());
                assertSame(before, carrier(appliance, "telco"));
                assertEquals(
                        binds.stream().map(Carrier.BindStatus::peer).toList(),
                        before.binds().stream().map(Carrier.BindStatus::peer).toList());
                assertEquals(0, before.counters().disconnects.sum());
                assertTrue(appliance.gateway().accounts().get("acme") != null, "nothing of it is in force");
                assertTrue(appliance.gateway().accounts().get("fresh") == null, "nothing of it is in force");

                Carrier changed = carrier(appliance, "other");
                write(telco.port(), other.port(), "30");
                appliance.reload();
                assertSame(before, carrier(appliance, "telco"), "what is not changed stays");
                assertNotSame(changed, carrier(appliance, "other"));
                until("bound again", () -> carrier(appliance, "other").isBound());
                assertEquals(0, before.counters().disconnects.sum());
            }
        }
    }
}
