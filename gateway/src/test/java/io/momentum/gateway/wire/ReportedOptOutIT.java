package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.DELIVER_SM;
import static io.momentum.gateway.wire.Pdus.ENQUIRE_LINK;
import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.Pdus.message;
import static io.momentum.gateway.wire.Pdus.pdu;
import static io.momentum.gateway.wire.Pdus.raw;
import static io.momentum.gateway.wire.Pdus.response;
import static io.momentum.gateway.wire.Pdus.submit;
import static io.momentum.gateway.wire.TestGateway.until;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.momentum.gateway.cause.Cause;
import io.momentum.gateway.cause.CauseTable;
import io.momentum.gateway.cause.CauseTable.Code;
import io.momentum.gateway.cause.Layer;
import io.momentum.gateway.cause.Meaning;
import io.momentum.gateway.cause.Retry;
import io.momentum.gateway.profile.CarrierProfile;
import io.momentum.gateway.profile.CauseRules;
import io.momentum.gateway.profile.CauseRules.OptOuts;
import io.momentum.gateway.wire.RawPeer.Seen;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.MtRefused;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.fact.Fact.OptSource;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.value.SuppressionScope;
import io.momentum.store.value.SystemId;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A code by which the carrier says that the subscriber wants no messages closes the number as a STOP does. */
class ReportedOptOutIT {

    private static final String NUMBER = "15550100";
    private static final int VENDOR_STATUS = 0x0421;
    private static final int OPTED_OUT_STATUS = 1110;
    private static final Meaning OPTED_OUT = new Meaning(Cause.OPTED_OUT, Retry.NEVER, "blacklisted", "", true);
    private static final CauseTable TABLE = new CauseTable(Map.of(
            Code.of(Layer.RECEIPT, "2050"), OPTED_OUT,
            Code.of(Layer.SUBMIT, Integer.toString(OPTED_OUT_STATUS)), OPTED_OUT,
            Code.of(Layer.RECEIPT, "13"), Meaning.of(Cause.OPTED_OUT)));

    private static TestGateway start(RawSmsc smsc, OptOuts optOuts) throws IOException {
        var telco = TestGateway.carrier("telco", smsc.port());
        telco.binds = 1;
        telco.profile = CarrierProfile.DEFAULT.with(new CauseRules(TABLE, optOuts));
        return TestGateway.setup()
                .account("acme")
                .account("other")
                .carrier(telco.config())
                .projected()
                .start();
    }

    private static byte[] failed(int sequence, String smscId, String err) {
        String text = "id:" + smscId
                + " sub:001 dlvrd:000 submit date:2601010101 done date:2601010102 stat:UNDELIV err:" + err + " text:";
        return message(DELIVER_SM, sequence, NUMBER, "890123", 4, 0, raw(text), new byte[0]);
    }

    /** One message of an account to the number, accepted by the carrier under an id. */
    private static void sent(TestGateway gateway, RawPeer link, String account, String smscId) throws IOException {
        Seen submit = submitted(gateway, link, account);
        link.send(response(SUBMIT_SM, 0, submit.sequence(), smscId));
        until(
                "submitted",
                () -> gateway.count(
                                f -> f instanceof MtSubmitted m && m.smscId().equals(smscId))
                        == 1);
    }

    /** One message that the carrier has and has not answered. */
    private static Seen submitted(TestGateway gateway, RawPeer link, String account) throws IOException {
        assertEquals(0, status(gateway, account));
        Seen submit = link.read();
        assertEquals(SUBMIT_SM, submit.id());
        return submit;
    }

    private static int status(TestGateway gateway, String account) throws IOException {
        try (RawPeer esme = gateway.bind(account)) {
            esme.send(submit(1, NUMBER, "hello"));
            Seen answer = esme.read();
            while (answer.id() != (SUBMIT_SM | RESP)) answer = esme.read(); // receipts of earlier messages
            return answer.status();
        }
    }

