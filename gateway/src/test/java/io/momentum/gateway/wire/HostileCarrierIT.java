package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.ALERT_NOTIFICATION;
import static io.momentum.gateway.wire.Pdus.BIND_RX;
import static io.momentum.gateway.wire.Pdus.BIND_TRX;
import static io.momentum.gateway.wire.Pdus.BIND_TX;
import static io.momentum.gateway.wire.Pdus.DELIVER_SM;
import static io.momentum.gateway.wire.Pdus.ENQUIRE_LINK;
import static io.momentum.gateway.wire.Pdus.NACK;
import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.Pdus.UNBIND;
import static io.momentum.gateway.wire.Pdus.join;
import static io.momentum.gateway.wire.Pdus.pdu;
import static io.momentum.gateway.wire.Pdus.receipt;
import static io.momentum.gateway.wire.Pdus.response;
import static io.momentum.gateway.wire.Pdus.submit;
import static io.momentum.gateway.wire.TestGateway.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.profile.SessionProfile.BindMode;
import io.momentum.gateway.wire.RawPeer.Seen;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.MtDeferred;
import io.momentum.store.fact.Fact.MtRefused;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.fact.Fact.MtUnknown;
import io.momentum.store.fact.Fact.UnknownPolicy;
import io.momentum.store.value.MessageState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an SMSC should not do, and that no message is lost, sent twice or left without an end by it. */
class HostileCarrierIT {

    private static final int RTHROTTLED = 0x58;

    private static TestGateway start(TestGateway.CarrierSetup telco) throws IOException {
        return TestGateway.setup().account("acme").carrier(telco.config()).start();
    }

    private static TestGateway.CarrierSetup oneBind(RawSmsc smsc) {
        var telco = TestGateway.carrier("telco", smsc.port());
        telco.binds = 1;
        return telco;
    }

    /** Submits texts "1" to "n" and awaits their acceptance. */
    private static void submitAll(TestGateway gateway, int n) throws IOException {
        try (RawPeer esme = gateway.bind("acme")) {
            for (int i = 1; i <= n; i++) esme.send(submit(i, "15550100", "text " + i));
            for (int i = 1; i <= n; i++) esme.read().expect(SUBMIT_SM | RESP, 0, i);
        }
    }

    private static String text(Seen submit) {
        byte[] body = submit.body();
        String all = new String(body, java.nio.charset.StandardCharsets.ISO_8859_1);
        return all.substring(all.indexOf("text "));
    }

    private static Seen nextSubmit(RawPeer smsc) throws IOException {
        Seen seen = smsc.read();
        return seen.expect(SUBMIT_SM, 0, seen.sequence());
    }

    // ---- responses

