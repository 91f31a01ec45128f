package io.momentum.ops.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.codec.SegmentRules.Mode;
import io.momentum.gateway.profile.CarrierProfile;
import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.CarrierOptions.IdFormat;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.ops.config.ConfigFile;
import io.momentum.store.value.IdForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code momentum probe} against the simulated carrier. */
class ProbeIT {

    private static final CarrierOptions PLAIN = CarrierOptions.defaults().withListen("127.0.0.1", 0);

    @TempDir
    Path directory;

    @Test
    void whatWasLearnedIsAProfileThatTheCarrierCanName() throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN.withIdFormat(IdFormat.HEX_THEN_DECIMAL))) {
            Path learned = directory.resolve("profiles/learned.yaml");
            CommandRun run = probe(carrier.port(), "profile: infobip", "--yes", "--write", learned.toString());
            assertEquals(0, run.exit(), run.all());
            assertTrue(run.out().contains("9 of 9 taken, 9 receipts"), run.all());
            assertTrue(run.out().contains("  ids.format: same, it is hex-then-decimal"), run.all());

            CarrierProfile profile = profile(carrier.port(), "profile: learned");
            assertEquals("learned", profile.name());
            assertEquals(IdForm.HEX_THEN_DECIMAL, profile.ids().format());
            assertEquals(Mode.UDH8, profile.parts().split());
            assertEquals(50, profile.flow().window(), "what was not seen is as infobip's profile has it");

            CommandRun again = probe(carrier.port(), "profile: learned", "--yes");
            assertTrue(again.out().contains("The profile 'learned' says the same."), again.all());
        }
    }

    @Test
    void aCarrierThatDoesAsTheProfileSaysIsLeftAsItIs() throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN)) {
            CommandRun run = probe(carrier.port(), "", "--yes");
            assertEquals(0, run.exit(), run.all());
            assertTrue(run.out().contains("The profile 'default' says the same."), run.all());
        }
    }

    @Test
    void aCarrierThatRefusesUserDataHeadersGetsAnotherSplit() throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN.withQuirks("no-udh"))) {
            CommandRun run = probe(carrier.port(), "", "--yes");
            assertTrue(run.out().contains("  parts.split: udh8, it is sar"), run.all());
            assertTrue(run.out().contains("Three parts with a user data header: refused with ESME_"), run.all());
        }
    }

    @Test
    void aCarrierThatIsSlowGetsMoreTime() throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN.withQuirks("response-delay=300ms"))) {
            CommandRun run = probe(carrier.port(), "responseTimeout: 1s", "--yes");
            assertTrue(run.out().contains("  responseTimeout: 1s, it is 2s"), run.all());
        }
    }

    @Test
    void aCarrierThatAsksToSlowDownGetsASmallerWindow() throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN.withQuirks("throttle-for=30s"))) {
            CommandRun run = probe(carrier.port(), "", "--yes", "--wait", "1s");
            assertEquals(ExitCode.FAILED, run.exit(), run.all());
            assertTrue(run.out().contains("It asks to slow down (ESME_RTHROTTLED)"), run.all());
            assertTrue(run.out().contains("  window: 10, it is 2"), run.all());
        }
    }

    @Test
    void receiptsByTlvAloneAndUuidsAreUnderstood() throws Exception {
        var receipts = CarrierOptions.Receipts.AT_ONCE.withForm(CarrierOptions.ReceiptForm.TLV);
        try (var carrier =
                SimulatedCarrier.start(PLAIN.withIdFormat(IdFormat.UUID).withReceipts(receipts))) {
            CommandRun run = probe(carrier.port(), "", "--yes");
            assertTrue(run.out().contains("TLVs: receipted_message_id, message_state"), run.all());
            assertTrue(run.out().contains("9 of 9 receipts name their message if ids are read as same"), run.all());
        }
    }

    @Test
    void withoutYesItSaysWhatItWouldSendAndSendsNothing() throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN)) {
            CommandRun run = probe(carrier.port(), "");
            assertEquals(ExitCode.USAGE, run.exit());
            assertTrue(run.err().contains("would send 9 messages (about 10 on the bill)"), run.all());
            assertFalse(run.all().contains("15550100"), "numbers are masked");
            assertEquals(0, carrier.counts().submits());
        }
    }

    @Test
    void aBindThatIsRefusedIsToldWithItsStatus() throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN.withCredentials("somebody", "else"))) {
            CommandRun run = probe(carrier.port(), "", "--yes");
            assertEquals(ExitCode.UNAVAILABLE, run.exit());
            assertTrue(run.err().contains("the bind is refused with ESME_"), run.all());
        }
    }

    @Test
    void withoutTheProcessThatKnowsWhoOptedOutNothingIsSent() throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN)) {
            Files.createDirectories(directory.resolve("data/journal"));
            CommandRun run = probe(carrier.port(), "", "--yes");
            assertEquals(ExitCode.UNAVAILABLE, run.exit());
            assertTrue(run.err().contains("start it first"), run.all());
            assertEquals(0, carrier.counts().submits());
        }
    }

    @Test
    void whatCannotBeDoneIsToldBeforeAnythingIsSent() throws Exception {
        assertTrue(
                probe(1, "", "--yes", "--write", config(1, "").toString()).err().contains("is there already"));
        assertTrue(run("nobody", config(1, ""), "15550100")
                .err()
                .contains("no carrier has the id 'nobody', known: telco"));
        assertTrue(run("telco", config(1, ""), "STOP").err().contains("is no number"));
        assertTrue(run("telco", config(1, ""), "15550100,15550101,15550102,15550103,15550104,15550105")
                .err()
                .contains("at most 5"));
    }

    private CommandRun probe(int port, String keys, String... more) throws IOException {
        String[] args = {"probe", "telco", "--config", config(port, keys).toString(), "--to", "15550100"};
        String[] all = java.util.stream.Stream.concat(java.util.Arrays.stream(args), java.util.Arrays.stream(more))
                .toArray(String[]::new);
        return CommandRun.of(all);
    }

    private static CommandRun run(String carrier, Path config, String to) {
        return CommandRun.of("probe", carrier, "--config", config.toString(), "--to", to, "--yes");
    }

    private CarrierProfile profile(int port, String keys) throws Exception {
        return ConfigFile.read(config(port, keys))
                .gateway()
                .carriers()
                .getFirst()
                .profile();
    }

    private Path config(int port, String keys) throws IOException {
        return Files.writeString(
                directory.resolve("momentum.yaml"), """
                dataDir: data
                accounts: [{ systemId: acme, password: { plain: secret }, senders: ["890123"] }]
                carriers:
                  - { id: telco, hosts: ["127.0.0.1:%d"], systemId: us, password: { plain: secret }%s }
                routes: [{ to: "*", carriers: [telco] }]
                admin: { listen: 127.0.0.1:0 }
                metrics: { listen: 127.0.0.1:0 }
                """.formatted(port, keys.isEmpty() ? "" : ", " + keys));
    }
}
