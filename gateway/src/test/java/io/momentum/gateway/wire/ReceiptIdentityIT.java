package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.DATA_SM;
import static io.momentum.gateway.wire.Pdus.DELIVER_SM;
import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.TestGateway.until;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.profile.CarrierProfile;
import io.momentum.gateway.profile.IdRules;
import io.momentum.gateway.profile.ReceiptProfile;
import io.momentum.gateway.receipt.Variant;
import io.momentum.gateway.server.AccountConfig.OnSuppressed;
import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.CarrierOptions.IdFormat;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.gateway.wire.RawPeer.Seen;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.MoReceived;
import io.momentum.store.fact.Fact.MtRefused;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.value.IdForm;
import io.momentum.store.value.MessageState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Receipts from the carrier's wire to the ESME's: each finds its message, and none is taken for a reply, nor a reply for one. */
class ReceiptIdentityIT {

    private static final String SUBSCRIBER = "15550100123";

    private static TestGateway.Setup setup() {
        return TestGateway.setup()
                .account("acme", 10, 100, 0, OnSuppressed.RECEIPT)
                .projected();
    }

    private static TestGateway.CarrierSetup carrier(String id, int port, CarrierProfile profile) {
        var setup = TestGateway.carrier(id, port);
        setup.profile = profile;
        setup.binds = 1;
        return setup;
    }

    private static CarrierProfile profile(IdForm form) {
        return CarrierProfile.DEFAULT.with(new IdRules(form, 3));
    }

    /** One ESME and one carrier with a gateway between them; the test is both. */
    private static final class Wire implements AutoCloseable {
        final RawSmsc smsc = new RawSmsc();
        final TestGateway gateway;
        final RawPeer carrier;
        final RawPeer esme;
        private int sequence;

        Wire(CarrierProfile profile) throws IOException {
            gateway = setup().carrier(carrier("telco", smsc.port(), profile).config())
                    .start();
            carrier = smsc.bound();
            esme = gateway.bind("acme");
        }

        /** Sends a message on which the carrier puts an id. @return our id of it */
        String submit(String smscId) throws IOException {
            return submitThrough(carrier, smscId);
        }

        String submitThrough(RawPeer peer, String smscId) throws IOException {
            int mine = ++sequence;
            esme.send(Pdus.submit(mine, SUBSCRIBER, "Hello"));
            String id = esme.read().expect(SUBMIT_SM | RESP, 0, mine).string();
            Seen taken = peer.read();
            peer.send(Pdus.response(taken.expect(SUBMIT_SM, 0, taken.sequence()).id(), 0, taken.sequence(), smscId));
            return id;
        }

        /** Delivers and awaits the answer. */
        Seen deliver(byte[] pdu) throws IOException {
            carrier.send(pdu);
            return carrier.read();
        }

        void receipt(String smscId, String stat) throws IOException {
            int mine = ++sequence;
            deliver(Pdus.receipt(mine, smscId, SUBSCRIBER, stat)).expect(DELIVER_SM | RESP, 0, mine);
        }

        byte[] deliverSm(int esmClass, String text) {
            return Pdus.message(DELIVER_SM, ++sequence, SUBSCRIBER, "890123", esmClass, 0, Pdus.raw(text), new byte[0]);
        }

        /** What the ESME is told next, as "our id STAT". */
        String told() throws IOException {
            return ReceiptIdentityIT.told(esme);
        }

        @Override
        public void close() throws IOException {
            esme.close();
            carrier.close();
            gateway.close();
            smsc.close();
        }
    }

    private static String told(RawPeer esme) throws IOException {
        Seen deliver = esme.read();
        deliver.expect(DELIVER_SM, 0, deliver.sequence());
        esme.send(Pdus.response(DELIVER_SM, 0, deliver.sequence(), ""));
        String text = new String(deliver.body(), ISO_8859_1);
        int id = text.indexOf("id:") + 3;
        int stat = text.indexOf("stat:") + 5;
        return text.substring(id, id + 16) + " " + text.substring(stat, stat + 7);
    }

