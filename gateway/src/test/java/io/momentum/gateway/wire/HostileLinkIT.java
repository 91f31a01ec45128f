package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.BIND_RX;
import static io.momentum.gateway.wire.Pdus.BIND_TRX;
import static io.momentum.gateway.wire.Pdus.ENQUIRE_LINK;
import static io.momentum.gateway.wire.Pdus.NACK;
import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.Pdus.UNBIND;
import static io.momentum.gateway.wire.Pdus.pdu;
import static io.momentum.gateway.wire.Pdus.response;
import static io.momentum.gateway.wire.Pdus.submit;
import static io.momentum.gateway.wire.TestGateway.until;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.carrier.BindEnd;
import io.momentum.gateway.profile.SessionProfile.AddressRange;
import io.momentum.gateway.profile.SessionProfile.BindMode;
import io.momentum.gateway.profile.SessionProfile.Patience;
import io.momentum.gateway.wire.RawPeer.Seen;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.MtRefused;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.fact.Fact.MtUnknown;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions as carriers hold them, on the wire. */
class HostileLinkIT {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static TestGateway start(TestGateway.CarrierSetup telco) throws IOException {
        return TestGateway.setup().account("acme").carrier(telco.config()).start();
    }

    private static TestGateway.CarrierSetup telco(RawSmsc smsc) {
        return TestGateway.carrier("telco", smsc.port()).oneBind();
    }

    private static void submitAll(TestGateway gateway, int n) throws IOException {
        try (RawPeer esme = gateway.bind("acme")) {
            for (int i = 1; i <= n; i++) esme.send(submit(i, "15550100", "text " + i));
            for (int i = 1; i <= n; i++) esme.read().expect(SUBMIT_SM | RESP, 0, i);
        }
    }

    private static List<Seen> take(RawPeer link, int n) throws IOException {
        List<Seen> submits = new ArrayList<>();
        while (submits.size() < n) {
            Seen seen = link.read();
            submits.add(seen.expect(SUBMIT_SM, 0, seen.sequence()));
        }
        return submits;
    }

