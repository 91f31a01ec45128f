package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.BIND_RX;
import static io.momentum.gateway.wire.Pdus.BIND_TRX;
import static io.momentum.gateway.wire.Pdus.BIND_TX;
import static io.momentum.gateway.wire.Pdus.DELIVER_SM;
import static io.momentum.gateway.wire.Pdus.ENQUIRE_LINK;
import static io.momentum.gateway.wire.Pdus.NACK;
import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.Pdus.UNBIND;
import static io.momentum.gateway.wire.Pdus.bind;
import static io.momentum.gateway.wire.Pdus.join;
import static io.momentum.gateway.wire.Pdus.pdu;
import static io.momentum.gateway.wire.Pdus.submit;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.server.AccountConfig.OnSuppressed;
import io.momentum.gateway.server.Password;
import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.gateway.wire.RawPeer.Seen;
import io.momentum.store.fact.Fact.DlrForwarded;
import io.momentum.store.outbox.OutboxEntry;
import io.momentum.store.value.Address;
import io.momentum.store.value.MessageState;
import io.momentum.store.value.SystemId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may bind, what each state allows, and how sessions end. */
class HostileSessionIT {

    private static final int RINVBNDSTS = 0x04;
    private static final int RALYBND = 0x05;
    private static final int RBINDFAIL = 0x0D;