    // ---- which message

    @Test
    void aReceiptThatComesBeforeItsSubmitSmRespIsMatched() throws Exception {
        CarrierOptions options = CarrierOptions.defaults().withQuirks("dlr-before-resp=50ms");
        try (SimulatedCarrier sim = SimulatedCarrier.start(options);
                TestGateway gateway = setup().carrier(carrier("telco", sim.port(), CarrierProfile.DEFAULT)
                                .config())
                        .start();
                RawPeer esme = gateway.bind("acme")) {
            Set<String> ids = new HashSet<>();
            Set<String> told = new HashSet<>();
            for (int i = 1; i <= 20; i++) esme.send(Pdus.submit(i, SUBSCRIBER, "text " + i));
            while (told.size() < 20) {
                Seen seen = esme.read();
                if (seen.id() == (SUBMIT_SM | RESP)) ids.add(seen.string() + " DELIVRD");
                else told.add(of(esme, seen));
            }
            assertEquals(ids, told);
        }
    }

    private static String of(RawPeer esme, Seen deliver) throws IOException {
        esme.send(Pdus.response(DELIVER_SM, 0, deliver.sequence(), ""));
        String text = new String(deliver.body(), ISO_8859_1);
        int id = text.indexOf("id:") + 3;
        int stat = text.indexOf("stat:") + 5;
        return text.substring(id, id + 16) + " " + text.substring(stat, stat + 7);
    }

    @Test
    void aReceiptThatComesFirstAndOnAnotherBindIsMatched() throws Exception {
        try (RawSmsc smsc = new RawSmsc()) {
            var two = carrier("telco", smsc.port(), CarrierProfile.DEFAULT);
            two.binds = 2;
            try (TestGateway gateway = setup().carrier(two.config()).start();
                    RawPeer one = smsc.bound();
                    RawPeer other = smsc.bound();
                    RawPeer esme = gateway.bind("acme")) {
                until("bound", () -> gateway.carrierOf("telco").boundTransmitters() == 2);
                esme.send(Pdus.submit(1, SUBSCRIBER, "Hello"));
                String id = esme.read().expect(SUBMIT_SM | RESP, 0, 1).string();
                RawPeer took = one.isSilentForNow(300) ? other : one;
                RawPeer tells = took.equals(one) ? other : one;
                Seen submit = took.read();
                tells.send(Pdus.receipt(9, "4711", SUBSCRIBER, "DELIVRD"));
                tells.read().expect(DELIVER_SM | RESP, 0, 9);
                took.send(Pdus.response(SUBMIT_SM, 0, submit.sequence(), "4711"));
                assertEquals(id + " DELIVRD", told(esme));
            }
        }
    }

    @ParameterizedTest(name = "{1} in submit_sm_resp, {2} in the receipt, {0}")
    @CsvSource({
        "SAME, 0000012345, 12345",
        "SAME, 12345, 00012345",
        "SAME, ABCDEF01, abcdef01",
        "SAME, 05e3299e-8d37-4b5c-9f00-0123456789ab, 05E3299E-8D37-4B5C-9F00-0123456789AB",
        "SAME, 123456789012345678901234567890, 123456789012345678901234567890",
        "HEX_THEN_DECIMAL, 812FC747C0D2A9C5, 9308878065789741509",
        "HEX_THEN_DECIMAL, 00007f00a3, 8323235",
        "DECIMAL_THEN_HEX, 8323235, 7F00A3",
        "AUTO, 812FC747C0D2A9C5, 9308878065789741509",
        "AUTO, 8323235, 7F00A3",
        "AUTO, 7F00A3, 7f00a3",
        "AUTO, c097ce7bc90715b34b9f0fffffffff, 999999999999999999999999999999999999",
    })
    void anIdIsRecognisedInAnyForm(IdForm form, String submitted, String receipted) throws Exception {
        try (Wire wire = new Wire(profile(form))) {
            String other = wire.submit("1" + submitted);
            String id = wire.submit(submitted);
            wire.receipt(receipted, "DELIVRD");
            assertEquals(id + " DELIVRD", wire.told());
            assertTrue(!id.equals(other));
        }
    }

