package io.momentum.ops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.CarrierOptions.Receipts;
import io.momentum.gateway.sim.SimulatedCarrier;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code load} against a simulated carrier. */
class LoadIT {

    private static final CarrierOptions PLAIN = CarrierOptions.defaults();

    @Test
    void aLoadEndsWithItsTable() throws Exception {
        CommandRun load = load(PLAIN, "--count=500", "--to=15550100-15550199");
        assertEquals(ExitCode.OK, load.exit(), load.all());
        assertTrue(load.out().contains("accepted   500\n"), load.all());
        assertTrue(load.out().contains("receipts   500, missing 0"), load.all());
        assertEquals("", load.err());
    }

    @Test
    void progressIsPrintedEachSecond() throws Exception {
        CommandRun load = load(PLAIN, "--rate=100", "--duration=1100ms");
        assertTrue(load.out().startsWith("   1 s "), load.all());
    }

    @Test
    void jsonIsAllThatGoesToStdout() throws Exception {
        CommandRun load = load(PLAIN, "--rate=100", "--duration=1100ms", "--json");
        assertEquals(ExitCode.OK, load.exit(), load.all());
        assertTrue(load.out().matches("\\{\"sent\":110,.*}\n"), load.out());
        assertTrue(load.err().startsWith("   1 s "), load.err());
    }

    @Test
    void aMissingReceiptFailsTheLoad() throws Exception {
        var forgetful = PLAIN.withReceipts(Receipts.AT_ONCE.unreliable(50, 0));
        CommandRun load = load(forgetful, "--count=100", "--receipts-wait=50ms");
        assertEquals(ExitCode.FAILED, load.exit(), load.all());
        assertEquals(
                ExitCode.OK, load(forgetful, "--count=100", "--no-receipts").exit());
    }

    @Test
    void aLoadOfWhichNothingIsAcceptedFails() throws Exception {
        var refusing = PLAIN.withQuirks("status=0x58:100");
        assertEquals(ExitCode.FAILED, load(refusing, "--count=10").exit());
    }

    @Test
    void anotherMachineIsNotLoadedByMistake() {
        CommandRun load = CommandRun.of("load", "--host=192.0.2.1", "--system-id=acme", "--count=1");
        assertEquals(ExitCode.USAGE, load.exit());
        assertTrue(load.err().contains("--allow-remote"), load.err());
    }

    @Test
    void aServerThatIsNotThereIsSaidSo() throws Exception {
        int port;
        try (var carrier = SimulatedCarrier.start(PLAIN)) {
            port = carrier.port();
        }
        CommandRun load = CommandRun.of("load", "--port=" + port, "--system-id=acme", "--count=1");
        assertEquals(ExitCode.UNAVAILABLE, load.exit());
        assertTrue(load.err().startsWith("momentum: cannot connect to 127.0.0.1:" + port), load.err());
    }

    private static CommandRun load(CarrierOptions target, String... more) throws IOException {
        try (var carrier = SimulatedCarrier.start(target)) {
            var args = new ArrayList<>(List.of("load", "--port=" + carrier.port(), "--system-id=acme"));
            args.addAll(List.of(more));
            return CommandRun.of(args.toArray(String[]::new));
        }
    }
}
