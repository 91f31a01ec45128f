package io.momentum.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.sim.CarrierOptions.IdFormat;
import io.momentum.gateway.sim.CarrierOptions.ReceiptForm;
import io.momentum.gateway.sim.CarrierOptions.Receipts;
import io.momentum.gateway.sim.CarrierOptions.StateShare;
import io.momentum.gateway.sim.EsmeListener.Outcome;
import io.momentum.gateway.sim.EsmeListener.Receipt;
import io.momentum.gateway.sim.EsmeListener.Submit;
import io.momentum.gateway.sim.EsmeListener.SubmitResult;
import io.momentum.store.value.MessageState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The simulated ESME against the simulated carrier: each is the other's proof. */
final class SimulatorsIT {

    private static final CarrierOptions PLAIN = CarrierOptions.defaults();

    @Test
    void aThousandMessagesGetTheirReceipts() throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN);
                var esme = SimulatedEsme.bind(to(carrier))) {
            List<SubmitResult> results = sendAll(esme, 1_000);
            assertTrue(results.stream().allMatch(SubmitResult::isAccepted));
            await(() -> esme.receiptCount() == 1_000);
            assertEquals(idsOf(results), receiptIds(esme));
            await(() -> carrier.counts().receiptsAcked() == 1_000);
            assertEquals(1_000, carrier.counts().uniqueDestinations());
            assertEquals(0, esme.unexpectedResponses() + carrier.counts().unexpectedResponses());
        }
    }

    @Test
    void receiptsSayHowTheMessagesEnded() throws Exception {
        Receipts receipts = Receipts.AT_ONCE.withStates(
                new StateShare(MessageState.UNDELIVERABLE, 30), new StateShare(MessageState.EXPIRED, 20));
        for (ReceiptForm form : ReceiptForm.values()) {
            try (var carrier = SimulatedCarrier.start(PLAIN.withReceipts(receipts.withForm(form)));
                    var esme = SimulatedEsme.bind(to(carrier))) {
                sendAll(esme, 1_000);
                await(() -> esme.receiptCount() == 1_000);
                Map<MessageState, Long> states =
                        esme.receipts().stream().collect(Collectors.groupingBy(Receipt::state, Collectors.counting()));
                assertEquals(300, states.get(MessageState.UNDELIVERABLE), 60);
                assertEquals(200, states.get(MessageState.EXPIRED), 60);
                assertEquals(500, states.get(MessageState.DELIVERED), 75);
            }
        }
    }

    @Test
    void noReceiptComesWhereNoneWasAskedFor() throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN);
                var esme = SimulatedEsme.bind(to(carrier))) {
            Submit silent = Submit.text("890123", "15550101", "hello").withRegisteredDelivery(0);
            assertTrue(esme.submit(silent).get(5, TimeUnit.SECONDS).isAccepted());
            sendAll(esme, 1);
            await(() -> esme.receiptCount() == 1);
            assertEquals(1, carrier.counts().receiptsSent());
        }
    }

    @Test
    void statusesComeInTheirShares() throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN.withQuirks("status=0x58:25", "status=0x14:6.7"));
                var esme = SimulatedEsme.bind(to(carrier))) {
            Map<Integer, Long> statuses = sendAll(esme, 1_000).stream()
                    .collect(Collectors.groupingBy(SubmitResult::status, Collectors.counting()));
            assertEquals(Set.of(0, 0x58, 0x14), statuses.keySet());
            assertEquals(250, statuses.get(0x58), 60);
            assertEquals(50, statuses.get(0x14), 30);
            await(() -> esme.receiptCount() == statuses.get(0));
        }
    }

    @Test
    void anEarlyReceiptOvertakesItsResponse() throws Exception {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        var listener = new EsmeListener() {
            @Override
            public void submitAnswered(Submit submit, SubmitResult result) {
                order.add("response " + result.messageId());
            }

            @Override
            public void received(Receipt receipt) {
                order.add("receipt " + receipt.messageId());
            }
        };
        try (var carrier = SimulatedCarrier.start(PLAIN.withReceipts(Receipts.AT_ONCE.early()));
                var esme = SimulatedEsme.bind(to(carrier), listener)) {
            List<SubmitResult> results = sendAll(esme, 50);
            for (SubmitResult result : results) {
                int receipt = order.indexOf("receipt " + result.messageId());
                assertTrue(receipt >= 0 && receipt < order.indexOf("response " + result.messageId()));
            }
        }
    }

    @Test
    void idsAreWrittenInTheFormatAskedFor() throws Exception {
        Map<IdFormat, Function<String, String>> receiptIdOf = Map.of(
                IdFormat.DECIMAL, id -> Long.toString(Long.parseLong(id)),
                IdFormat.HEX, id -> Long.toHexString(Long.parseLong(id, 16)),
                IdFormat.HEX_THEN_DECIMAL, id -> Long.toString(Long.parseLong(id, 16)),
                IdFormat.DECIMAL_THEN_HEX, id -> Long.toHexString(Long.parseLong(id)),
                IdFormat.UUID, id -> java.util.UUID.fromString(id).toString());
        for (IdFormat format : IdFormat.values()) {
            try (var carrier = SimulatedCarrier.start(PLAIN.withIdFormat(format));
                    var esme = SimulatedEsme.bind(to(carrier))) {
                Set<String> expected = sendAll(esme, 20).stream()
                        .map(result -> receiptIdOf.get(format).apply(result.messageId()))
                        .collect(Collectors.toSet());
                assertEquals(20, expected.size());
                await(() -> esme.receiptCount() == 20);
                assertEquals(expected, receiptIds(esme));
            }
        }
    }

    @Test
    void receiptsOutliveLostConnections() throws Exception {
        Receipts late = Receipts.AT_ONCE.withDelay(50, 150);
        try (var carrier = SimulatedCarrier.start(PLAIN.withReceipts(late));
                var esme = SimulatedEsme.bind(to(carrier).reconnecting(10))) {
            esme.stopAnswering();
            List<CompletableFuture<SubmitResult>> unheard = esme.submitAll(messages(20));
            await(() -> carrier.counts().receiptsSent() == 20);
            carrier.dropConnections();
            for (var result : unheard)
                assertEquals(Outcome.IN_DOUBT, result.get(5, TimeUnit.SECONDS).outcome());
            esme.answerAgain();
            await(() -> esme.receiptCount() == 20 && carrier.counts().receiptsAcked() == 20);
            assertEquals(20, carrier.counts().submits());
        }
    }

    @Test
    void aDroppedSubmitWasTakenAndIsSentAgainOnlyWhenAsked() throws Exception {
        CarrierOptions dropping = PLAIN.withQuirks("drop-every=10");
        try (var carrier = SimulatedCarrier.start(dropping);
                var esme = SimulatedEsme.bind(
                        to(carrier).reconnecting(5, true).withBinds(EsmeOptions.Bind.TRANSCEIVER, 1, 5))) {
            assertTrue(sendAll(esme, 100).stream().allMatch(SubmitResult::isAccepted));
            assertTrue(carrier.counts().submits() > 100);
            assertEquals(100, carrier.counts().uniqueDestinations());
        }
    }

    @Test
    void separateTransmitterAndReceiverShareTheWork() throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN);
                var esme = SimulatedEsme.bind(to(carrier).withBinds(EsmeOptions.Bind.TRANSMITTER_RECEIVER, 2, 10))) {
            assertEquals(4, carrier.counts().bindsOpen());
            sendAll(esme, 200);
            await(() -> esme.receiptCount() == 200);
        }
    }

    @Test
    void subscribersAnswerAndStop() throws Exception {
        MoScript script = MoScript.SILENT
                .withReplies(40, List.of("Yes please", "Да"))
                .withStops(10, List.of("STOP"))
                .withDelay(0, 20);
        try (var carrier = SimulatedCarrier.start(PLAIN.withSubscribers(script));
                var esme = SimulatedEsme.bind(to(carrier))) {
            sendAll(esme, 1_000);
            await(() -> carrier.counts().mosAcked() > 400);
            await(() -> carrier.counts().mosSent() == esme.moCount());
            Map<String, Long> texts =
                    esme.mos().stream().collect(Collectors.groupingBy(EsmeListener.Mo::text, Collectors.counting()));
            assertEquals(Set.of("Yes please", "Да", "STOP"), texts.keySet());
            assertEquals(100, texts.get("STOP"), 45);
            assertEquals("890123", esme.mos().getFirst().destination().text());
        }
    }

    @Test
    void anInjectedMessageWaitsForABind() throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN)) {
            String text = "a text of more than one part ".repeat(12);
            assertTrue(carrier.injectMo("15550100", "890123", text));
            try (var esme = SimulatedEsme.bind(to(carrier))) {
                await(() -> esme.moCount() == 1);
                assertEquals(text, esme.mos().getFirst().text());
            }
        }
    }

    @Test
    void aLongMessageComesInPartsWithAHeader() throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN);
                var esme = SimulatedEsme.bind(to(carrier))) {
            String text = "Да, и вот почему: ".repeat(10);
            assertTrue(carrier.injectMoInParts("15550100", "890123", text));
            await(() -> esme.moCount() == 3);
            StringBuilder whole = new StringBuilder();
            for (EsmeListener.Mo part : esme.mos()) {
                assertEquals(0x40, part.esmClass());
                byte[] octets = part.octets();
                assertEquals(3, octets[4]);
                whole.append(SmsText.decode(Arrays.copyOfRange(octets, 6, octets.length), part.dataCoding()));
            }
            assertEquals(text, whole.toString());
        }
    }

    @Test
    void aSlowReaderStillTakesEverything() throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN.withQuirks("read-pause=5ms"));
                var esme = SimulatedEsme.bind(to(carrier))) {
            assertTrue(sendAll(esme, 500).stream().allMatch(SubmitResult::isAccepted));
            await(() -> esme.receiptCount() == 500);
        }
    }

    @Test
    void anUnbindIsAnsweredBeforeTheConnectionGoes() throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN);
                var esme = SimulatedEsme.bind(to(carrier).reconnecting(10))) {
            carrier.unbindAll();
            await(() -> carrier.counts().bindsAccepted() == 2 && esme.bindsOpen() == 1);
            sendAll(esme, 10);
            assertEquals(0, esme.unexpectedResponses() + carrier.counts().unexpectedResponses());
        }
    }

    @Test
    void whatIsSubmittedAfterTheEndIsNotSent() throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN)) {
            SimulatedEsme esme = SimulatedEsme.bind(to(carrier));
            esme.close();
            assertEquals(
                    Outcome.NOT_SENT,
                    esme.submit("1", "15550100", "late")
                            .get(5, TimeUnit.SECONDS)
                            .outcome());
        }
    }

    @Test
    void aTemporaryRefusalIsTriedAgain() throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN);
                var esme = SimulatedEsme.bind(to(carrier))) {
            esme.answerDeliveriesWith(0x58);
            carrier.injectMo("15550100", "890123", "hello");
            await(() -> carrier.counts().deliveriesRefused() == 1);
            esme.answerDeliveriesWith(0);
            await(() -> esme.moCount() == 1);
        }
    }

    @Test
    void wrongPasswordsAndTooManyBindsAreRefused() throws Exception {
        CarrierOptions strict = PLAIN.withCredentials("momentum", "secret").withLimits(1, 10, 100);
        try (var carrier = SimulatedCarrier.start(strict)) {
            int port = carrier.port();
            var wrong = assertThrows(
                    IOException.class, () -> SimulatedEsme.bind(EsmeOptions.to(port, "momentum", "guess")));
            assertTrue(wrong.getMessage().contains("0x0E"), wrong.getMessage());
            try (var first = SimulatedEsme.bind(EsmeOptions.to(port, "momentum", "secret"))) {
                assertEquals(1, first.bindsOpen());
                assertThrows(IOException.class, () -> SimulatedEsme.bind(EsmeOptions.to(port, "momentum", "secret")));
            }
        }
    }

    @Test
    void aStalledCarrierLeavesEveryMessageInDoubt() throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN.withQuirks("stall-after=5"));
                var esme = SimulatedEsme.bind(to(carrier))) {
            List<CompletableFuture<SubmitResult>> results = esme.submitAll(messages(10));
            for (var result : results.subList(0, 5))
                assertTrue(result.get(5, TimeUnit.SECONDS).isAccepted());
            carrier.dropConnections();
            for (var result : results.subList(5, 10))
                assertEquals(Outcome.IN_DOUBT, result.get(5, TimeUnit.SECONDS).outcome());
            assertEquals(
                    Outcome.NOT_SENT,
                    esme.submit("1", "15550100", "late")
                            .get(5, TimeUnit.SECONDS)
                            .outcome());
        }
    }

    private static EsmeOptions to(SimulatedCarrier carrier) {
        return EsmeOptions.to(carrier.port(), "acme", "secret");
    }

    private static List<Submit> messages(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Submit.text("890123", Long.toString(15_550_100_000L + i), "Message " + i))
                .toList();
    }

    private static List<SubmitResult> sendAll(SimulatedEsme esme, int count) throws Exception {
        List<SubmitResult> results = new ArrayList<>();
        for (var result : esme.submitAll(messages(count))) results.add(result.get(10, TimeUnit.SECONDS));
        return results;
    }

    private static Set<String> idsOf(List<SubmitResult> results) {
        return results.stream().map(SubmitResult::messageId).collect(Collectors.toSet());
    }

    private static Set<String> receiptIds(SimulatedEsme esme) {
        return esme.receipts().stream().map(Receipt::messageId).collect(Collectors.toSet());
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "not within ten seconds");
            java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
        }
    }
}
