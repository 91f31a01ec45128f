package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.BIND_TRX;
import static io.momentum.gateway.wire.Pdus.BIND_TX;
import static io.momentum.gateway.wire.Pdus.CANCEL_SM;
import static io.momentum.gateway.wire.Pdus.DATA_SM;
import static io.momentum.gateway.wire.Pdus.DELIVER_SM;
import static io.momentum.gateway.wire.Pdus.QUERY_SM;
import static io.momentum.gateway.wire.Pdus.REPLACE_SM;
import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_MULTI;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.Pdus.bytes;
import static io.momentum.gateway.wire.Pdus.pdu;
import static io.momentum.gateway.wire.Pdus.raw;
import static io.momentum.gateway.wire.Pdus.response;
import static io.momentum.gateway.wire.Pdus.submit;
import static io.momentum.gateway.wire.Pdus.tlv;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.codec.MessageIdForm;
import io.momentum.gateway.codec.ReceiptForm;
import io.momentum.gateway.codec.ReceiptTemplate;
import io.momentum.gateway.server.AccountConfig.OnSuppressed;
import io.momentum.gateway.server.EsmeProfile;
import io.momentum.gateway.server.EsmeProfile.BindLimits;
import io.momentum.gateway.server.EsmeProfile.OverWindow;
import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.gateway.wire.RawPeer.Seen;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.MtAttempted;
import io.momentum.store.fact.Fact.MtCancelled;
import io.momentum.store.fact.Fact.OptSource;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.value.MessageId;
import io.momentum.store.value.SuppressionScope;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What ESMEs may ask besides submit_sm: every request gets its own answer, and the session stands. */
class OperationsIT {

    private static final int RINVMSGID = 0x0C;
    private static final int RCANCELFAIL = 0x11;
    private static final int RREPLACEFAIL = 0x13;
    private static final int RINVDLNAME = 0x34;
    private static final int RINVNUMDESTS = 0x33;
    private static final int DELIVERED = 2;
    private static final int ENROUTE = 1;
    private static final int DELETED = 4;

    private static TestGateway.Setup setup() {
        return TestGateway.setup().account("acme").projected();
    }

    /** A carrier whose port nobody listens on: what is for it waits. */
    private static TestGateway.Setup unreachable(TestGateway.Setup setup) {
        return setup.carrier(TestGateway.carrier("telco", 1).config());
    }

    private static byte[] query(int sequence, String id) {
        return pdu(QUERY_SM, sequence, id, 1, 1, "890123");
    }

    private static byte[] cancel(int sequence, String id, String from, String to) {
        return pdu(CANCEL_SM, sequence, "", id, 1, 1, from, 1, 1, to);
    }

    private static int stateIn(Seen queried) {
        return queried.body()[queried.body().length - 2];
    }

    private static String textOf(Seen deliver) {
        return new String(deliver.body(), ISO_8859_1);
    }

    /** What came while an answer was waited for: a receipt may overtake it. */
    private final Deque<Seen> early = new ArrayDeque<>();

    /** The next PDU that is no deliver_sm. */
    private Seen answer(RawPeer peer) throws IOException {
        while (true) {
            Seen seen = peer.read();
            if (seen.id() != DELIVER_SM) return seen;
            early.add(seen);
        }
    }

    /** The next deliver_sm, answered. */
    private Seen delivered(RawPeer peer) throws IOException {
        while (true) {
            Seen seen = early.isEmpty() ? peer.read() : early.remove();
            if (seen.id() != DELIVER_SM) continue;
            peer.send(response(DELIVER_SM, 0, seen.sequence(), ""));
            return seen;
        }
    }

