package io.momentum.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.sim.CarrierOptions.ReceiptForm;
import io.momentum.gateway.sim.CarrierOptions.Receipts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The load generator against the simulated carrier. */
final class LoadGeneratorIT {

    private static final CarrierOptions PLAIN = CarrierOptions.defaults();

    @Test
    void aClosedLoopGetsEveryAnswerAndEveryReceipt() throws Exception {
        for (ReceiptForm form : ReceiptForm.values()) {
            try (var carrier = SimulatedCarrier.start(PLAIN.withReceipts(Receipts.AT_ONCE.withForm(form)))) {
                LoadResult result = run(to(carrier).withAmount(2_000, 0));
                assertEquals(2_000, result.accepted());
                assertEquals(2_000, result.receipts());
                assertTrue(result.isComplete());
                assertEquals(0, result.receiptsUnmatched() + result.malformed());
                assertEquals(2_000, carrier.counts().uniqueDestinations());
                assertTrue(result.receipt().maxMicros() >= result.submit().p50Micros());
            }
        }
    }

    @Test
    void earlyAndRepeatedReceiptsAreToldFromMissingOnes() throws Exception {
        Receipts receipts = Receipts.AT_ONCE.early().unreliable(10, 20);
        try (var carrier = SimulatedCarrier.start(PLAIN.withReceipts(receipts))) {
            LoadResult result =
                    run(to(carrier).withBinds(2, 50, true).withAmount(2_000, 0).withReceipts(true, 100));
            assertEquals(2_000, result.accepted());
            assertEquals(200, (double) result.receiptsMissing(), 80);
            assertEquals(2_000, result.receipts() + result.receiptsMissing());
            assertEquals(360, (double) result.receiptsUnmatched(), 110);
        }
    }

    @Test
    void anOpenLoopSendsWhatIsDue() throws Exception {
        List<String> lines = new ArrayList<>();
        try (var carrier = SimulatedCarrier.start(PLAIN)) {
            LoadOptions options = to(carrier).withRate(2_000).withAmount(0, 1_100);
            LoadResult result = new LoadGenerator(options).run(lines::add);
            assertEquals(2_200, result.sent());
            assertEquals(2_200, result.accepted());
            assertTrue(result.messagesPerSecond() < 2_200, () -> result.toText()); // never faster than due
            assertTrue(lines.getFirst().contains("msg/s"), () -> lines.toString());
        }
    }

    @Test
    void latencyCountsFromWhenAMessageWasDue() throws Exception {
        CarrierOptions slow = PLAIN.withQuirks("response-delay=50ms");
        try (var carrier = SimulatedCarrier.start(slow)) {
            // one answer each 50 ms at best, and a message due each 5 ms: the last waits for all before it
            LoadResult result =
                    run(to(carrier).withBinds(1, 1, false).withRate(200).withAmount(20, 0));
            assertEquals(20, result.accepted());
            assertTrue(result.submit().maxMicros() > 500_000, () -> result.toText());
        }
    }

    @Test
    void refusalsAreCountedByStatus() throws Exception {
        CarrierOptions throttling = PLAIN.withQuirks("status=0x58:50");
        try (var carrier = SimulatedCarrier.start(throttling)) {
            LoadResult result = run(to(carrier).withAmount(1_000, 0));
            assertEquals(Set.of(0x58), result.refused().keySet());
            assertEquals(1_000, result.accepted() + result.refused().get(0x58));
            assertTrue(result.toJson().contains("\"refused\":{\"0x00000058\":"), result.toJson());
        }
    }

    @Test
    void lostConnectionsLeaveMessagesInDoubt() throws Exception {
        CarrierOptions dropping = PLAIN.withQuirks("drop-every=500");
        try (var carrier = SimulatedCarrier.start(dropping)) {
            LoadResult result = run(to(carrier).withBinds(1, 10, false).withAmount(1_000, 0));
            assertTrue(result.inDoubt() >= 1 && result.inDoubt() <= 10, () -> result.toText());
            assertEquals(result.sent(), result.accepted() + result.inDoubt());
        }
    }

    @Test
    void anotherMachineMustBeAllowedExpressly() {
        LoadOptions remote = LoadOptions.to(2775, "acme", "secret").withHost("192.0.2.1", false);
        var refusal = assertThrows(IOException.class, () -> run(remote));
        assertTrue(refusal.getMessage().contains("not this machine"), refusal.getMessage());
    }

    private static LoadResult run(LoadOptions options) throws Exception {
        return new LoadGenerator(options).run(line -> {});
    }

    private static LoadOptions to(SimulatedCarrier carrier) {
        return LoadOptions.to(carrier.port(), "acme", "secret");
    }
}