    @ParameterizedTest
    @EnumSource(IdFormat.class)
    void theFormOfASimulatedCarrierIsLearned(IdFormat format) throws Exception {
        CarrierOptions options = CarrierOptions.defaults().withIdFormat(format);
        try (SimulatedCarrier sim = SimulatedCarrier.start(options);
                TestGateway gateway = setup().carrier(carrier("telco", sim.port(), profile(IdForm.AUTO))
                                .config())
                        .start();
                RawPeer esme = gateway.bind("acme")) {
            Set<String> ids = new HashSet<>();
            Set<String> told = new HashSet<>();
            for (int i = 1; i <= 30; i++) esme.send(Pdus.submit(i, SUBSCRIBER, "text " + i));
            while (told.size() < 30) {
                Seen seen = esme.read();
                if (seen.id() == (SUBMIT_SM | RESP)) ids.add(seen.string() + " DELIVRD");
                else told.add(of(esme, seen));
            }
            assertEquals(ids, told);
        }
    }

    @Test
    void twoCarriersThatGiveOneIdAreToldApart() throws Exception {
        try (Wire wire = new Wire(CarrierProfile.DEFAULT);
                RawSmsc second = new RawSmsc()) {
            String first = wire.submit("77");
            wire.gateway.reload(setup().carrier(carrier("aria", second.port(), CarrierProfile.DEFAULT)
                            .config())
                    .carrier(carrier("telco", wire.smsc.port(), CarrierProfile.DEFAULT)
                            .config()));
            try (RawPeer aria = second.bound()) {
                until("bound", () -> wire.gateway.carrierOf("aria").isBound());
                String other = wire.submitThrough(aria, "77");
                wire.receipt("77", "UNDELIV");
                assertEquals(first + " UNDELIV", wire.told());
                aria.send(Pdus.receipt(5, "77", SUBSCRIBER, "DELIVRD"));
                aria.read().expect(DELIVER_SM | RESP, 0, 5);
                assertEquals(other + " DELIVRD", wire.told());
            }
        }
    }

    // ---- what it says

    @Test
    void everyVariantReachesItsMessageWithTheRightStateAndNoneIsTakenForAReply() throws Exception {
        try (Wire wire = new Wire(CarrierProfile.DEFAULT)) {
            int sent = 0;
            for (Variant variant : Variant.all()) {
                if (!isMatched(variant)) continue;
                sent++;
                String[] words = variant.understood().split(" ", -1);
                MessageState state = MessageState.valueOf(words[0]);
                String smscId = words[1].substring("id:".length());
                String id = wire.submit(smscId);
                byte[] pdu = variant.pdu();
                ByteBuffer.wrap(pdu).putInt(12, 1_000 + sent);
                int command = ByteBuffer.wrap(pdu).getInt(4);
                wire.deliver(pdu).expect(command | RESP, 0, 1_000 + sent);
                boolean ends = state.isFinal() && !variant.understood().contains("intermediate");
                if (!ends) wire.receipt(smscId, "DELIVRD");
                assertEquals(id + " " + (ends ? state.stat() : "DELIVRD"), wire.told(), variant.name());
            }
            assertTrue(sent > 100, sent + " variants");
            assertEquals(List.of(), wire.gateway.facts(MoReceived.class));
        }
    }

    private static boolean isMatched(Variant variant) {
        String understood = variant.understood();
        boolean plain = variant.how().stream().noneMatch(setting -> setting.matches("(zone|textwins|stats|pattern).*"));
        return plain && understood.contains(" id:") && !understood.contains("assumed");
    }