    @Test
    void aQuerySaysWhereAMessageStandsAndHowItEnded() throws IOException {
        try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults());
                TestGateway gateway = setup().account("other")
                        .carrier(TestGateway.carrier("telco", carrier.port()).config())
                        .start();
                RawPeer peer = gateway.bind("acme");
                RawPeer stranger = gateway.bind("other")) {
            String id = peer.send(submit(1, "15550100", "query me")).read().string();
            delivered(peer);
            Seen answer = answer(peer.send(query(2, id))).expect(QUERY_SM | RESP, 0, 2);
            assertEquals(id, answer.string());
            assertEquals(DELIVERED, stateIn(answer));
            assertTrue(textOf(answer).contains("+"), "a final date: " + answer);
            answer(stranger.send(query(3, id))).expect(QUERY_SM | RESP, RINVMSGID, 3);
            answer(peer.send(query(4, "no-such-id"))).expect(QUERY_SM | RESP, RINVMSGID, 4);
            answer(peer.send(query(5, "0123456789abcdef"))).expect(QUERY_SM | RESP, RINVMSGID, 5);
        }
    }

    @Test
    void whatWaitsIsCancelledWithAReceiptAndOnlyOnce() throws IOException {
        try (TestGateway gateway = unreachable(setup().account("other")).start();
                RawPeer peer = gateway.bind("acme");
                RawPeer stranger = gateway.bind("other")) {
            String id = peer.send(submit(1, "15550100", "cancel me")).read().string();
            assertEquals(ENROUTE, stateIn(answer(peer.send(query(2, id)))));
            answer(stranger.send(cancel(3, id, "890123", "15550100"))).expect(CANCEL_SM | RESP, RCANCELFAIL, 3);
            answer(peer.send(cancel(4, id, "555", "15550100"))).expect(CANCEL_SM | RESP, RCANCELFAIL, 4);
            answer(peer.send(cancel(5, id, "890123", "15550100"))).expect(CANCEL_SM | RESP, 0, 5);
            assertTrue(textOf(delivered(peer)).contains("id:" + id + " "));
            assertEquals(DELETED, stateIn(answer(peer.send(query(6, id)))));
            answer(peer.send(cancel(7, id, "890123", "15550100"))).expect(CANCEL_SM | RESP, RCANCELFAIL, 7);
            assertEquals(0, gateway.carrierOf("telco").queuedMessages());
            peer.send(pdu(REPLACE_SM, 8, id, 1, 1, "890123", "", "", 0, 0, 3, raw("new")))
                    .read()
                    .expect(REPLACE_SM | RESP, RREPLACEFAIL, 8);
            assertTrue(gateway.facts(Fact.MtReplaced.class).isEmpty());
        }
    }

    @Test
    void aGroupIsCancelledByItsAddresses() throws IOException {
        try (TestGateway gateway = unreachable(setup()).start();
                RawPeer peer = gateway.bind("acme")) {
            for (int i = 1; i <= 5; i++)
                peer.send(submit(i, "15550100", "group")).read();
            peer.send(submit(6, "15550199", "stays")).read();
            answer(peer.send(cancel(7, "", "890123", "15550100"))).expect(CANCEL_SM | RESP, 0, 7);
            assertEquals(5, gateway.facts(MtCancelled.class).size());
            assertEquals(1, gateway.carrierOf("telco").queuedMessages());
            for (int i = 0; i < 5; i++) assertTrue(textOf(delivered(peer)).contains("stat:DELETED"));
        }
    }

    @Test
    void aFullJournalLeavesTheMessageInItsQueue() throws IOException {
        try (TestGateway gateway = unreachable(setup()).start();
                RawPeer peer = gateway.bind("acme")) {
            String id = peer.send(submit(1, "15550100", "stays")).read().string();
            gateway.journal.full(true);
            answer(peer.send(cancel(2, id, "890123", "15550100"))).expect(CANCEL_SM | RESP, RCANCELFAIL, 2);
            gateway.journal.full(false);
            answer(peer.send(cancel(3, id, "890123", "15550100"))).expect(CANCEL_SM | RESP, 0, 3);
        }
    }

    @Test
    void aCancellationAndAnAttemptNeverBothWin() throws IOException {
        try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults())) {
            var telco = TestGateway.carrier("telco", carrier.port());
            telco.rate = 300;
            var setup = TestGateway.setup().account("acme", 5, 1000, 0, OnSuppressed.VENDOR_STATUS);
            try (TestGateway gateway = setup.carrier(telco.config()).start();
                    RawPeer peer = gateway.bind("acme")) {
                TestGateway.until("bound", () -> gateway.carrierOf("telco").isBound());
                Map<Integer, String> ids = new HashMap<>();
                for (int i = 1; i <= 80; i++) peer.send(submit(i, "15550100", "race " + i));
                for (int i = 1; i <= 80; i++) {
                    Seen seen = peer.read();
                    ids.put(seen.sequence(), seen.string());
                }
                for (int i = 80; i >= 1; i--) peer.send(cancel(100 + i, ids.getOrDefault(i, ""), "890123", "15550100"));
                Set<Long> won = new HashSet<>();
                for (int i = 1; i <= 80; i++) {
                    Seen seen = peer.read();
                    if (seen.status() == 0) won.add(MessageId.parse(ids.getOrDefault(seen.sequence() - 100, "")));
                }
                TestGateway.until("all ended", () -> gateway.carrierOf("telco").queuedMessages() == 0);
                Set<Long> cancelled = new HashSet<>();
                for (Fact fact : gateway.facts()) {
                    if (fact instanceof MtCancelled c) cancelled.add(c.mtId());
                    if (fact instanceof MtAttempted a) assertFalse(cancelled.contains(a.mtId()), "sent after all");
                }
                assertEquals(cancelled, won);
                assertTrue(won.size() > 5 && won.size() < 80, won.size() + " cancelled of 80");
            }
        }
    }

    @Test
    void eachDestinationOfASubmitMultiHasItsOwnVerdict() throws IOException {
        try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults());
                TestGateway gateway = setup().carrier(
                                TestGateway.carrier("telco", carrier.port()).config())
                        .start();
                RawPeer peer = gateway.bind("acme")) {
            gateway.list.apply(1, new OptedOut(1, 15550111, SuppressionScope.GLOBAL, OptSource.OPERATOR, 0, "test"));
            byte[] destinations = bytes(3, 1, 1, 1, "15550110", 1, 1, 1, "15550111", 1, 1, 1, "15550112");
            byte[] rest = bytes(0, 0, 0, "", "", 1, 0, 0, 0, 5, raw("multi"));
            Seen answer = peer.send(pdu(SUBMIT_MULTI, 1, "", 1, 1, "890123", destinations, rest))
                    .read()
                    .expect(SUBMIT_MULTI | RESP, 0, 1);
            List<MtAccepted> accepted = gateway.facts(MtAccepted.class);
            assertEquals(
                    List.of(15550110L, 15550112L),
                    accepted.stream().map(MtAccepted::destinationDigits).toList());
            byte[] first = bytes(MessageId.format(accepted.getFirst().mtId()));
            byte[] second = bytes(MessageId.format(accepted.get(1).mtId()));
            byte[] refused = bytes(1, 1, 1, "15550111", 0, 0, 4, 0x21);
            assertEquals(
                    new String(Pdus.join(first, refused, tlv(0x1600, first), tlv(0x1600, second)), ISO_8859_1),
                    textOf(answer));
            List<String> receipts = new ArrayList<>();
            for (int i = 0; i < 2; i++) receipts.add(textOf(delivered(peer)));
            for (MtAccepted mt : accepted) {
                assertTrue(receipts.stream().anyMatch(text -> text.contains("id:" + MessageId.format(mt.mtId()))));
            }
            peer.send(pdu(SUBMIT_MULTI, 2, "", 1, 1, "890123", bytes(1, 2, "friends"), rest))
                    .read()
                    .expect(SUBMIT_MULTI | RESP, RINVDLNAME, 2);
            peer.send(pdu(SUBMIT_MULTI, 3, "", 1, 1, "890123", bytes(0), rest))
                    .read()
                    .expect(SUBMIT_MULTI | RESP, RINVNUMDESTS, 3);
            peer.send(pdu(SUBMIT_MULTI, 4, "", 1, 1, "890123", bytes(1, 1, 1, 1, "15550111"), rest))
                    .read()
                    .expect(SUBMIT_MULTI | RESP, 0x0421, 4);
        }
    }

    @Test
    void aDataSmGoesToTheCarrierAsASubmitSm() throws IOException {
        try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults());
                TestGateway gateway = setup().carrier(
                                TestGateway.carrier("telco", carrier.port()).config())
                        .start();
                RawPeer peer = gateway.bind("acme")) {
            byte[] tlvs = Pdus.join(
                    tlv(0x0017, bytes(0, 0, 0x0e, 0x10)), tlv(0x0424, raw("by data_sm")), tlv(0x0204, bytes(0, 7)));
            Seen answer = peer.send(pdu(DATA_SM, 1, "", 1, 1, "890123", 1, 1, "15550100", 0, 1, 0, tlvs))
                    .read()
                    .expect(DATA_SM | RESP, 0, 1);
            byte[] expected = pdu(
                    SUBMIT_SM,
                    0,
                    "",
                    1,
                    1,
                    "890123",
                    1,
                    1,
                    "15550100",
                    0,
                    0,
                    0,
                    "",
                    "000000010000000R",
                    1,
                    0,
                    0,
                    0,
                    10,
                    raw("by data_sm"),
                    tlv(0x0204, bytes(0, 7)));
            MtAccepted accepted = gateway.facts(MtAccepted.class).getFirst();
            assertEquals(new String(expected, ISO_8859_1), new String(accepted.pdu(), ISO_8859_1));
            assertEquals(MessageId.format(accepted.mtId()), answer.string());
            assertTrue(textOf(delivered(peer)).contains("stat:DELIVRD"));
        }
    }

    @Test
    void onlyA50PeerHearsOfCongestionAndA33PeerOfNoTlvAtAll() throws IOException {
        try (TestGateway gateway = unreachable(setup()).start();
                RawPeer v50 = RawPeer.bound(gateway.port(), BIND_TX, "acme", 0x50);
                RawPeer v34 = RawPeer.bound(gateway.port(), BIND_TX, "acme", 0x34);
                RawPeer v33 = RawPeer.bound(gateway.port(), BIND_TRX, "acme", 0x33)) {
            byte[] congestion = tlv(0x0428, bytes(0));
            Seen five = v50.send(submit(1, "15550100", "five")).read();
            assertEquals(17 + congestion.length, five.body().length);
            assertTrue(textOf(five).endsWith(new String(congestion, ISO_8859_1)));
            assertEquals(congestion.length, answer(v50.send(query(2, "zz"))).body().length);
            assertEquals(17, v34.send(submit(3, "15550100", "four")).read().body().length);
            String id = v33.send(submit(4, "15550100", "three")).read().string();
            answer(v33.send(cancel(5, id, "890123", "15550100"))).expect(CANCEL_SM | RESP, 0, 5);
            String receipt = textOf(delivered(v33));
            assertTrue(receipt.endsWith("text:three"), "no TLV behind the text: " + receipt);
        }
    }

    @Test
    void idsAndReceiptsLookAsTheAccountWantsThem() throws IOException {
        var template =
                new ReceiptTemplate("stat:{stat} done:{done} id:{id} err:{err}", ZoneId.of("Asia/Tokyo"), true, 4);
        for (MessageIdForm form : List.of(MessageIdForm.DECIMAL, MessageIdForm.UUID)) {
            var profile = profile(new ReceiptForm(form, Optional.of(template), false), true);
            try (TestGateway gateway = unreachable(setup().esme(profile)).start();
                    RawPeer peer = gateway.bind("acme")) {
                String id = peer.send(submit(1, "15550100", "ids")).read().string();
                MtAccepted accepted = gateway.facts(MtAccepted.class).getLast();
                assertEquals(form.format(accepted.mtId()), id);
                assertEquals(accepted.mtId(), form.parse(id));
                assertEquals(ENROUTE, stateIn(answer(peer.send(query(2, id)))));
                answer(peer.send(cancel(3, id, "890123", "15550100"))).expect(CANCEL_SM | RESP, 0, 3);
                String receipt = textOf(delivered(peer));
                assertTrue(receipt.matches("(?s).*stat:DELETED done:[0-9]{12} id:" + id + " err:0000"), receipt);
                Seen refused =
                        peer.send(pdu(DATA_SM, 4, "", 1, 1, "890123", 1, 1, "")).read();
                assertEquals(1, refused.body().length, "an empty message_id");
            }
        }
    }

    private static EsmeProfile profile(ReceiptForm form, boolean errorBody) {
        return new EsmeProfile(form, errorBody, false, OverWindow.WAIT, BindLimits.UNLIMITED, Optional.empty(), false);
    }

    @Test
    void beyondTheWindowAnAccountMayBeRefusedAtOnce() throws IOException {
        var profile = new EsmeProfile(
                ReceiptForm.DEFAULT,
                false,
                false,
                OverWindow.QUEUE_FULL,
                BindLimits.UNLIMITED,
                Optional.empty(),
                false);
        var setup = TestGateway.setup().account("acme", 5, 3, 0, OnSuppressed.VENDOR_STATUS);
        try (TestGateway gateway = unreachable(setup.esme(profile)).start();
                RawPeer peer = gateway.bind("acme")) {
            gateway.journal.hold();
            List<byte[]> flood = new ArrayList<>();
            for (int i = 1; i <= 5; i++) flood.add(submit(i, "15550100", "w"));
            peer.send(Pdus.join(flood));
            peer.read().expect(SUBMIT_SM | RESP, 0x14, 4);
            peer.read().expect(SUBMIT_SM | RESP, 0x14, 5);
            gateway.journal.release();
            for (int i = 1; i <= 3; i++) peer.read().expect(SUBMIT_SM | RESP, 0, i);
        }
    }
}
