package io.momentum.ops.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.GatewayConfig;
import io.momentum.gateway.carrier.CarrierConfig;
import io.momentum.gateway.cause.Cause;
import io.momentum.gateway.cause.CauseTable;
import io.momentum.gateway.cause.CauseTable.Code;
import io.momentum.gateway.cause.Layer;
import io.momentum.gateway.cause.Meaning;
import io.momentum.gateway.cause.Retry;
import io.momentum.gateway.codec.CommandId;
import io.momentum.gateway.codec.PduWriter;
import io.momentum.gateway.net.Loop;
import io.momentum.gateway.optout.OptOutConfig;
import io.momentum.gateway.profile.CarrierProfile;
import io.momentum.gateway.profile.CauseRules;
import io.momentum.gateway.profile.CauseRules.OptOuts;
import io.momentum.gateway.profile.IdRules;
import io.momentum.gateway.server.ServerConfig;
import io.momentum.ops.TestAppliance;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.MtAttempted;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.journal.FactBatch;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.IdForm;
import io.momentum.store.value.MessageId;
import io.momentum.store.value.MessageState;
import io.momentum.store.value.SuppressionScope;
import io.momentum.store.value.SystemId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A receipt that reports an opt-out and was misread: the number is closed when it is read again. */
class RematchOptOutIT {

    private static final CarrierId TELCO = new CarrierId("telco");
    private static final SystemId ACME = new SystemId("acme");
    private static final long SUBSCRIBER = 15_550_100_123L;
    private static final CauseTable TABLE = new CauseTable(
            Map.of(Code.of(Layer.RECEIPT, "2050"), new Meaning(Cause.OPTED_OUT, Retry.NEVER, "blacklisted", "", true)));

    @TempDir
    Path directory;

    @Test
    void theNumberIsClosedWhenTheReceiptFindsItsMessageByRematch() throws Exception {
        try (TestAppliance appliance = TestAppliance.start(directory)) {
            aReceiptFindsNoMessage(appliance);
            correctTheProfile(appliance);
            assertEquals("1 matched, 0 unmatched", rematch(appliance));
            until(() -> appliance.suppressions().size() == 1);
            var blocking = appliance.suppressions().blocking(SUBSCRIBER, ACME, "890123");
            assertEquals(SuppressionScope.account(ACME), blocking);
        }
    }

    private static void aReceiptFindsNoMessage(TestAppliance appliance) {
        long now = Loop.clockMicros();
        long mtId = MessageId.firstOf(now / 1_000);
        var from = PduWriter.address("890123");
        var to = PduWriter.address(Long.toString(SUBSCRIBER));
        byte[] submit = PduWriter.submitSm(from, to, "Hello", 1);
        long before = appliance.journal().durableSequence();
        appliance
                .journal()
                .offer(FactBatch.riding(List.of(
                        new MtAccepted(now, mtId, ACME, Origin.SMPP, from, to, SUBSCRIBER, 1, null, submit),
                        new MtAttempted(now, mtId, TELCO, 1),
                        new MtSubmitted(now, mtId, TELCO, "7F00A3"),
                        new DlrReceived(
                                now + 1,
                                mtId + 1,
                                TELCO,
                                "8323235",
                                MessageState.UNDELIVERABLE,
                                "2050",
                                0,
                                receipt()))));
        until(() -> appliance.index().lastSequence() == before + 4);
    }

    private static byte[] receipt() {
        byte[] addresses = ("\0\1\1" + SUBSCRIBER + "\0\3\000890123\0").getBytes(ISO_8859_1);
        byte[] text = "id:8323235 sub:001 dlvrd:000 stat:UNDELIV err:2050 text:".getBytes(ISO_8859_1);
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

    private static void correctTheProfile(TestAppliance appliance) {
        var profile = CarrierProfile.DEFAULT
                .with(IdRules.DEFAULT.withFormat(IdForm.HEX_THEN_DECIMAL))
                .with(new CauseRules(TABLE, OptOuts.ACCOUNT));
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

    private static String rematch(TestAppliance appliance) {
        var printed = new StringWriter();
        int code = Momentum.commandLine()
                .setOut(new PrintWriter(printed, true))
                .execute("dlr", "rematch", "--api", appliance.url(), "--token", "admin");
        assertEquals(ExitCode.OK, code);
        return printed.toString().strip();
    }

    private static void until(BooleanSupplier isSo) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!isSo.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "not within 10 s");
            Thread.onSpinWait();
        }
    }
}