    @Test
    void aReceiptByDataSmIsAnsweredWithAnId() throws Exception {
        try (Wire wire = new Wire(CarrierProfile.DEFAULT)) {
            String id = wire.submit("77");
            byte[] tlvs = Pdus.join(
                    Pdus.tlv(0x1E, Pdus.raw("77\0")), Pdus.tlv(0x427, new byte[] {2}), Pdus.tlv(0x424, new byte[0]));
            byte[] dataSm = Pdus.pdu(DATA_SM, 5, "", 1, 1, SUBSCRIBER, 3, 0, "890123", 4, 0, 0, (Object) tlvs);
            Seen answer = wire.deliver(dataSm).expect(DATA_SM | RESP, 0, 5);
            assertTrue(answer.string().matches("[0-9a-f]{16}"), answer.string());
            assertEquals(id + " DELIVRD", wire.told());
        }
    }

    @Test
    void aMessageByDataSmReachesTheEsmeAsDeliverSm() throws Exception {
        try (Wire wire = new Wire(CarrierProfile.DEFAULT)) {
            byte[] payload = Pdus.tlv(0x424, Pdus.raw("Hello back"));
            wire.deliver(Pdus.pdu(DATA_SM, 5, "", 1, 1, SUBSCRIBER, 3, 0, "890123", 0, 0, 0, (Object) payload))
                    .expect(DATA_SM | RESP, 0, 5);
            Seen mo = wire.esme.read();
            mo.expect(DELIVER_SM, 0, mo.sequence());
            assertTrue(new String(mo.body(), ISO_8859_1).endsWith("Hello back"));
        }
    }

    @Test
    void aStopThatTheCarrierCallsAReceiptIsAStop() throws Exception {
        try (Wire wire = new Wire(CarrierProfile.DEFAULT)) {
            wire.deliver(wire.deliverSm(4, "STOP")).expect(DELIVER_SM | RESP, 0, 1);
            assertTrue(wire.gateway.list.contains(
                    15550100123L,
                    io.momentum.store.value.SuppressionScope.account(new io.momentum.store.value.SystemId("acme"))));
            assertEquals(List.of(), wire.gateway.facts(DlrReceived.class));
        }
    }

    @Test
    void aReceiptThatIsNotFlaggedAndNamesAMessageIsAReceipt() throws Exception {
        try (Wire wire = new Wire(CarrierProfile.DEFAULT)) {
            String id = wire.submit("77");
            wire.deliver(wire.deliverSm(0, "id:77 stat:UNDELIV err:5")).expect(DELIVER_SM | RESP, 0, 2);
            assertEquals(id + " UNDELIV", wire.told());
            assertEquals(List.of(), wire.gateway.facts(MoReceived.class));
        }
    }

    @Test
    void aMessageThatOnlyReadsLikeAReceiptReachesTheEsme() throws Exception {
        try (Wire wire = new Wire(CarrierProfile.DEFAULT)) {
            wire.submit("78");
            wire.deliver(wire.deliverSm(0, "id:77 stat:UNDELIV err:5")).expect(DELIVER_SM | RESP, 0, 2);
            Seen mo = wire.esme.read();
            mo.expect(DELIVER_SM, 0, mo.sequence());
            assertEquals(1, wire.gateway.facts(MoReceived.class).size());
        }
    }

    // ---- what comes twice, or should not come

    @Test
    void theFirstEndStandsAndTheLastOneWhereTheProfileSaysSo() throws Exception {
        try (Wire wire = new Wire(CarrierProfile.DEFAULT)) {
            String id = wire.submit("77");
            wire.receipt("77", "ENROUTE");
            wire.receipt("77", "DELIVRD");
            wire.receipt("77", "UNDELIV");
            wire.receipt("77", "DELIVRD");
            assertEquals(id + " DELIVRD", wire.told());
            assertTrue(wire.esme.isSilentForNow(200));
        }
        var last = CarrierProfile.DEFAULT.with(ReceiptProfile.DEFAULT.withLastFinalWins());
        try (Wire wire = new Wire(last)) {
            String id = wire.submit("77");
            wire.receipt("77", "DELIVRD");
            assertEquals(id + " DELIVRD", wire.told());
            wire.receipt("77", "UNDELIV");
            assertEquals(id + " UNDELIV", wire.told());
        }
    }

