package io.momentum.ops.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.GatewayConfig;
import io.momentum.gateway.carrier.CarrierConfig;
import io.momentum.gateway.codec.CommandId;
import io.momentum.gateway.codec.PduWriter;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.optout.OptOutConfig;
import io.momentum.gateway.profile.CarrierProfile;
import io.momentum.gateway.profile.IdRules;
import io.momentum.gateway.server.ServerConfig;
import io.momentum.ops.TestAppliance;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.DlrRematched;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.MtAttempted;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.journal.FactBatch;
import io.momentum.store.journal.JournalReader;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.IdForm;
import io.momentum.store.value.MessageId;
import io.momentum.store.value.MessageState;
import io.momentum.store.value.SystemId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A carrier whose ids we misread for a while: its profile is corrected, and its receipts find their messages after all. */
class DlrRematchIT {

    private static final CarrierId TELCO = new CarrierId("telco");
    private static final long SUBSCRIBER = 15_550_100_123L;

    @TempDir
    Path directory;

    private TestAppliance appliance;
    private String out = "";
    private String err = "";
    private long mtId;

    @BeforeEach
    void aReceiptFindsNoMessage() throws Exception {
        appliance = TestAppliance.start(directory);
        long now = Loop.clockMicros();
        mtId = MessageId.firstOf(now / 1_000);
        var from = PduWriter.address("890123");
        var to = PduWriter.address(Long.toString(SUBSCRIBER));
        byte[] submit = PduWriter.submitSm(from, to, "Hello", 1);
        appliance
                .journal()
                .offer(FactBatch.riding(List.of(
                        new MtAccepted(
                                now, mtId, new SystemId("acme"), Origin.SMPP, from, to, SUBSCRIBER, 1, null, submit),
                        new MtAttempted(now, mtId, TELCO, 1),
                        new MtSubmitted(now, mtId, TELCO, "7F00A3"),
                        new DlrReceived(
                                now + 1, mtId + 1, TELCO, "8323235", MessageState.DELIVERED, "000", 0, receipt()))));
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (appliance.index().lastSequence() < 4) {
            assertTrue(System.nanoTime() < deadline, "the index does not follow");
            Thread.onSpinWait();
        }
    }

    @AfterEach
    void stop() {
        appliance.close();
    }

    private static byte[] receipt() {
        byte[] addresses = ("\0\1\1" + SUBSCRIBER + "\0\3\000890123\0").getBytes(ISO_8859_1);
        byte[] text = "id:8323235 sub:001 dlvrd:001 stat:DELIVRD err:000 text:".getBytes(ISO_8859_1);
        int length = 16 + addresses.length + 10 + text.length;
        return ByteBuffer.allocate(length)
                .putInt(length)
                .putInt(CommandId.DELIVER_SM)
                .putLong(7)
                .put(addresses)
                .put(new byte[] {4, 0, 0, 0, 0, 0, 0, 0, 0, (byte) text.length})
                .put(text)
                .array();
    }

    @Test
    void itIsMatchedOnceTheProfileIsRightAndThenNotAgain() {
        assertEquals("0 matched (dry run), 1 unmatched", rematch("--dry-run"));
        assertEquals("0 matched, 1 unmatched", rematch());

        correctTheProfile();

        assertEquals("1 matched (dry run), 0 unmatched", rematch("--carrier", "telco", "--dry-run"));
        assertEquals("1 matched, 0 unmatched", rematch("--since", "1h"));
        assertEquals("0 matched, 0 unmatched", rematch());
        assertEquals(ExitCode.OK, run("trace", MessageId.format(mtId)), () -> err);
        assertTrue(out.contains("delivered"), out);
        assertTrue(out.contains("DlrRematched"), out);
        assertEquals(1, rematched());
    }

    @Test
    void aCarrierThatIsNotThereIsSaid() {
        assertEquals(ExitCode.FAILED, run("dlr", "rematch", "--carrier", "nobody"));
        assertTrue(err.contains("No such carrier"), err);
        assertEquals(ExitCode.USAGE, run("dlr", "rematch", "--since", "yesterday"));
        assertEquals(ExitCode.USAGE, run("dlr"));
    }

    private void correctTheProfile() {
        var profile = CarrierProfile.DEFAULT.with(IdRules.DEFAULT.withFormat(IdForm.HEX_THEN_DECIMAL));
        var carrier = new CarrierConfig(
                TELCO,
                List.of(new CarrierConfig.HostPort("127.0.0.1", 1)),
                "momentum",
                new CarrierConfig.Secret("secret"),
                1,
                0,
                20,
                1 << 20,
                profile);
        var listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        appliance
                .gateway()
                .reload(new GatewayConfig(
                        ServerConfig.defaults(listen), List.of(), List.of(carrier), List.of(), OptOutConfig.BARE));
    }

    private int rematched() {
        int[] found = new int[1];
        try (JournalReader reader = appliance.journal().read(1)) {
            reader.poll(100, (sequence, fact, position) -> {
                if (fact instanceof DlrRematched) found[0]++;
            });
        }
        return found[0];
    }

    private String rematch(String... options) {
        List<String> all = new ArrayList<>(List.of("dlr", "rematch"));
        all.addAll(List.of(options));
        assertEquals(ExitCode.OK, run(all.toArray(String[]::new)), () -> err);
        return out.strip();
    }

    private int run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        if (args.length > 1) all.addAll(List.of("--api", appliance.url(), "--token", "admin"));
        var printed = new StringWriter();
        var said = new StringWriter();
        int code = Momentum.commandLine()
                .setOut(new PrintWriter(printed, true))
                .setErr(new PrintWriter(said, true))
                .execute(all.toArray(String[]::new));
        out = printed.toString();
        err = said.toString();
        return code;
    }
}
