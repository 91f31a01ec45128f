package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.BIND_RX;
import static io.momentum.gateway.wire.Pdus.BIND_TX;
import static io.momentum.gateway.wire.Pdus.DELIVER_SM;
import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.Pdus.response;
import static io.momentum.gateway.wire.Pdus.submit;
import static io.momentum.gateway.wire.TestGateway.until;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.server.AccountConfig.OnSuppressed;
import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.gateway.wire.RawPeer.Seen;
import io.momentum.store.fact.Fact.DlrForwarded;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Receipts and subscribers' messages on their way to an ESME that comes, goes, is slow, or does not answer. */
class OutboxIT {

    private static TestGateway start(SimulatedCarrier carrier, Duration responseTimeout) throws IOException {
        var setup = TestGateway.setup()
                .account("acme", 10, 100, 0, OnSuppressed.RECEIPT)
                .projected()
                .carrier(TestGateway.carrier("telco", carrier.port()).config());
        setup.responseTimeout = responseTimeout;
        return setup.start();
    }

    /** Submits over a transmitter, to which no receipt can come. @return our ids */
    private static Set<String> submitAll(TestGateway gateway, int n, String to) throws IOException {
        Set<String> ids = new HashSet<>();
        try (RawPeer esme = RawPeer.bound(gateway.port(), BIND_TX, "acme", 0x34)) {
            for (int i = 1; i <= n; i++) esme.send(submit(i, to, "text " + i));
            for (int i = 1; i <= n; i++)
                ids.add(esme.read().expect(SUBMIT_SM | RESP, 0, i).string());
        }
        return ids;
    }

    private static String idOf(Seen deliver) {
        String text = new String(deliver.body(), ISO_8859_1);
        int at = text.indexOf("id:");
        return text.substring(at + 3, at + 19);
    }

    private static Seen nextDeliver(RawPeer esme) throws IOException {
        Seen seen = esme.read();
        return seen.expect(DELIVER_SM, 0, seen.sequence());
    }

    private static String answerNext(RawPeer esme) throws IOException {
        Seen deliver = nextDeliver(esme);
        esme.send(response(DELIVER_SM, 0, deliver.sequence(), 0));
        return idOf(deliver);
    }

    @Test
    void receiptsWaitForAReceiverAndComeOnceEach() throws IOException {
        try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults());
                TestGateway gateway = start(carrier, Duration.ofSeconds(10))) {
            Set<String> ids = submitAll(gateway, 300, "15550100");
            Set<String> seen = new HashSet<>();
            try (RawPeer esme = RawPeer.bound(gateway.port(), BIND_RX, "acme", 0x34)) {
                for (int i = 0; i < 300; i++) seen.add(answerNext(esme));
                assertEquals(ids, seen);
                until("journalled", () -> gateway.facts(DlrForwarded.class).size() == 300);
                assertTrue(esme.isSilentForNow(150));
            }
            try (RawPeer again = RawPeer.bound(gateway.port(), BIND_RX, "acme", 0x34)) {
                assertTrue(again.isSilentForNow(150), "what was answered does not come again");
            }
        }
    }

    @Test
    void whatOneBindDoesNotAnswerGoesToTheOther() throws IOException {
        try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults());
                TestGateway gateway = start(carrier, Duration.ofMillis(500));
                RawPeer mute = RawPeer.bound(gateway.port(), BIND_RX, "acme", 0x34)) {
            Set<String> ids = submitAll(gateway, 40, "15550100");
            for (int i = 0; i < 10; i++) nextDeliver(mute);
            Set<String> seen = new HashSet<>();
            try (RawPeer esme = RawPeer.bound(gateway.port(), BIND_RX, "acme", 0x34)) {
                for (int i = 0; i < 40; i++) seen.add(answerNext(esme));
                assertEquals(ids, seen);
                assertTrue(mute.isClosed());
            }
        }
    }

    @Test
    void twoReceiversShareAndEachReceiptComesOverOneOfThem() throws IOException {
        try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults());
                TestGateway gateway = start(carrier, Duration.ofSeconds(10));
                RawPeer one = RawPeer.bound(gateway.port(), BIND_RX, "acme", 0x34);
                RawPeer two = RawPeer.bound(gateway.port(), BIND_RX, "acme", 0x34)) {
            Set<String> ids = submitAll(gateway, 200, "15550100");
            Set<String> seen = new HashSet<>();
            int answered = 0;
            while (answered < 200) {
                for (RawPeer esme : new RawPeer[] {one, two}) {
                    if (esme.isSilentForNow(20)) continue;
                    assertTrue(seen.add(answerNext(esme)), "twice");
                    answered++;
                }
            }
            assertEquals(ids, seen);
        }
    }

    @Test
    void aSuppressedMessageOfAnAccountThatWantsReceiptsIsReceiptedRejected() throws IOException {
        try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults());
                TestGateway gateway = start(carrier, Duration.ofSeconds(10));
                RawPeer esme = RawPeer.bound(gateway.port(), BIND_RX, "acme", 0x34)) {
            until("bound", () -> gateway.carrierOf("telco").boundTransmitters() == 2);
            carrier.injectMo("15550100", "890123", "STOP");
            Seen mo = nextDeliver(esme);
            assertTrue(new String(mo.body(), ISO_8859_1).contains("STOP"));
            esme.send(response(DELIVER_SM, 0, mo.sequence(), 0));
            Set<String> ids = submitAll(gateway, 1, "15550100");
            Seen receipt = nextDeliver(esme);
            String text = new String(receipt.body(), ISO_8859_1);
            assertTrue(text.contains("stat:REJECTD"), text);
            assertEquals(ids, Set.of(idOf(receipt)));
            assertEquals(0, carrier.counts().submits());
        }
    }
}