    @Test
    void responsesMayComeInAnyOrderAndBareOrWithTlvs() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(oneBind(smsc));
                RawPeer link = smsc.bound()) {
            submitAll(gateway, 10);
            List<Seen> submits = new ArrayList<>();
            for (int i = 0; i < 10; i++) submits.add(nextSubmit(link));
            for (Seen one : submits.reversed()) {
                link.send(response(SUBMIT_SM, 0, one.sequence(), "id" + one.sequence(), Pdus.tlv(0x1400, new byte[3])));
            }
            until("submitted", () -> gateway.facts(MtSubmitted.class).size() == 10);
            Set<String> ids = new TreeSet<>();
            gateway.facts(MtSubmitted.class).forEach(m -> ids.add(m.smscId()));
            assertEquals(10, ids.size());
            assertTrue(ids.contains("id" + submits.getFirst().sequence()));
        }
    }

    @Test
    void responsesThatNobodyAwaitsAreCountedAndNotAnswered() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(oneBind(smsc));
                RawPeer link = smsc.bound()) {
            link.send(
                    response(SUBMIT_SM, 0, 4711, "x"),
                    response(0x0777, 0, 4712),
                    pdu(NACK, 3, 0, new byte[0]),
                    response(BIND_TRX, 0, 1, "again"));
            assertTrue(link.stands(5));
            assertEquals(4, gateway.carrier("telco").unexpectedResponses.sum());
        }
    }

    @Test
    void aNackEndsTheSubmitThatItNames() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(oneBind(smsc));
                RawPeer link = smsc.bound()) {
            submitAll(gateway, 2);
            link.send(pdu(NACK, 0x03, nextSubmit(link).sequence(), new byte[0]));
            link.send(pdu(NACK, 0, nextSubmit(link).sequence(), new byte[0]));
            until("refused", () -> gateway.facts(MtRefused.class).size() == 2);
            assertEquals(0, gateway.carrierOf("telco").queuedMessages());
        }
    }

    @Test
    void aResponseOfAnotherKindLeavesTheOutcomeUnknown() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(oneBind(smsc));
                RawPeer link = smsc.bound()) {
            submitAll(gateway, 1);
            link.send(response(Pdus.DATA_SM, 0, nextSubmit(link).sequence(), "x"));
            until("unknown", () -> gateway.facts(MtUnknown.class).size() == 1);
            assertTrue(link.stands(2));
        }
    }

    @ParameterizedTest
    @CsvSource({"11,1", "69,1", "1057,1", "255,1", "8,8", "100,8"})
    void aPermanentStatusEndsAMessageAndATemporaryOneIsTriedAgain(int status, int attempts) throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(oneBind(smsc));
                RawPeer link = smsc.bound()) {
            submitAll(gateway, 1);
            for (int i = 0; i < attempts; i++) {
                link.send(response(SUBMIT_SM, status, nextSubmit(link).sequence()));
            }
            until("ended", () -> gateway.facts(MtRefused.class).size() == 1);
            assertEquals(status, gateway.facts(MtRefused.class).getFirst().status());
            assertEquals(attempts - 1, gateway.facts(MtDeferred.class).size());
            assertEquals(0, gateway.carrierOf("telco").queuedMessages());
        }
    }

    @Test
    void throttlingKeepsTheOrder() throws IOException {
        try (RawSmsc smsc = new RawSmsc()) {
            var telco = oneBind(smsc);
            telco.window =
                    3; // the fewer were sent, the longer the pause: nothing is sent again before all are throttled
            try (TestGateway gateway = start(telco);
                    RawPeer link = smsc.bound()) {
                throttlesAWindow(gateway, link);
            }
        }
    }

    private static void throttlesAWindow(TestGateway gateway, RawPeer link) throws IOException {
        submitAll(gateway, 30);
        List<Seen> submits = new ArrayList<>();
        for (int i = 1; i <= 3; i++) submits.add(nextSubmit(link));
        for (Seen one : submits) {
            // One by one, so that they come back to the queue in several turns.
            link.send(response(SUBMIT_SM, RTHROTTLED, one.sequence()));
            assertTrue(link.stands(one.sequence()));
        }
        assertTrue(link.isSilent(50), "nothing is sent for a while after a throttle");
        for (int i = 1; i <= 30; i++) {
            Seen again = nextSubmit(link);
            assertEquals("text " + i, text(again));
            link.send(response(SUBMIT_SM, 0, again.sequence(), "id" + i));
        }
        until("taken", () -> gateway.facts(MtSubmitted.class).size() == 30);
    }

    @Test
    void aResponseAfterTheTimeOutStillNamesTheMessage() throws IOException {
        try (RawSmsc smsc = new RawSmsc()) {
            var telco = oneBind(smsc);
            telco.responseTimeout = Duration.ofMillis(300);
            try (TestGateway gateway = start(telco);
                    RawPeer link = smsc.bound()) {
                submitAll(gateway, 1);
                int sequence = nextSubmit(link).sequence();
                until("unknown", () -> gateway.facts(MtUnknown.class).size() == 1);
                link.send(response(SUBMIT_SM, 0, sequence, "late"));
                until("named", () -> gateway.facts(MtSubmitted.class).size() == 1);
                assertEquals(1, gateway.carrier("telco").lateResponses.sum());
                assertEquals(0, gateway.carrierOf("telco").queuedMessages());
            }
        }
    }

    // ---- links

    @Test
    void aLinkDroppedWithTheWindowFullLeavesEachOutcomeUnknownOnce() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(oneBind(smsc))) {
            try (RawPeer link = smsc.bound()) {
                submitAll(gateway, 25);
                for (int i = 0; i < 10; i++) nextSubmit(link);
                link.reset();
            }
            try (RawPeer link = smsc.bound()) {
                until("unknown", () -> gateway.facts(MtUnknown.class).size() == 10);
                for (int i = 11; i <= 25; i++) {
                    Seen next = nextSubmit(link);
                    assertEquals("text " + i, text(next));
                    link.send(response(SUBMIT_SM, 0, next.sequence(), "x" + i));
                }
                assertTrue(link.isSilent(150), "what is held is not sent again");
            }
            assertEquals(10, gateway.carrier("telco").unknownOutcomes.sum());
        }
    }

    @Test
    void withTheResendPolicyWhatWasUnansweredIsSentAgainFirstAndCounted() throws IOException {
        try (RawSmsc smsc = new RawSmsc()) {
            var telco = oneBind(smsc);
            telco.unknown = UnknownPolicy.RESEND;
            try (TestGateway gateway = start(telco)) {
                try (RawPeer link = smsc.bound()) {
                    submitAll(gateway, 15);
                    for (int i = 0; i < 10; i++) nextSubmit(link);
                }
                try (RawPeer link = smsc.bound()) {
                    for (int i = 1; i <= 15; i++) {
                        Seen next = nextSubmit(link);
                        assertEquals("text " + i, text(next));
                        link.send(response(SUBMIT_SM, 0, next.sequence(), "x" + i));
                    }
                    until("taken", () -> gateway.facts(MtSubmitted.class).size() == 15);
                }
                assertEquals(10, gateway.carrier("telco").resends.sum());
            }
        }
    }

    @Test
    void anUnbindBySmscWaitsForWhatIsOwedAndThenWeComeBack() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(oneBind(smsc))) {
            try (RawPeer link = smsc.bound()) {
                submitAll(gateway, 3);
                List<Seen> submits = new ArrayList<>();
                for (int i = 0; i < 3; i++) submits.add(nextSubmit(link));
                link.send(pdu(UNBIND, 77));
                assertTrue(link.stands(78));
                for (Seen one : submits) link.send(response(SUBMIT_SM, 0, one.sequence(), "x" + one.sequence()));
                link.read().expect(UNBIND | RESP, 0, 77);
                assertTrue(link.isClosed());
            }
            until("taken", () -> gateway.facts(MtSubmitted.class).size() == 3);
            assertEquals(0, gateway.facts(MtUnknown.class).size());
            try (RawPeer again = smsc.bound()) {
                assertTrue(again.stands(1));
            }
        }
    }

    @Test
    void aSilentLinkIsAskedTwiceAndThenReplaced() throws IOException {
        try (RawSmsc smsc = new RawSmsc()) {
            var telco = oneBind(smsc);
            telco.enquireLink = Duration.ofMillis(200);
            telco.responseTimeout = Duration.ofMillis(200);
            try (TestGateway gateway = start(telco);
                    RawPeer silent = smsc.bound()) {
                assertEquals(ENQUIRE_LINK, silent.read().id());
                assertEquals(ENQUIRE_LINK, silent.read().id());
                try (RawPeer next = smsc.bound()) {
                    assertTrue(next.stands(1));
                    assertEquals(1, gateway.carrier("telco").disconnects.sum());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x0E, 0x0F})
    void refusedCredentialsAreNotHammered(int status) throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(oneBind(smsc))) {
            try (RawPeer link = smsc.accept()) {
                Seen bind = link.read();
                link.send(response(bind.id(), status, bind.sequence()));
                assertTrue(link.isClosed());
            }
            assertTrue(smsc.isQuiet(700), "the configured 100 ms are for links that drop");
            assertEquals(0, gateway.carrierOf("telco").boundTransmitters());
        }
    }

    @Test
    void aBindThatFailsOnceIsTriedAgainSoon() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(oneBind(smsc))) {
            try (RawPeer link = smsc.accept()) {
                Seen bind = link.read();
                link.send(response(bind.id(), 0x0D, bind.sequence()));
            }
            try (RawPeer link = smsc.bound()) {
                assertTrue(link.stands(1));
                until("bound", () -> gateway.carrierOf("telco").isBound());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 70_001, -1})
    void aBrokenCommandLengthIsNackedAndTheLinkReplaced(int length) throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(oneBind(smsc))) {
            try (RawPeer link = smsc.bound()) {
                byte[] broken = pdu(ENQUIRE_LINK, 6);
                java.nio.ByteBuffer.wrap(broken).putInt(0, length);
                link.send(broken).read().expect(NACK, 0x02, 6);
                assertTrue(link.isClosed());
            }
            try (RawPeer next = smsc.bound()) {
                assertTrue(next.stands(1));
            }
            assertEquals(1, gateway.carrier("telco").malformed.sum());
        }
    }

    @Test
    void transmitterAndReceiverAreTwoLinksAndEachDoesItsPart() throws IOException {
        try (RawSmsc smsc = new RawSmsc()) {
            var telco = oneBind(smsc);
            telco.mode = BindMode.TRANSMITTER_RECEIVER;
            try (TestGateway gateway = start(telco);
                    RawPeer one = smsc.accept();
                    RawPeer two = smsc.accept()) {
                RawPeer tx = one;
                RawPeer rx = two;
                for (RawPeer link : List.of(one, two)) {
                    Seen bind = link.read();
                    link.send(response(bind.id(), 0, bind.sequence(), "smsc"));
                    if (bind.id() == BIND_RX) rx = link;
                    else bind.expect(BIND_TX, 0, bind.sequence());
                    if (bind.id() == BIND_TX) tx = link;
                }
                assertNotEquals(tx, rx);
                submitAll(gateway, 1);
                tx.send(response(SUBMIT_SM, 0, nextSubmit(tx).sequence(), "over-tx"));
                rx.send(receipt(9, "over-tx", "15550100", "DELIVRD")).read().expect(DELIVER_SM | RESP, 0, 9);
                assertTrue(rx.isSilent(50));
            }
        }
    }

    // ---- requests of the SMSC

    @Test
    void aReceiptBeforeItsSubmitResponseIsJournalledAndAcknowledged() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(oneBind(smsc));
                RawPeer link = smsc.bound()) {
            submitAll(gateway, 1);
            Seen submit = nextSubmit(link);
            link.send(join(
                    receipt(5, "early", "15550100", "DELIVRD"), response(SUBMIT_SM, 0, submit.sequence(), "early")));
            link.read().expect(DELIVER_SM | RESP, 0, 5);
            until("named", () -> gateway.facts(MtSubmitted.class).size() == 1);
            DlrReceived receipt = gateway.facts(DlrReceived.class).getFirst();
            assertEquals("early", receipt.smscId());
            assertEquals(MessageState.DELIVERED, receipt.state());
        }
    }

    @Test
    void whatHasNoAnswerGetsNoneAndWhatIsUnknownIsNacked() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(oneBind(smsc));
                RawPeer link = smsc.bound()) {
            link.send(pdu(ALERT_NOTIFICATION, 1, 1, 1, "15550100", 1, 1, "890123"));
            assertTrue(link.stands(2));
            link.send(pdu(0x0555, 3)).read().expect(NACK, 0x03, 3);
            link.send(submit(4, "15550100", "wrong way")).read().expect(NACK, 0x03, 4);
            link.send(pdu(Pdus.DATA_SM, 5)).read().expect(Pdus.DATA_SM | RESP, 0x15, 5);
            assertEquals(1, gateway.carrierOf("telco").boundTransmitters());
        }
    }

    @Test
    void aDeliverThatCannotBeReadGetsAStatusAndTheLinkStays() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(oneBind(smsc));
                RawPeer link = smsc.bound()) {
            Seen answer =
                    link.send(pdu(DELIVER_SM, 1, "", 1, 1, Pdus.raw("no end"))).read();
            assertEquals(DELIVER_SM | RESP, answer.id());
            assertNotEquals(0, answer.status());
            assertTrue(link.stands(2));
            assertEquals(1, gateway.carrier("telco").malformed.sum());
        }
    }

    @Test
    void aDeliverBeforeTheBindIsAnsweredIsRefused() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(oneBind(smsc));
                RawPeer link = smsc.accept()) {
            Seen bind = link.read();
            link.send(receipt(5, "x", "15550100", "DELIVRD")).read().expect(DELIVER_SM | RESP, 0x04, 5);
            link.send(response(bind.id(), 0, bind.sequence(), "smsc"));
            until("bound", () -> gateway.carrierOf("telco").isBound());
        }
    }

    @Test
    void aFloodOfReceiptsWaitsForASlowJournalAndAllAreAnswered() throws Exception {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(oneBind(smsc));
                RawPeer link = smsc.bound()) {
            until("bound", () -> gateway.carrierOf("telco").isBound());
            gateway.journal.hold();
            int receipts = 5_000;
            Thread flood = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 1; i <= receipts; i++) link.send(receipt(i, "id" + i, "15550100", "DELIVRD"));
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            until("some wait", () -> gateway.journal.heldBatches() > 0);
            assertTrue(link.isSilent(150), "nothing is acknowledged before it is durable");
            gateway.journal.release();
            for (int i = 1; i <= receipts; i++) link.read().expect(DELIVER_SM | RESP, 0, i);
            flood.join();
        }
    }

    @Test
    void aFullJournalAsksTheCarrierToTryAgain() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(oneBind(smsc));
                RawPeer link = smsc.bound()) {
            until("bound", () -> gateway.carrierOf("telco").isBound());
            gateway.journal.full(true);
            link.send(receipt(1, "a", "15550100", "DELIVRD")).read().expect(DELIVER_SM | RESP, 0x64, 1);
            byte[] stop = Pdus.deliver(2, "15550100", "890123", 0, Pdus.raw("STOP"));
            link.send(stop).read().expect(DELIVER_SM | RESP, 0x64, 2);
            gateway.journal.full(false);
            link.send(receipt(3, "a", "15550100", "DELIVRD")).read().expect(DELIVER_SM | RESP, 0, 3);
        }
    }

    @Test
    void aCarrierThatStopsReadingHoldsOnlyItsWindow() throws IOException {
        try (RawSmsc smsc = new RawSmsc()) {
            var telco = oneBind(smsc);
            telco.window = 1_000;
            telco.queue = 3_000;
            try (TestGateway gateway = start(telco.wholePayloads());
                    RawPeer link = smsc.bound();
                    RawPeer esme = gateway.bind("acme")) {
                until("bound", () -> gateway.carrierOf("telco").isBound());
                byte[] payload = Pdus.tlv(0x0424, new byte[8_000]);
                int accepted = 0;
                for (int i = 1; i <= 1_500; i++) {
                    esme.send(Pdus.message(SUBMIT_SM, i, "890123", "15550100", 0, 0, new byte[0], payload));
                    if (esme.read().status() == 0) accepted++;
                }
                assertEquals(1_500, accepted);
                long written = gateway.carrier("telco").submits.sum();
                assertTrue(written < 1_000, written + " written, each 8 kB, to a peer that does not read");
                for (int i = 0; i < 1_500; i++) {
                    Seen next = nextSubmit(link);
                    link.send(response(SUBMIT_SM, 0, next.sequence(), "x" + i));
                }
                until("all", () -> gateway.facts(MtSubmitted.class).size() == 1_500);
            }
        }
    }
}