    @Test
    void aReceiptThatNobodyAskedForIsTakenAndNotPassedOn() throws Exception {
        try (Wire wire = new Wire(CarrierProfile.DEFAULT)) {
            byte[] unasking = Pdus.submit(90, SUBSCRIBER, "Hello");
            unasking[unasking.length - "Hello".length() - 5] = 0;
            wire.esme.send(unasking).read().expect(SUBMIT_SM | RESP, 0, 90);
            Seen submit = wire.carrier.read();
            wire.carrier.send(Pdus.response(SUBMIT_SM, 0, submit.sequence(), "78"));
            wire.receipt("78", "DELIVRD");
            assertEquals(1, wire.gateway.facts(DlrReceived.class).size());
            String id = wire.submit("77");
            wire.receipt("77", "DELIVRD");
            assertEquals(id + " DELIVRD", wire.told(), "the first that is passed on is one that was asked for");
        }
    }

    @Test
    void aReceiptForAnUnknownIdIsTakenAndKept() throws Exception {
        try (Wire wire = new Wire(CarrierProfile.DEFAULT)) {
            wire.receipt("4711", "DELIVRD");
            assertEquals(1, wire.gateway.facts(DlrReceived.class).size());
        }
    }

    @Test
    void aReceiptForAnUnknownIdIsRefusedFirstWhereTheProfileSaysSo() throws Exception {
        var nacking = CarrierProfile.DEFAULT.with(ReceiptProfile.DEFAULT.withNackUnknown(1));
        try (Wire wire = new Wire(nacking)) {
            String id = wire.submit("77");
            wire.receipt("77", "DELIVRD");
            assertEquals(id + " DELIVRD", wire.told());
            wire.deliver(Pdus.receipt(8, "4711", SUBSCRIBER, "DELIVRD")).expect(DELIVER_SM | RESP, 0x64, 8);
            wire.deliver(Pdus.receipt(9, "4711", SUBSCRIBER, "DELIVRD")).expect(DELIVER_SM | RESP, 0, 9);
            assertEquals(3, wire.gateway.facts(DlrReceived.class).size(), "none is lost");
        }
    }

    @Test
    void aSubmitSmRespWithoutABodyIsAnAcceptance() throws Exception {
        try (Wire wire = new Wire(CarrierProfile.DEFAULT)) {
            wire.esme.send(Pdus.submit(1, SUBSCRIBER, "Hello"));
            wire.esme.read().expect(SUBMIT_SM | RESP, 0, 1);
            Seen submit = wire.carrier.read();
            wire.carrier.send(Pdus.pdu(SUBMIT_SM | RESP, 0, submit.sequence(), new byte[0]));
            until("submitted", () -> wire.gateway.facts(MtSubmitted.class).size() == 1);
            assertEquals("", wire.gateway.facts(MtSubmitted.class).getFirst().smscId());
            String id = wire.submit("77");
            wire.receipt("77", "DELIVRD");
            assertEquals(id + " DELIVRD", wire.told(), "the session goes on");
        }
    }

    @Test
    void anErrorInSubmitSmRespMayHaveABody() throws Exception {
        try (Wire wire = new Wire(CarrierProfile.DEFAULT)) {
            wire.esme.send(Pdus.submit(1, SUBSCRIBER, "Hello"));
            String refused = wire.esme.read().expect(SUBMIT_SM | RESP, 0, 1).string();
            Seen submit = wire.carrier.read();
            wire.carrier.send(Pdus.pdu(SUBMIT_SM | RESP, 0x0B, submit.sequence(), Pdus.bytes("77")));
            assertEquals(refused + " REJECTD", wire.told());
            assertEquals(0x0B, wire.gateway.facts(MtRefused.class).getFirst().status());
            wire.receipt("77", "DELIVRD");
            assertTrue(wire.esme.isSilentForNow(200), "nobody was given this id");
        }
    }
}