    @Test
    void aReceiptWithTheCodeClosesTheNumberForTheAccountBeforeItIsAcknowledged() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, OptOuts.ACCOUNT);
                RawPeer link = smsc.bound()) {
            sent(gateway, link, "acme", "m1");
            link.send(failed(7, "m1", "2050")).read().expect(DELIVER_SM | RESP, 0, 7);
            assertEquals(VENDOR_STATUS, status(gateway, "acme"));
            assertEquals(0, status(gateway, "other"));

            OptedOut fact = gateway.facts(OptedOut.class).getFirst();
            assertEquals(SuppressionScope.account(new SystemId("acme")), fact.scope());
            assertEquals(OptSource.CARRIER, fact.source());
            assertEquals("telco 2050", fact.reason());
            assertEquals(gateway.facts(DlrReceived.class).getFirst().dlrId(), fact.evidenceId());
            assertEquals(1, gateway.carrier("telco").reportedOptOuts.sum());
        }
    }

    @Test
    void theReceiptIsNotAcknowledgedWhileASubmitToTheNumberIsInFlight() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, OptOuts.ACCOUNT);
                RawPeer link = smsc.bound()) {
            sent(gateway, link, "acme", "m1");
            Seen inFlight = submitted(gateway, link, "acme");
            link.send(failed(7, "m1", "2050"));
            until("the number is closed", () -> gateway.list.size() == 1);
            link.send(pdu(ENQUIRE_LINK, 8)).read().expect(ENQUIRE_LINK | RESP, 0, 8);
            link.send(response(SUBMIT_SM, 0, inFlight.sequence(), "m2"));
            link.read().expect(DELIVER_SM | RESP, 0, 7);
        }
    }

    @Test
    void aRefusalWithTheCodeClosesTheNumberBeforeTheEsmeHearsOfIt() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, OptOuts.ACCOUNT);
                RawPeer link = smsc.bound()) {
            Seen submit = submitted(gateway, link, "acme");
            link.send(response(SUBMIT_SM, OPTED_OUT_STATUS, submit.sequence()));
            until("refused", () -> !gateway.facts(MtRefused.class).isEmpty());
            assertEquals(VENDOR_STATUS, status(gateway, "acme"));
            assertEquals(0, status(gateway, "other"));
            OptedOut fact = gateway.facts(OptedOut.class).getFirst();
            assertEquals("telco 0x0456", fact.reason());
            assertEquals(gateway.facts(MtRefused.class).getFirst().mtId(), fact.evidenceId());
            assertEquals(1, gateway.carrier("telco").causes.get(Cause.OPTED_OUT));
        }
    }

    @Test
    void aReceiptThatOvertakesItsSubmitResponseClosesTheNumberWhenTheyMeet() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, OptOuts.ACCOUNT);
                RawPeer link = smsc.bound()) {
            Seen submit = submitted(gateway, link, "acme");
            link.send(failed(7, "early", "2050")).read().expect(DELIVER_SM | RESP, 0, 7);
            assertEquals(0, gateway.list.size());
            link.send(response(SUBMIT_SM, 0, submit.sequence(), "early"));
            until("the number is closed", () -> gateway.list.size() == 1);
            assertEquals(VENDOR_STATUS, status(gateway, "acme"));
        }
    }

    @Test
    void aReceiptOfAMessageThatIsNotOursIsAcknowledgedAndClosesNothing() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, OptOuts.GLOBAL);
                RawPeer link = smsc.bound()) {
            link.send(failed(7, "nobody", "2050")).read().expect(DELIVER_SM | RESP, 0, 7);
            assertEquals(0, status(gateway, "acme"));
        }
    }

    @ParameterizedTest
    @EnumSource(OptOuts.class)
    void theConfigurationSaysHowWideTheDoorIsClosed(OptOuts optOuts) throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, optOuts);
                RawPeer link = smsc.bound()) {
            sent(gateway, link, "acme", "m1");
            link.send(failed(7, "m1", "02050")).read().expect(DELIVER_SM | RESP, 0, 7);
            assertEquals(optOuts == OptOuts.OFF ? 0 : VENDOR_STATUS, status(gateway, "acme"));
            assertEquals(optOuts == OptOuts.GLOBAL ? VENDOR_STATUS : 0, status(gateway, "other"));
        }
    }

    @Test
    void aCodeThatOnlyLooksLikeAnOptOutIsCountedAndClosesNothing() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, OptOuts.GLOBAL);
                RawPeer link = smsc.bound()) {
            sent(gateway, link, "acme", "m1");
            link.send(failed(7, "m1", "013")).read().expect(DELIVER_SM | RESP, 0, 7);
            assertEquals(0, status(gateway, "acme"));
            assertEquals(1, gateway.carrier("telco").causes.get(Cause.OPTED_OUT));
        }
    }

    @Test
    void aFullJournalMakesTheCarrierRepeatTheReceipt() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, OptOuts.ACCOUNT);
                RawPeer link = smsc.bound()) {
            sent(gateway, link, "acme", "m1");
            gateway.journal.full(true);
            link.send(failed(7, "m1", "2050")).read().expect(DELIVER_SM | RESP, 0x64, 7);
            gateway.journal.full(false);
            link.send(failed(8, "m1", "2050")).read().expect(DELIVER_SM | RESP, 0, 8);
            assertEquals(VENDOR_STATUS, status(gateway, "acme"));
        }
    }
}
