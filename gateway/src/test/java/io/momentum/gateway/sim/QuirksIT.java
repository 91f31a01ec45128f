package io.momentum.gateway.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.sim.CarrierOptions.StateShare;
import io.momentum.gateway.sim.EsmeListener.Mo;
import io.momentum.gateway.sim.EsmeListener.Receipt;
import io.momentum.gateway.sim.EsmeListener.Submit;
import io.momentum.gateway.sim.EsmeListener.SubmitResult;
import io.momentum.store.value.MessageState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Quirks as they look on the wire to a peer without any. */
final class QuirksIT {

    private static final CarrierOptions PLAIN = CarrierOptions.defaults();
    private static final String TO = "15550100";
    private static final String FROM = "890123";

    @Test
    void receiptTextsLookAsTheirQuirksSay() throws Exception {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("receipt-no-sub", "id:\\d+ submit date:\\d{10} done date:\\d{10} stat:DELIVRD err:000 text:");
        texts.put("receipt-no-text", "id:\\d+ .* err:000");
        texts.put("receipt-no-err", "id:\\d+ .* stat:DELIVRD");
        texts.put("receipt-no-id", "sub:001 .*");
        texts.put("receipt-upper-fields", "ID:\\d+ SUB:.* STAT:DELIVRD ERR:000 TEXT:");
        texts.put("receipt-underscores", ".* submit_date:\\d+ done_date:\\d+ .*");
        texts.put("receipt-reversed", "err:000 stat:DELIVRD done date:.* id:\\d+ text:");
        texts.put("receipt-extra-fields", ".* mccmnc:26201 stat:DELIVRD price:0.0075 err:000 text:");
        texts.put("receipt-spoofed", ".* stat:DELIVRD err:000 text:id:999 .*");
        texts.put("receipt-csv", "00,\\d{10},\\d{10},,15550100,\\d+,ref");
        texts.put("receipt-crlf", "(?s) id:.*\r\n");
        texts.put("receipt-nul", "(?s)id:.*\0");
        texts.put("stat=DELIVERED", ".* stat:DELIVERED err.*");
        texts.put("stat-mixed-case", ".* stat:Delivrd err.*");
        texts.put("stat-padded", ".* stat:DELIVRD   err.*");
        texts.put("stat-number", ".* stat:2 err.*");
        texts.put("stat-contradicts-tlv", ".* stat:UNDELIV err.*");
        texts.put("err=21b", ".* err:21b text:");
        texts.put("err-space", ".* err: 000 text:");
        texts.put("dates-with-seconds", ".* done date:\\d{12} .*");
        texts.put("dates-with-century", ".* done date:20\\d{12} .*");
        texts.put("dates-absolute", ".* done date:\\d{12}000\\+ .*");
        texts.put("dates-zero", ".* done date:0000000000 .*");
        texts.put("dates-empty", ".* done date: stat.*");
        texts.put("id-zeros=20", "id:\\d{20} .*");
        texts.put("id-30-digits", "id:\\d{30} .*");
        texts.put("id-punctuated", "id:ab\\.\\d+:5-6/7 .*");
        for (Map.Entry<String, String> each : texts.entrySet()) {
            String text = receiptOf(PLAIN.withQuirks(each.getKey())).text();
            assertTrue(text.matches(each.getValue()), each.getKey() + ": " + text);
        }
    }

    @Test
    void quirksCompose() throws Exception {
        Receipt receipt =
                receiptOf(PLAIN.withQuirks("receipt-no-dates", "receipt-payload", "stat-long", "receipt-ucs2"));
        String text = new String(receipt.text().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_16BE);
        assertTrue(text.matches("id:\\d+ sub:001 dlvrd:001 stat:DELIVERED err:000 text:"), text);
        assertEquals(MessageState.DELIVERED, receipt.state());
    }