    // ---- binding

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", // the header alone
                "73", // a name without its end
                "736d736300", // no version
                "736d73630002100001ff", // a version nobody has
                "736d7363000210000150", // above ours
                "736d736300021000", // a TLV that is cut off
                "00"
            })
    void aBindResponseMaySayAnythingOrNothing(String body) throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(telco(smsc));
                RawPeer link = smsc.accept()) {
            Seen bind = link.read();
            link.send(pdu(bind.id() | RESP, 0, bind.sequence(), HexFormat.of().parseHex(body)));
            until("bound", () -> gateway.carrierOf("telco").isBound());
            submitAll(gateway, 1);
            assertEquals(1, take(link, 1).size());
        }
    }

    @Test
    void aBindSaysWhatTheCarrierWantsToHear() throws IOException {
        try (RawSmsc smsc = new RawSmsc()) {
            var range = new AddressRange(5, 9, "^(44|34),1*");
            var telco = telco(smsc).session(session -> {
                session.interfaceVersion = 0x50;
                session.systemType = "VMA";
                session.addressRange = range;
            });
            try (TestGateway gateway = start(telco);
                    RawPeer link = smsc.accept()) {
                Seen bind = link.read();
                byte[] expected = Pdus.bytes("momentum", TestGateway.PASSWORD, "VMA", 0x50, 5, 9, "^(44|34),1*");
                assertArrayEquals(expected, bind.body());
                assertFalse(gateway.carrierOf("telco").isBound());
            }
        }
    }

    @Test
    void enquireLinksBeforeTheBindIsAnsweredAreAnsweredWithTheirOwnNumbers() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(telco(smsc));
                RawPeer link = smsc.accept()) {
            Seen bind = link.read();
            for (int sequence : new int[] {0, -1, 0x8000_0001, 7, 7}) {
                link.send(pdu(ENQUIRE_LINK, sequence)).read().expect(ENQUIRE_LINK | RESP, 0, sequence);
            }
            link.send(response(bind.id(), 0, bind.sequence(), "smsc"));
            until("bound", () -> gateway.carrierOf("telco").isBound());
        }
    }

    @Test
    void aNackToTheBindRefusesIt() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(telco(smsc))) {
            try (RawPeer link = smsc.accept()) {
                Seen bind = link.read();
                link.send(pdu(NACK, 0, bind.sequence(), new byte[0]));
                assertTrue(link.isClosed());
            }
            try (RawPeer next = smsc.bound()) {
                assertTrue(next.stands(1));
                assertEquals(1, gateway.carrier("telco").ends(BindEnd.BIND_REFUSED));
            }
        }
    }

    @Test
    void aBindThatIsNotAnsweredIsGivenUpWithAnUnbind() throws IOException {
        try (RawSmsc smsc = new RawSmsc()) {
            var patience = new Patience(Duration.ofMillis(200), SECOND, SECOND);
            try (TestGateway gateway = start(telco(smsc).session(session -> session.patience = patience));
                    RawPeer mute = smsc.accept()) {
                assertEquals(BIND_TRX, mute.read().id());
                assertEquals(UNBIND, mute.read().id());
                assertTrue(mute.isClosed());
                try (RawPeer next = smsc.bound()) {
                    assertTrue(next.stands(1));
                    assertEquals(1, gateway.carrier("telco").ends(BindEnd.BIND_UNANSWERED));
                }
            }
        }
    }

    // ---- answers

    @Test
    void aNackWithoutANumberEndsTheOldestSubmitAndNoOther() throws IOException {
        try (RawSmsc smsc = new RawSmsc()) {
            var patience = new Patience(SECOND, Duration.ofMinutes(1), Duration.ofMillis(100));
            try (TestGateway gateway = start(telco(smsc).session(session -> session.patience = patience));
                    RawPeer link = smsc.bound()) {
                submitAll(gateway, 3);
                List<Seen> submits = take(link, 3);
                link.send(pdu(NACK, 0x03, 0, new byte[0]));
                until("refused", () -> gateway.facts(MtRefused.class).size() == 1);
                assertEquals(3, gateway.facts(MtRefused.class).getFirst().status());
                link.send(response(SUBMIT_SM, 0, submits.get(0).sequence(), "late"));
                link.send(response(SUBMIT_SM, 0, submits.get(1).sequence(), "b"));
                link.send(response(SUBMIT_SM, 0, submits.get(2).sequence(), "c"));
                until("taken", () -> gateway.facts(MtSubmitted.class).size() == 2);
                assertEquals(1, gateway.facts(MtRefused.class).size());
                assertTrue(link.stands(9));
            }
        }
    }

    @Test
    void aNackWithoutANumberIsForgottenWhereTheOldestIsAnsweredAfterAll() throws IOException {
        try (RawSmsc smsc = new RawSmsc()) {
            var patience = new Patience(SECOND, Duration.ofMinutes(1), Duration.ofMillis(150));
            try (TestGateway gateway = start(telco(smsc).session(session -> session.patience = patience));
                    RawPeer link = smsc.bound()) {
                submitAll(gateway, 2);
                List<Seen> submits = take(link, 2);
                link.send(pdu(NACK, 0x03, 0, new byte[0]));
                link.send(response(SUBMIT_SM, 0, submits.get(0).sequence(), "a"));
                assertTrue(link.isSilent(400));
                link.send(response(SUBMIT_SM, 0, submits.get(1).sequence(), "b"));
                until("taken", () -> gateway.facts(MtSubmitted.class).size() == 2);
                assertEquals(0, gateway.facts(MtRefused.class).size());
            }
        }
    }

    @Test
    void aSecondResponseToTheSameSubmitChangesNothing() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(telco(smsc));
                RawPeer link = smsc.bound()) {
            submitAll(gateway, 1);
            int sequence = take(link, 1).getFirst().sequence();
            link.send(response(SUBMIT_SM, 0, sequence, "a"), response(SUBMIT_SM, 0x0B, sequence));
            assertTrue(link.stands(2));
            until("taken", () -> gateway.facts(MtSubmitted.class).size() == 1);
            assertEquals(0, gateway.facts(MtRefused.class).size());
            assertEquals(1, gateway.carrier("telco").unexpectedResponses.sum());
        }
    }

    @Test
    void pdusMayComeInSingleOctetsOrManyAtOnce() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(telco(smsc));
                RawPeer link = smsc.bound()) {
            submitAll(gateway, 4);
            List<byte[]> answers = new ArrayList<>();
            for (Seen one : take(link, 4)) answers.add(response(SUBMIT_SM, 0, one.sequence(), "id" + one.sequence()));
            for (byte octet : answers.removeFirst()) link.send(new byte[] {octet});
            link.send(Pdus.join(answers));
            until("taken", () -> gateway.facts(MtSubmitted.class).size() == 4);
        }
    }

    // ---- deliveries

    @Test
    void aBrokenPduThatComesForDaysCostsOneAnswerEachAndOneRecording() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(telco(smsc));
                RawPeer link = smsc.bound()) {
            byte[] pastTheEnd = {0x04, 0x23, 0x00, 0x09, 0x03};
            byte[] broken = Pdus.message(Pdus.DELIVER_SM, 1, "15550100", "890123", 0, 0, Pdus.raw("hello"), pastTheEnd);
            byte[] noEnd = pdu(Pdus.DELIVER_SM, 1, "", 1, 1, Pdus.raw("no end"));
            for (int i = 1; i <= 300; i++) {
                link.send(sequenced(broken, i), sequenced(noEnd, -i));
                Seen first = link.read();
                Seen second = link.read();
                assertEquals(Pdus.DELIVER_SM | RESP, first.id());
                assertEquals(Pdus.DELIVER_SM | RESP, second.id());
                assertEquals(0, first.sequence() + second.sequence(), "both have been answered");
            }
            assertTrue(link.stands(7));
            until("written", () -> gateway.gateway().recorder().written().sum() == 1);
        }
    }

    private static byte[] sequenced(byte[] pdu, int sequence) {
        byte[] copy = pdu.clone();
        java.nio.ByteBuffer.wrap(copy).putInt(12, sequence);
        return copy;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 0x8000_0000, 0x7FFF_FFFF})
    void aDeliverMayHaveAnyNumberAndGetsItBack(int sequence) throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(telco(smsc));
                RawPeer link = smsc.bound()) {
            link.send(Pdus.receipt(sequence, "x", "15550100", "DELIVRD"));
            link.read().expect(Pdus.DELIVER_SM | RESP, 0, sequence);
            link.send(pdu(UNBIND, sequence)).read().expect(UNBIND | RESP, 0, sequence);
            assertEquals(1, gateway.facts(DlrReceived.class).size());
        }
    }

    // ---- a carrier of 3.3

    @Test
    void aCarrierWithoutTlvsGetsNoneAndALongTextInShortMessage() throws IOException {
        try (RawSmsc smsc = new RawSmsc()) {
            var telco = telco(smsc).session(session -> session.interfaceVersion = 0x33);
            try (TestGateway gateway = start(telco);
                    RawPeer link = smsc.bound();
                    RawPeer esme = gateway.bind("acme")) {
                byte[] reference = Pdus.tlv(0x0204, new byte[] {0, 7});
                byte[] text = Pdus.raw("hello");
                esme.send(Pdus.message(SUBMIT_SM, 1, "890123", "15550100", 0, 0, text, reference));
                byte[] payload = Pdus.tlv(0x0424, Pdus.raw("p".repeat(150)));
                esme.send(Pdus.message(SUBMIT_SM, 2, "890123", "15550101", 0, 0, new byte[0], payload));
                List<Seen> submits = take(link, 2);
                byte[] plain = Pdus.message(SUBMIT_SM, 1, "890123", "15550100", 0, 0, text, new byte[0]);
                assertEquals(plain.length, submits.get(0).body().length + 16);
                byte[] moved =
                        Pdus.message(SUBMIT_SM, 1, "890123", "15550101", 0, 0, Pdus.raw("p".repeat(150)), new byte[0]);
                assertEquals(moved.length, submits.get(1).body().length + 16);
            }
        }
    }

    // ---- links that look well

    @Test
    void aCarrierThatAnswersEnquireLinkAndNoSubmitIsLeft() throws IOException {
        try (RawSmsc smsc = new RawSmsc()) {
            var patience = new Patience(SECOND, Duration.ofMillis(400), SECOND);
            var telco = telco(smsc).session(session -> session.patience = patience);
            telco.window = 3;
            try (TestGateway gateway = start(telco);
                    RawPeer link = smsc.bound()) {
                submitAll(gateway, 5);
                take(link, 3);
                assertTrue(link.stands(1));
                assertEquals(UNBIND, link.read().id(), "it is told, or it would keep the session");
                assertTrue(link.isClosed());
                try (RawPeer next = smsc.bound()) {
                    for (Seen one : take(next, 2))
                        next.send(response(SUBMIT_SM, 0, one.sequence(), "x" + one.sequence()));
                    until("taken", () -> gateway.facts(MtSubmitted.class).size() == 2);
                    assertEquals(3, gateway.facts(MtUnknown.class).size());
                    assertEquals(1, gateway.carrier("telco").ends(BindEnd.STALLED));
                }
            }
        }
    }

    @Test
    void aTransmitterPausesWhileItsReceiverIsDown() throws IOException {
        try (RawSmsc smsc = new RawSmsc()) {
            var telco = telco(smsc);
            telco.mode = BindMode.TRANSMITTER_RECEIVER;
            try (TestGateway gateway = start(telco);
                    RawPeer one = smsc.accept();
                    RawPeer two = smsc.accept()) {
                Seen first = one.read();
                RawPeer tx = first.id() == BIND_RX ? two : one;
                RawPeer rx = first.id() == BIND_RX ? one : two;
                Seen second = two.read();
                Seen txBind = first.id() == BIND_RX ? second : first;
                Seen rxBind = first.id() == BIND_RX ? first : second;
                tx.send(response(txBind.id(), 0, txBind.sequence(), "smsc"));
                assertTrue(tx.stands(1));
                submitAll(gateway, 1);
                assertTrue(tx.isSilent(200), "no receipt could come in");
                assertEquals(0, gateway.carrierOf("telco").boundTransmitters());
                rx.send(response(rxBind.id(), 0, rxBind.sequence(), "smsc"));
                tx.send(response(SUBMIT_SM, 0, take(tx, 1).getFirst().sequence(), "a"));
                rx.close();
                until("paused", () -> gateway.carrierOf("telco").boundTransmitters() == 0);
                submitAll(gateway, 1);
                assertTrue(tx.isSilent(10));
                try (RawPeer again = smsc.bound()) {
                    assertEquals(1, take(tx, 1).size());
                    assertTrue(again.stands(1));
                }
            }
        }
    }

    @Test
    void aTransmitterMaySendWithoutItsReceiverWhereTheProfileSaysSo() throws IOException {
        try (RawSmsc smsc = new RawSmsc()) {
            var telco = telco(smsc).session(session -> session.pauseWithoutReceiver = false);
            telco.mode = BindMode.TRANSMITTER_RECEIVER;
            try (TestGateway gateway = start(telco);
                    RawPeer one = smsc.accept();
                    RawPeer two = smsc.accept()) {
                for (RawPeer link : List.of(one, two)) {
                    Seen bind = link.read();
                    if (bind.id() != BIND_RX) link.send(response(bind.id(), 0, bind.sequence(), "smsc"));
                }
                until("sends", () -> gateway.carrierOf("telco").boundTransmitters() == 1);
            }
        }
    }

    @Test
    void aCarrierThatCountsEnquireLinksGetsThemThoughThereIsTraffic() throws IOException {
        try (RawSmsc smsc = new RawSmsc()) {
            var telco = telco(smsc).session(session -> session.enquireAlways = true);
            telco.enquireLink = Duration.ofMillis(200);
            try (TestGateway gateway = start(telco);
                    RawPeer link = smsc.bound()) {
                int asked = 0;
                for (int i = 1; asked < 3; i++) {
                    link.send(pdu(ENQUIRE_LINK, i));
                    Seen seen = link.read();
                    if (seen.id() != ENQUIRE_LINK) continue;
                    asked++;
                    link.send(response(ENQUIRE_LINK, 0, seen.sequence()));
                }
                assertTrue(gateway.carrierOf("telco").isBound());
            }
        }
    }
}
