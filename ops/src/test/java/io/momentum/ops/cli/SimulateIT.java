package io.momentum.ops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.CarrierOptions.Receipts;
import io.momentum.gateway.sim.EsmeOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.gateway.sim.SimulatedEsme;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code simulate carrier} and {@code simulate esme}, with each other and with the simulators that they start. */
class SimulateIT {

    private static final CarrierOptions PLAIN = CarrierOptions.defaults();

    @Test
    void aCarrierTakesMessagesUntilItIsEnded() throws Exception {
        try (CommandRun carrier = CommandRun.start("simulate", "carrier", "--port", "0")) {
            int port = Integer.parseInt(carrier.await("listening on 127\\.0\\.0\\.1:(\\d+)"));
            try (SimulatedEsme esme = SimulatedEsme.bind(EsmeOptions.to(port, "acme", ""))) {
                assertTrue(esme.submit("890123", "15550100", "Hello").join().isAccepted());
                carrier.await("submits 1 ");
            }
            assertEquals(ExitCode.OK, carrier.interrupt(), carrier.all());
            assertTrue(carrier.out().contains("ended: binds"), carrier.all());
        }
    }

    @Test
    void aCarrierIsAsItsSwitchesSay() throws Exception {
        try (CommandRun carrier = CommandRun.start(
                "simulate",
                "carrier",
                "--port=0",
                "--system-id=acme",
                "--password=secret",
                "--id-format=uuid",
                "--no-receipts",
                "--replies=100",
                "--reply=Who is this?",
                "--answer-delay=1ms-5ms")) {
            int port = Integer.parseInt(carrier.await("listening on [^:]+:(\\d+)"));
            CommandRun stranger = CommandRun.of("simulate", "esme", "--port=" + port, "--system-id=x", "--to=15550100");
            assertEquals(ExitCode.UNAVAILABLE, stranger.exit());
            assertTrue(stranger.err().contains("refused the bind"), stranger.err());
            try (SimulatedEsme esme = SimulatedEsme.bind(EsmeOptions.to(port, "acme", "secret"))) {
                String id = esme.submit("890123", "15550100", "Hello").join().messageId();
                assertTrue(id.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"), id);
                carrier.await("MOs 1/1 acked");
                assertEquals("Who is this?", esme.mos().getFirst().text());
                assertEquals(0, esme.receiptCount());
            }
        }
    }

    @Test
    void aCarrierEndsByItself() {
        CommandRun carrier = CommandRun.of("simulate", "carrier", "--port", "0", "--duration", "50ms");
        assertEquals(ExitCode.OK, carrier.exit(), carrier.all());
    }

    @Test
    void anEsmePrintsAnswersAndReceiptsWithMaskedNumbers() throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN)) {
            CommandRun esme = esme(carrier, "--to=15550100-15550109", "--count=25", "--binds=2");
            assertEquals(ExitCode.OK, esme.exit(), esme.all());
            assertTrue(esme.out().contains("ended: answered 25 (accepted 25, "), esme.all());
            assertTrue(esme.out().contains("  receipts 25 "), esme.all());
            assertEquals(25, count(esme, "accepted [0-9]+  …0[0-9]"));
            assertEquals(25, count(esme, "receipt  [0-9]+ DELIVERED  …0[0-9]"));
            assertFalse(esme.out().contains("1555010"), esme.all());
            assertEquals(10, carrier.counts().uniqueDestinations());
        }
    }

    @Test
    void anEsmeShowsNumbersWhenTold() throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN)) {
            CommandRun esme = esme(carrier, "--to=15550100", "--show-numbers");
            assertTrue(esme.out().matches("(?s).*receipt  [0-9]+ DELIVERED  15550100\n.*"), esme.all());
        }
    }

    @Test
    void aRefusedMessageFailsTheCommand() throws Exception {
        var throttling = PLAIN.withQuirks("status=0x58:100");
        try (var carrier = SimulatedCarrier.start(throttling)) {
            CommandRun esme = esme(carrier, "--to=15550100", "--quiet");
            assertEquals(ExitCode.FAILED, esme.exit());
            assertTrue(esme.out().contains("refused 0x00000058: 1"), esme.all());
        }
    }

    @Test
    void anEsmeDoesNotWaitForEverForReceipts() throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN.withReceipts(Receipts.AT_ONCE.unreliable(100, 0)))) {
            CommandRun esme = esme(carrier, "--to=15550100", "--wait=50ms");
            assertEquals(ExitCode.OK, esme.exit(), esme.all());
            assertTrue(esme.out().contains("receipts 0"), esme.all());
        }
    }

    @Test
    void aRateIsKept() throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN)) {
            long startNanos = System.nanoTime();
            esme(carrier, "--to=15550100", "--count=21", "--rate=100", "--no-receipts");
            assertTrue(System.nanoTime() - startNanos > 190_000_000L);
        }
    }

    @Test
    void aListeningEsmePrintsWhatSubscribersWrite() throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN);
                CommandRun esme = CommandRun.start(line(carrier, "--bind=transmitter+receiver", "--reconnect"))) {
            esme.await("bound  binds 2");
            assertTrue(carrier.injectMo("15550100", "890123", "STOP\u001b[2J"));
            esme.await("MO       …00 to …23  STOP ");
            carrier.dropConnections();
            esme.await("lost  binds 0(?s).*bound  binds 2");
            assertTrue(carrier.injectMo("15550101", "890123", "Yes"));
            esme.await("…01 to …23  Yes");
            assertEquals(ExitCode.OK, esme.interrupt(), esme.all());
            assertFalse(esme.out().contains("\u001b"), "steers the terminal");
        }
    }

    @Test
    void anEsmeAnswersDeliveriesAsTold() throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN)) {
            CommandRun esme = esme(carrier, "--to=15550100", "--answer-deliveries-with=0x8", "--wait=100ms");
            assertEquals(ExitCode.OK, esme.exit(), esme.all());
            assertTrue(
                    carrier.counts().deliveriesRefused() > 0, carrier.counts().toString());
        }
    }

    @Test
    void quirksAreListedWithWhatTheyDo() {
        for (String side : List.of("carrier", "esme")) {
            CommandRun listed = CommandRun.of("simulate", side, "--list-quirks");
            assertEquals(ExitCode.OK, listed.exit(), listed.all());
            assertTrue(count(listed, "sequence-from=0xFFFFFF00 +numbers its PDUs .*") == 1, listed.all());
            assertTrue(count(listed, " +seen: .*") > 30, listed.all());
        }
    }

    @Test
    void anEsmeHasTheQuirksThatAreChosen() throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN)) {
            CommandRun esme = esme(carrier, "--to=15550100", "--quirk=malformed-tlv=1,pieces=5", "--wait=100ms");
            assertEquals(ExitCode.FAILED, esme.exit(), esme.all());
            assertTrue(esme.out().contains("accepted 0"), esme.all());
        }
    }

    @Test
    void wrongUsageEndsWith2() {
        assertUsage("which command?", "simulate");
        assertUsage("'0x58' is no share", "simulate", "carrier", "--quirk", "status=0x58");
        assertUsage("--list-quirks shows", "simulate", "carrier", "--quirk", "sloth");
        assertUsage("'DELIVERD' is none of", "simulate", "carrier", "--receipt-state", "DELIVERD:5");
        assertUsage("0 to 100", "simulate", "carrier", "--receipt-state", "UNDELIV:101");
        assertUsage("the shorter time", "simulate", "carrier", "--receipt-delay", "2s-1s");
        assertUsage("'5' is no time", "simulate", "carrier", "--quirk", "read-pause=5");
        assertUsage("'octal' is none of", "simulate", "carrier", "--id-format", "octal");
        assertUsage("0..65535", "simulate", "carrier", "--port", "65536");
        assertUsage("--to is missing", "simulate", "esme", "--system-id=a", "--count=2");
        assertUsage("cannot send", "simulate", "esme", "--system-id=a", "--to=15550100", "--bind=receiver");
        assertUsage("one length", "simulate", "esme", "--system-id=a", "--to=15550100-2");
        assertUsage("--list-quirks shows", "simulate", "esme", "--system-id=a", "--quirk=sloth");
        assertUsage("only with --reconnect", "simulate", "esme", "--system-id=a", "--resend");
    }

    private static void assertUsage(String why, String... args) {
        CommandRun run = CommandRun.of(args);
        assertEquals(ExitCode.USAGE, run.exit(), run.all());
        assertTrue(run.err().contains(why), run.err());
    }

    private static long count(CommandRun run, String line) {
        return run.out().lines().filter(each -> each.matches(line)).count();
    }

    private static CommandRun esme(SimulatedCarrier carrier, String... more) {
        return CommandRun.of(line(carrier, more));
    }

    private static String[] line(SimulatedCarrier carrier, String... more) {
        var args = new ArrayList<>(List.of("simulate", "esme", "--port=" + carrier.port(), "--system-id=acme"));
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }
}