    private static SimulatedCarrier carrier;
    private static TestGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        carrier = SimulatedCarrier.start(CarrierOptions.defaults());
        gateway = TestGateway.setup()
                .account("acme")
                .account("once", 1, 10, 0, OnSuppressed.VENDOR_STATUS)
                .account(
                        "hashed",
                        Password.hashed(Password.hash(TestGateway.PASSWORD)),
                        5,
                        10,
                        0,
                        OnSuppressed.VENDOR_STATUS)
                .account("inbox")
                .account("old")
                .carrier(TestGateway.carrier("telco", carrier.port()).config())
                .start();
        TestGateway.until("bound", () -> gateway.carrierOf("telco").boundTransmitters() == 2);
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.close();
        carrier.close();
    }

    // ---- before bind

    @Test
    void aSubmitBeforeBindIsRefusedAndEndsTheConnection() throws IOException {
        try (RawPeer peer = RawPeer.connect(gateway.port())) {
            peer.send(submit(1, "15550100", "early")).read().expect(SUBMIT_SM | RESP, RINVBNDSTS, 1);
            assertTrue(peer.isClosed());
        }
    }

    @Test
    void anUnknownCommandBeforeBindIsNackedAndEndsTheConnection() throws IOException {
        try (RawPeer peer = RawPeer.connect(gateway.port())) {
            peer.send(pdu(0x0BAD, 2)).read().expect(NACK, 0x03, 2);
            assertTrue(peer.isClosed());
        }
    }

    @Test
    void enquireLinkBeforeBindIsAnswered() throws IOException {
        try (RawPeer peer = RawPeer.connect(gateway.port())) {
            assertTrue(peer.stands(1));
            assertTrue(peer.stands(2));
        }
    }

    @Test
    void anUnbindBeforeBindIsAnswered() throws IOException {
        try (RawPeer peer = RawPeer.connect(gateway.port())) {
            peer.send(pdu(UNBIND, 9)).read().expect(UNBIND | RESP, 0, 9);
            assertTrue(peer.isClosed());
        }
    }

    // ---- bind

    @Test
    void unknownUserAndWrongPasswordLookTheSameAndTakeTheSameTime() throws IOException {
        String[][] guesses = {{"acme", "wrong"}, {"nobody", "wrong"}, {"hashed", "wrong"}};
        for (String[] guess : guesses) {
            try (RawPeer peer = RawPeer.connect(gateway.port())) {
                long asked = System.nanoTime();
                Seen answer =
                        peer.send(bind(BIND_TRX, 4, guess[0], guess[1], 0x34)).read();
                long millis = (System.nanoTime() - asked) / 1_000_000;
                answer.expect(BIND_TRX | RESP, RBINDFAIL, 4);
                assertEquals(0, answer.body().length);
                assertTrue(millis >= 450 && millis < 3_000, guess[0] + " " + millis + " ms");
                assertTrue(peer.isClosed());
            }
        }
    }

    @Test
    void aHashedPasswordBinds() throws IOException {
        try (RawPeer peer = gateway.bind("hashed")) {
            assertTrue(peer.stands(2));
        }
    }

    @Test
    void aBindWithAFieldThatIsTooLongHasItsStatus() throws IOException {
        try (RawPeer peer = RawPeer.connect(gateway.port())) {
            peer.send(bind(BIND_TRX, 4, "x".repeat(16), "p", 0x34)).read().expect(BIND_TRX | RESP, 0x0F, 4);
            assertTrue(peer.isClosed());
        }
        try (RawPeer peer = RawPeer.connect(gateway.port())) {
            peer.send(bind(BIND_TX, 4, "acme", "p".repeat(100), 0x34)).read().expect(BIND_TX | RESP, 0x0E, 4);
            assertTrue(peer.isClosed());
        }
    }

    @Test
    void aSecondBindOnABoundSessionIsAlreadyBound() throws IOException {
        try (RawPeer peer = gateway.bind("acme")) {
            byte[] again = bind(BIND_RX, 5, "acme", TestGateway.PASSWORD, 0x34);
            peer.send(again).read().expect(BIND_RX | RESP, RALYBND, 5);
            assertTrue(peer.stands(6));
        }
    }

    @Test
    void twoBindsInOneSegmentGiveOneSession() throws IOException {
        byte[] one = bind(BIND_TRX, 1, "hashed", TestGateway.PASSWORD, 0x34);
        byte[] two = bind(BIND_TRX, 2, "hashed", TestGateway.PASSWORD, 0x34);
        try (RawPeer peer = RawPeer.connect(gateway.port())) {
            peer.send(join(one, two));
            peer.read().expect(BIND_TRX | RESP, RALYBND, 2);
            peer.read().expect(BIND_TRX | RESP, 0, 1);
        }
    }

    @Test
    void moreBindsThanTheAccountMayHaveAreRefusedAndAClosedOneMakesRoom() throws IOException {
        try (RawPeer first = gateway.bind("once")) {
            assertTrue(first.stands(2));
            try (RawPeer second = RawPeer.connect(gateway.port())) {
                byte[] bind = bind(BIND_TX, 7, "once", TestGateway.PASSWORD, 0x34);
                second.send(bind).read().expect(BIND_TX | RESP, RBINDFAIL, 7);
            }
            first.reset();
        }
        TestGateway.until("room", () -> gateway.gateway().accounts().get("once").binds() == 0);
        gateway.bind("once").close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x01, 0x33})
    void aPeerBefore34GetsNoTlvs(int version) throws IOException {
        try (RawPeer peer = RawPeer.connect(gateway.port())) {
            Seen answer = peer.send(bind(BIND_TRX, 1, "acme", TestGateway.PASSWORD, version))
                    .read();
            assertArrayEquals(Pdus.bytes("momentum"), answer.body());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0x34, 0x35, 0xFF})
    void aLaterPeerIsToldThatWeSpeak34(int version) throws IOException {
        try (RawPeer peer = RawPeer.connect(gateway.port())) {
            Seen answer = peer.send(bind(BIND_TRX, 1, "acme", TestGateway.PASSWORD, version))
                    .read();
            assertArrayEquals(Pdus.bytes("momentum", Pdus.tlv(0x0210, new byte[] {0x34})), answer.body());
        }
    }

    // ---- states

    @Test
    void aSubmitOnAReceiverIsRefusedAndTheSessionStays() throws IOException {
        try (RawPeer peer = RawPeer.bound(gateway.port(), BIND_RX, "acme", 0x34)) {
            peer.send(submit(1, "15550100", "wrong way")).read().expect(SUBMIT_SM | RESP, RINVBNDSTS, 1);
            assertTrue(peer.stands(2));
        }
    }

    @Test
    void anUnbindWithSubmitsInFlightIsAnsweredAfterAllOfThem() throws IOException {
        try (RawPeer peer = gateway.bind("acme")) {
            List<byte[]> all = new ArrayList<>();
            for (int i = 1; i <= 50; i++) all.add(submit(i, "15550100", "last words"));
            all.add(pdu(UNBIND, 51));
            all.add(submit(52, "15550100", "too late"));
            peer.send(join(all));
            peer.read().expect(SUBMIT_SM | RESP, RINVBNDSTS, 52);
            for (int i = 1; i <= 50; i++) peer.read().expect(SUBMIT_SM | RESP, 0, i);
            peer.read().expect(UNBIND | RESP, 0, 51);
            assertTrue(peer.isClosed());
        }
    }

    @Test
    void enquireLinkIsAnsweredDuringAFlood() throws IOException {
        try (RawPeer peer = gateway.bind("acme")) {
            for (int i = 0; i < 2_000; i += 2) {
                peer.send(submit(i, "15550100", "flood"), pdu(ENQUIRE_LINK, i + 1));
            }
            int answers = 0;
            while (answers < 1_000) if (peer.read().id() == (ENQUIRE_LINK | RESP)) answers++;
        }
    }

    @Test
    void aResetNeverTouchesTheNeighbour() throws IOException {
        try (RawPeer neighbour = gateway.bind("acme")) {
            for (int round = 0; round < 20; round++) {
                RawPeer peer = gateway.bind("acme");
                for (int i = 0; i < 20; i++) peer.send(submit(i, "15550100", "gone"));
                peer.reset();
                neighbour.send(submit(round, "15550100", "stays")).read().expect(SUBMIT_SM | RESP, 0, round);
            }
        }
        TestGateway.until("gone", () -> gateway.gateway().server().connections() == 0);
        assertEquals(0, gateway.gateway().server().unboundConnections());
        assertEquals(0, gateway.gateway().accounts().get("acme").binds());
    }

    // ---- deliveries

    @Test
    void aReceiptGoesOutOnceAndComesAgainIfItsSessionGoes() throws IOException {
        var inbox = new SystemId("inbox");
        for (int i = 1; i <= 30; i++) gateway.feed.put(receipt(inbox, i));
        List<Integer> seen = new ArrayList<>();
        try (RawPeer peer = RawPeer.bound(gateway.port(), BIND_RX, "inbox", 0x34)) {
            for (int i = 0; i < 10; i++) peer.read();
            assertTrue(peer.isSilent(150), "over the window");
        }
        TestGateway.until(
                "gone", () -> gateway.gateway().accounts().get("inbox").binds() == 0);
        try (RawPeer peer = RawPeer.bound(gateway.port(), BIND_TRX, "inbox", 0x34)) {
            while (seen.size() < 30) {
                Seen deliver = peer.read();
                deliver.expect(DELIVER_SM, 0, deliver.sequence());
                seen.add(idOf(deliver));
                peer.send(Pdus.response(DELIVER_SM, 0, deliver.sequence(), 0));
            }
            assertTrue(peer.isSilent(150), "more than there were");
        }
        List<Integer> all = new ArrayList<>();
        for (int i = 1; i <= 30; i++) all.add(i);
        assertEquals(all, seen);
        TestGateway.until(
                "journalled",
                () -> gateway.count(
                                f -> f instanceof DlrForwarded d && d.account().equals(inbox))
                        == 30);
    }

    @Test
    void aReceiptToAPeerBefore34IsTextOnly() throws IOException {
        var old = new SystemId("old");
        gateway.feed.put(receipt(old, 1));
        try (RawPeer peer = RawPeer.bound(gateway.port(), BIND_RX, "old", 0x33)) {
            Seen deliver = peer.read();
            byte[] body = deliver.body();
            String text = new String(body, java.nio.charset.StandardCharsets.ISO_8859_1);
            int at = text.indexOf("id:");
            assertEquals(body.length - at, body[at - 1] & 0xFF, "nothing after short_message");
            // An answer that asks for patience brings it again; a header without a body is an answer.
            peer.send(Pdus.response(DELIVER_SM, 0x64, deliver.sequence()));
            Seen again = peer.read();
            assertArrayEquals(body, again.body());
            peer.send(Pdus.pdu(NACK, 0x03, again.sequence(), new byte[0]));
            assertTrue(peer.isSilent(100));
        }
    }

    private static OutboxEntry receipt(SystemId account, int id) {
        var from = new Address(1, 1, "890123");
        var to = new Address(1, 1, "15550100");
        long now = 1_767_225_600_000_000L;
        return new OutboxEntry.Receipt(id, account, id, from, to, MessageState.DELIVERED, "000", now, now, new byte[0]);
    }

    private static int idOf(Seen deliver) {
        String text = new String(deliver.body(), java.nio.charset.StandardCharsets.ISO_8859_1);
        int at = text.indexOf("id:");
        return Integer.parseInt(text.substring(at + 3, at + 19), 16);
    }
}