    @Test
    void failuresAreWrittenInOtherWords() throws Exception {
        var failing = CarrierOptions.Receipts.AT_ONCE.withStates(new StateShare(MessageState.UNDELIVERABLE, 100));
        assertTrue(receiptOf(PLAIN.withReceipts(failing).withQuirks("stat-failed"))
                .text()
                .contains(" stat:FAILED "));
        assertTrue(receiptOf(PLAIN.withReceipts(failing).withQuirks("stat-long"))
                .text()
                .contains(" stat:UNDELIVERABLE "));
    }

    @Test
    void throttlingEndsAfterItsTime() throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN.withQuirks("throttle-for=300ms"));
                var esme = to(carrier)) {
            assertEquals(0x58, send(esme).status());
            await(() -> send(esme).isAccepted());
        }
    }

    @Test
    void aRateIsEnforcedEachSecond() throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN.withQuirks("tps=10"));
                var esme = to(carrier)) {
            List<Submit> submits = IntStream.range(0, 40)
                    .mapToObj(i -> Submit.text(FROM, TO, "m" + i))
                    .toList();
            long accepted = 0;
            for (var result : esme.submitAll(submits)) {
                if (result.get(5, TimeUnit.SECONDS).isAccepted()) accepted++;
            }
            assertTrue(accepted == 10 || accepted == 20, "accepted " + accepted); // a second may have begun meanwhile
        }
    }

    @Test
    void intermediateAndContradictingReceiptsComeInOrder() throws Exception {
        assertEquals(List.of(MessageState.ACCEPTED, MessageState.DELIVERED), states("dlr-accepted-first"));
        assertEquals(List.of(MessageState.ENROUTE, MessageState.DELIVERED), states("dlr-enroute-first"));
        assertEquals(List.of(MessageState.DELIVERED, MessageState.UNDELIVERABLE), states("dlr-contradicted"));
        assertEquals(List.of(MessageState.DELIVERED, MessageState.DELIVERED), states("dlr-twice"));
    }

    @Test
    void answersTakeTheirForm() throws Exception {
        assertEquals("", answer("resp-no-body").messageId());
        assertEquals("", answer("resp-empty-id").messageId());
        assertTrue(answer("resp-empty-id").isAccepted());
        assertEquals(0x08, answer("nack=100").status());
        assertEquals(0x15, answer("service-type=CMT").status());
        assertEquals(0xC3, answer("tlv-wanted=0x1400").status());
        try (var carrier = SimulatedCarrier.start(PLAIN.withQuirks("resp-twice=10ms"));
                var esme = to(carrier)) {
            send(esme);
            await(() -> esme.unexpectedResponses() == 1);
        }
    }

    @Test
    void receiptsThatNobodyAskedForCome() throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN.withQuirks("dlr-unasked"));
                var esme = to(carrier)) {
            esme.submit(Submit.text(FROM, TO, "hello").withRegisteredDelivery(0))
                    .get(5, TimeUnit.SECONDS);
            await(() -> esme.receiptCount() == 1);
        }
    }

    @Test
    void receiptsComeOnTheOtherConnection() throws Exception {
        var binds = Collections.synchronizedList(new java.util.ArrayList<Long>());
        var listener = new CarrierListener() {
            @Override
            public void submitSeen(SubmitSeen submit) {
                binds.add(submit.bind());
            }

            @Override
            public void deliverAnswered(DeliverAnswered answer) {
                binds.add(answer.bind());
            }
        };
        try (var carrier = SimulatedCarrier.start(PLAIN.withQuirks("dlr-other-bind"), listener);
                var esme = SimulatedEsme.bind(options(carrier).withBinds(EsmeOptions.Bind.TRANSCEIVER, 2, 10))) {
            for (int i = 0; i < 6; i++) {
                send(esme);
                int soFar = 2 * (i + 1);
                await(() -> binds.size() == soFar);
                assertTrue(!binds.get(soFar - 1).equals(binds.get(soFar - 2)), binds.toString());
            }
        }
    }

    @Test
    void bindsAreRefusedAsTold() throws Exception {
        assertRefused("0x03", "no-transceiver");
        assertRefused("0x53", "system-type=VMA");
        assertRefused("0x0D", "bind-refused=0x0D:1");
        try (var carrier = SimulatedCarrier.start(PLAIN.withQuirks("stale-session=30s"))) {
            to(carrier).close(); // with unbind
            try (var esme = to(carrier)) {
                carrier.dropConnections();
                await(() -> esme.bindsOpen() == 0);
            }
            var held = assertThrows(IOException.class, () -> to(carrier));
            assertTrue(held.getMessage().contains("0x05"), held.getMessage());
        }
        try (var carrier = SimulatedCarrier.start(PLAIN.withQuirks("ban=2:30s"))) {
            to(carrier).close();
            to(carrier).close();
            assertThrows(IOException.class, () -> to(carrier));
            assertThrows(IOException.class, () -> to(carrier));
        }
    }

    @Test
    void partsOfAMessageTakeTheirForms() throws Exception {
        String text = "Да, и вот почему: ".repeat(10);
        assertArrayEquals(
                new byte[] {6, 8, 4, 0x12, 1, 3, 1},
                parts("mo-16-bit-parts", text).getFirst());
        assertArrayEquals(
                new byte[] {11, 5, 4, 0x15, (byte) 0x8A, 0, 0, 0, 3, 1, 3, 1},
                parts("mo-extra-header", text).getFirst());
        assertArrayEquals(
                new byte[] {5, 0, 3, 7, 3, 1}, parts("mo-same-reference", text).getFirst());
        assertArrayEquals(
                new byte[] {5, 0, 3, 1, 3, 3}, parts("mo-parts-reversed", text).getFirst());
        assertEquals(0, parts("mo-sar", text).getFirst().length);
    }

    @Test
    void textsComeInOtherAlphabets() throws Exception {
        assertArrayEquals(
                "olé @".getBytes(StandardCharsets.ISO_8859_1),
                mo("mo-charset=latin1", "olé @").octets());
        assertEquals("olé @", new String(mo("mo-ucs2", "olé @").octets(), StandardCharsets.UTF_16BE));
        assertEquals("olé @", new String(mo("mo-ucs2-bom", "olé @").octets(), StandardCharsets.UTF_16));
        assertEquals("olé @", new String(mo("mo-ucs2-little-endian", "olé @").octets(), StandardCharsets.UTF_16));
        assertEquals(0xF1, mo("mo-data-coding=0xF1", "ole").dataCoding());
        assertEquals(3, mo("mo-charset=packed", "ole").octets().length);
        assertEquals("+15550100", mo("mo-plus", "ole").source().text());
        assertEquals(5, mo("mo-ton-alphanumeric", "ole").source().ton());
    }

    @Test
    void whatIsWrittenInPiecesAndNumberedWildlyArrives() throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN.withQuirks("pieces=3", "sequence-from=0xFFFFFFFE"));
                var esme = SimulatedEsme.bind(options(carrier).withQuirks("pieces=5", "sequence-from=0"))) {
            for (int i = 0; i < 5; i++) assertTrue(send(esme).isAccepted());
            await(() -> carrier.counts().receiptsAcked() == 5);
            assertEquals(0, esme.unexpectedResponses() + carrier.counts().unexpectedResponses());
        }
    }

    @Test
    void aStalledCarrierHearsNothingAnyMore() throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN.withQuirks("stall-after=1"));
                var esme = to(carrier)) {
            assertTrue(send(esme).isAccepted());
            var second = esme.submit(FROM, TO, "second");
            await(() -> carrier.counts().submitsUnanswered() == 1);
            carrier.dropConnections();
            assertEquals(
                    EsmeListener.Outcome.IN_DOUBT,
                    second.get(5, TimeUnit.SECONDS).outcome());
        }
    }

    @Test
    void anEsmeAnswersDeliveriesInItsOwnWay() throws Exception {
        assertTrue(deliver("deliver-nack=100").nacks() > 0);
        assertTrue(deliver("deliver-status=0x14:100").deliveriesRefused() > 0);
        assertEquals(1, deliver("deliver-resp-no-body").receiptsAcked());
        assertEquals(1, deliver("deliver-resp-named").receiptsAcked());
        assertEquals(1, deliver("deliver-resp-twice").unexpectedResponses());
        assertEquals(1, deliver("deliver-delay=20ms").receiptsAcked());
    }

    @Test
    void anEsmesSubmitsLookAsTheirQuirksSay() throws Exception {
        var seen = Collections.synchronizedList(new java.util.ArrayList<CarrierListener.SubmitSeen>());
        var listener = new CarrierListener() {
            @Override
            public void submitSeen(SubmitSeen submit) {
                seen.add(submit);
            }
        };
        try (var carrier = SimulatedCarrier.start(PLAIN, listener);
                var esme =
                        SimulatedEsme.bind(options(carrier).withQuirks("plus-numbers", "payload", "esm-class=0x03"))) {
            assertTrue(send(esme).isAccepted());
            assertEquals("+15550100", seen.getFirst().destination().text());
            assertEquals(3, seen.getFirst().esmClass());
            assertEquals("hello", seen.getFirst().text());
        }
        try (var carrier = SimulatedCarrier.start(PLAIN);
                var esme = SimulatedEsme.bind(options(carrier).withQuirks("malformed-tlv=1"))) {
            assertFalse(send(esme).isAccepted());
        }
    }

    private static List<MessageState> states(String quirk) throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN.withQuirks(quirk));
                var esme = to(carrier)) {
            send(esme);
            await(() -> esme.receiptCount() == 2);
            return esme.receipts().stream().map(Receipt::state).toList();
        }
    }

    private static Receipt receiptOf(CarrierOptions options) throws Exception {
        try (var carrier = SimulatedCarrier.start(options);
                var esme = to(carrier)) {
            send(esme);
            await(() -> esme.receiptCount() == 1);
            return esme.receipts().getFirst();
        }
    }

    private static SubmitResult answer(String quirk) throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN.withQuirks(quirk));
                var esme = to(carrier)) {
            return send(esme);
        }
    }

    private static CarrierCounters.Counts deliver(String quirk) throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN);
                var esme = SimulatedEsme.bind(options(carrier).withQuirks(quirk))) {
            send(esme);
            await(() -> carrier.counts().receiptsAcked() + carrier.counts().deliveriesRefused() > 0);
            long twice = quirk.equals("deliver-resp-twice") ? 1 : 0;
            await(() -> carrier.counts().unexpectedResponses() == twice);
            return carrier.counts();
        }
    }

    private static void assertRefused(String status, String quirk) throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN.withQuirks(quirk))) {
            var refused = assertThrows(IOException.class, () -> to(carrier));
            assertTrue(refused.getMessage().contains(status), refused.getMessage());
        }
    }

    /** The headers of a long text's parts. */
    private static List<byte[]> parts(String quirk, String text) throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN.withQuirks(quirk));
                var esme = to(carrier)) {
            carrier.injectMoInParts(TO, FROM, text);
            await(() -> esme.moCount() == 3);
            return esme.mos().stream().map(QuirksIT::header).toList();
        }
    }

    private static byte[] header(Mo mo) {
        int length =
                (mo.esmClass() & 0x40) == 0 ? 0 : Segment.ofHeader(mo.octets()).header();
        return Arrays.copyOf(mo.octets(), length);
    }

    private static Mo mo(String quirk, String text) throws Exception {
        try (var carrier = SimulatedCarrier.start(PLAIN.withQuirks(quirk));
                var esme = to(carrier)) {
            carrier.injectMo(TO, FROM, text);
            await(() -> esme.moCount() == 1);
            return esme.mos().getFirst();
        }
    }

    private static EsmeOptions options(SimulatedCarrier carrier) {
        return EsmeOptions.to(carrier.port(), "acme", "secret");
    }

    private static SimulatedEsme to(SimulatedCarrier carrier) throws IOException {
        return SimulatedEsme.bind(options(carrier));
    }

    private static SubmitResult send(SimulatedEsme esme) {
        return esme.submit(FROM, TO, "hello").orTimeout(5, TimeUnit.SECONDS).join();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "not within ten seconds");
            LockSupport.parkNanos(1_000_000);
        }
    }
}
