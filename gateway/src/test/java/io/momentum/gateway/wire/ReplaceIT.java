package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.REPLACE_SM;
import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.Pdus.pdu;
import static io.momentum.gateway.wire.Pdus.raw;
import static io.momentum.gateway.wire.Pdus.submit;
import static io.momentum.gateway.wire.Pdus.tlv;
import static io.momentum.gateway.wire.TestGateway.until;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.server.AccountConfig.OnSuppressed;
import io.momentum.gateway.sim.CarrierListener;
import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.gateway.wire.RawPeer.Seen;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.MtAttempted;
import io.momentum.store.fact.Fact.MtReplaced;
import io.momentum.store.fact.Fact.MtSplit;
import io.momentum.store.value.MessageId;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GeneralDataCoding;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;
import org.junit.jupiter.api.Test;

/** replace_sm: what waits gets another text, what is on its way never does. */
class ReplaceIT {

    private static final int RINVMSGID = 0x0C;
    private static final int RREPLACEFAIL = 0x13;
    private static final int RTHROTTLED = 0x58;
    private static final int RINVSCHED = 0x61;
    private static final String FAR = "000010000000000R";

    /** What reached the carrier. */
    private static final class Arrived implements CarrierListener {
        final Queue<SubmitSeen> submits = new ConcurrentLinkedQueue<>();

        @Override
        public void submitSeen(SubmitSeen submit) {
            submits.add(submit);
        }
    }

    private static TestGateway.Setup setup() {
        return TestGateway.setup()
                .account("acme", 5, 1000, 0, OnSuppressed.VENDOR_STATUS)
                .account("other");
    }

    /** A carrier whose port nobody listens on: what is for it waits. */
    private static TestGateway unreachable() throws IOException {
        return setup().carrier(TestGateway.carrier("telco", 1).config()).start();
    }

    private static byte[] replace(int sequence, String id, String text) {
        return replace(sequence, id, "890123", "", "", 1, text);
    }

    private static byte[] replace(
            int sequence, String id, String from, String schedule, String validity, int receipt, String text) {
        return pdu(REPLACE_SM, sequence, id, 1, 1, from, schedule, validity, receipt, 0, text.length(), raw(text));
    }

    private static Seen answer(RawPeer peer, byte[] request) throws IOException {
        return peer.send(request).read();
    }

    /** From now on a carrier is there for what waits. */
    private static void reachable(TestGateway gateway, SimulatedCarrier carrier) {
        gateway.reload(
                setup().carrier(TestGateway.carrier("telco", carrier.port()).config()));
    }

    @Test
    void whatWaitsLeavesWithItsNewTextAndEverythingElseAsItWas() throws IOException {
        var arrived = new Arrived();
        try (TestGateway gateway = unreachable();
                SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults(), arrived);
                RawPeer peer = gateway.bind("acme")) {
            byte[] first =
                    Pdus.message(SUBMIT_SM, 1, "890123", "15550100", 0x02, 3, raw("old text"), tlv(0x0204, raw("ab")));
            String id = answer(peer, first).string();
            answer(peer, replace(2, id, "890123", "", "", 0, "the new text")).expect(REPLACE_SM | RESP, 0, 2);
            MtReplaced fact = gateway.facts(MtReplaced.class).getFirst();
            byte[] expected = Pdus.message(
                    SUBMIT_SM, 1, "890123", "15550100", 0x02, 3, raw("the new text"), tlv(0x0204, raw("ab")));
            expected[expected.length - 4 - 2 - "the new text".length() - 5] = 0;
            assertEquals(new String(expected, US_ASCII), new String(fact.pdu(), US_ASCII));
            assertEquals(1, gateway.carrierOf("telco").queuedMessages());
            reachable(gateway, carrier);
            until("sent", () -> !arrived.submits.isEmpty());
            assertEquals("the new text", arrived.submits.element().text());
            assertEquals(0, arrived.submits.element().registeredDelivery());
            answer(peer, replace(3, id, "too late")).expect(REPLACE_SM | RESP, RREPLACEFAIL, 3);
        }
    }

    @Test
    void onlyTheAccountThatSentItReplacesItAndOnlyWithItsSource() throws IOException {
        try (TestGateway gateway = unreachable();
                RawPeer peer = gateway.bind("acme");
                RawPeer stranger = gateway.bind("other")) {
            String id = answer(peer, submit(1, "15550100", "mine")).string();
            answer(stranger, replace(2, id, "theirs")).expect(REPLACE_SM | RESP, RREPLACEFAIL, 2);
            answer(peer, replace(3, id, "555", "", "", 1, "not mine")).expect(REPLACE_SM | RESP, RREPLACEFAIL, 3);
            answer(peer, replace(4, id, "", "", "", 1, "nobody's")).expect(REPLACE_SM | RESP, RREPLACEFAIL, 4);
            answer(peer, replace(5, "zz", "no id")).expect(REPLACE_SM | RESP, RINVMSGID, 5);
            answer(peer, replace(6, id, "890123", "261399000000000+", "", 1, "no such day"))
                    .expect(REPLACE_SM | RESP, RINVSCHED, 6);
            answer(peer, pdu(REPLACE_SM, 7, id, 1, 1, "890123", "", "", 1, 0, 9, raw("cut")))
                    .expect(REPLACE_SM | RESP, 1, 7);
            assertTrue(gateway.facts(MtReplaced.class).isEmpty());
            answer(peer, replace(8, id, "mine again")).expect(REPLACE_SM | RESP, 0, 8);
        }
    }

    @Test
    void timesAreReplacedWhereTheyAreGivenAndAMessageForLaterLetsOthersPass() throws IOException {
        var arrived = new Arrived();
        try (TestGateway gateway = unreachable();
                SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults(), arrived);
                RawPeer peer = gateway.bind("acme")) {
            String later = answer(peer, submit(1, "15550100", "later")).string();
            answer(peer, submit(2, "15550100", "now"));
            answer(peer, replace(3, later, "890123", FAR, "", 1, "in ten days")).expect(REPLACE_SM | RESP, 0, 3);
            answer(peer, replace(4, later, "in ten days too")).expect(REPLACE_SM | RESP, 0, 4);
            MtReplaced kept = gateway.facts(MtReplaced.class).getLast();
            assertTrue(new String(kept.pdu(), US_ASCII).matches("(?s).*[0-9]{15}\\+.*in ten days too"));
            reachable(gateway, carrier);
            until("sent", () -> !arrived.submits.isEmpty());
            assertEquals("now", arrived.submits.element().text());
            until("the other waits", () -> gateway.carrierOf("telco").queuedMessages() == 1);
        }
    }

    @Test
    void aMessageInPartsIsReplacedAsAWholeAndALongTextIsCut() throws IOException {
        var arrived = new Arrived();
        try (TestGateway gateway = unreachable();
                SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults(), arrived);
                RawPeer peer = gateway.bind("acme")) {
            byte[] payload = tlv(0x0424, raw("x".repeat(200)));
            String shorter = answer(peer, Pdus.message(SUBMIT_SM, 1, "890123", "15550100", 0, 0, new byte[0], payload))
                    .string();
            String longer = answer(peer, submit(2, "15550101", "short")).string();
            assertEquals(3, gateway.carrierOf("telco").queuedMessages());
            answer(peer, replace(3, shorter, "now one")).expect(REPLACE_SM | RESP, 0, 3);
            byte[] inPayload = tlv(0x0424, raw("y".repeat(200)));
            answer(peer, pdu(REPLACE_SM, 4, longer, 1, 1, "890123", "", "", 1, 0, 0, inPayload))
                    .expect(REPLACE_SM | RESP, 0, 4);
            assertEquals(3, gateway.carrierOf("telco").queuedMessages());
            assertEquals(2, gateway.facts(MtSplit.class).getLast().parts());
            reachable(gateway, carrier);
            until("sent", () -> arrived.submits.size() == 3);
            assertEquals(
                    1,
                    arrived.submits.stream()
                            .filter(seen -> seen.text().equals("now one"))
                            .count());
        }
    }

    @Test
    void aFullJournalLeavesTheMessageAsItWas() throws IOException {
        try (TestGateway gateway = unreachable();
                RawPeer peer = gateway.bind("acme")) {
            String id = answer(peer, submit(1, "15550100", "stays")).string();
            gateway.journal.full(true);
            answer(peer, replace(2, id, "not now")).expect(REPLACE_SM | RESP, RTHROTTLED, 2);
            gateway.journal.full(false);
            answer(peer, replace(3, id, "now")).expect(REPLACE_SM | RESP, 0, 3);
            assertEquals(1, gateway.facts(MtReplaced.class).size());
        }
    }

    @Test
    void aReplacementAndAnAttemptNeverBothWin() throws IOException {
        var arrived = new Arrived();
        try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults(), arrived)) {
            var telco = TestGateway.carrier("telco", carrier.port());
            telco.rate = 300;
            try (TestGateway gateway = setup().carrier(telco.config()).start();
                    RawPeer peer = gateway.bind("acme")) {
                until("bound", () -> gateway.carrierOf("telco").isBound());
                Map<Integer, String> ids = new HashMap<>();
                for (int i = 1; i <= 80; i++) peer.send(submit(i, "15550100", "old " + i));
                for (int i = 1; i <= 80; i++) {
                    Seen seen = peer.read();
                    ids.put(seen.sequence(), seen.string());
                }
                for (int i = 80; i >= 1; i--) peer.send(replace(100 + i, ids.getOrDefault(i, ""), "new " + i));
                Set<Integer> won = new HashSet<>();
                for (int i = 1; i <= 80; i++) {
                    Seen seen = peer.read();
                    if (seen.status() == 0) won.add(seen.sequence() - 100);
                }
                until("all sent", () -> arrived.submits.size() == 80);
                Set<Integer> sentNew = new HashSet<>();
                for (var seen : arrived.submits) {
                    String text = seen.text();
                    if (text.startsWith("new ")) sentNew.add(Integer.valueOf(text.substring(4)));
                }
                assertEquals(won, sentNew, "what was acknowledged is what was sent");
                assertTrue(won.size() > 5 && won.size() < 80, won.size() + " replaced of 80");
                assertNoneReplacedAfterItsAttempt(gateway, ids);
            }
        }
    }

    private static void assertNoneReplacedAfterItsAttempt(TestGateway gateway, Map<Integer, String> ids) {
        Set<Long> attempted = new HashSet<>();
        for (Fact fact : gateway.facts()) {
            if (fact instanceof MtAttempted a) attempted.add(a.mtId());
            if (fact instanceof MtReplaced r) assertFalse(attempted.contains(r.mtId()), "it was on its way");
        }
        ids.values().forEach(id -> assertTrue(attempted.contains(MessageId.parse(id))));
    }

    @Test
    void jSmppReplacesWhatWaitsAndIsToldWhatDoesNot() throws Exception {
        try (TestGateway gateway = unreachable()) {
            SMPPSession session = new SMPPSession();
            session.setTransactionTimer(10_000);
            var international = TypeOfNumber.INTERNATIONAL;
            var isdn = NumberingPlanIndicator.ISDN;
            session.connectAndBind(
                    "127.0.0.1",
                    gateway.port(),
                    new BindParameter(BindType.BIND_TX, "acme", TestGateway.PASSWORD, "", international, isdn, ""));
            var receipt = new RegisteredDelivery(1);
            String id = session.submitShortMessage(
                            "",
                            international,
                            isdn,
                            "890123",
                            international,
                            isdn,
                            "15550100",
                            new ESMClass(),
                            (byte) 0,
                            (byte) 0,
                            "",
                            "",
                            receipt,
                            (byte) 0,
                            new GeneralDataCoding(),
                            (byte) 0,
                            raw("old"))
                    .getMessageId();
            session.replaceShortMessage(
                    id, international, isdn, "890123", "", FAR, receipt, (byte) 0, raw("from jSMPP"));
            String sent = new String(gateway.facts(MtReplaced.class).getFirst().pdu(), US_ASCII);
            assertTrue(sent.endsWith("from jSMPP"), sent);
            var refused = assertThrows(
                    NegativeResponseException.class,
                    () -> session.replaceShortMessage(
                            "0123456789abcdef", international, isdn, "890123", "", "", receipt, (byte) 0, raw("x")));
            assertEquals(RREPLACEFAIL, refused.getCommandStatus());
            session.unbindAndClose();
        }
    }
}
