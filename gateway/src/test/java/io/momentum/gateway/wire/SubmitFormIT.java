package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.Pdus.bytes;
import static io.momentum.gateway.wire.Pdus.join;
import static io.momentum.gateway.wire.Pdus.pdu;
import static io.momentum.gateway.wire.Pdus.raw;
import static io.momentum.gateway.wire.Pdus.tlv;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.message.Priority;
import io.momentum.gateway.path.CampaignRules;
import io.momentum.gateway.profile.Billed;
import io.momentum.gateway.profile.CarrierProfile;
import io.momentum.gateway.profile.SubmitProfile;
import io.momentum.gateway.profile.SubmitProfile.Addresses;
import io.momentum.gateway.profile.SubmitProfile.Flash;
import io.momentum.gateway.profile.TlvProfile;
import io.momentum.store.suppression.Purpose;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A submit_sm on the carrier's wire: written as the profile says, and octet for octet the ESME's in all else. */
class SubmitFormIT {

    private static final byte[] SUBUNIT = tlv(0x0005, new byte[] {1});
    private static final byte[] OWN = tlv(0x1555, raw("kept"));

    private static byte[] arrived(SubmitProfile profile, byte[] body) throws IOException {
        try (RawSmsc smsc = new RawSmsc()) {
            var telco = TestGateway.carrier("telco", smsc.port());
            telco.binds = 1;
            telco.profile = CarrierProfile.DEFAULT.with(profile);
            var setup = TestGateway.setup().account("acme").carrier(telco.config());
            try (TestGateway gateway = setup.start();
                    RawPeer link = smsc.bound();
                    RawPeer esme = gateway.bind("acme")) {
                assertEquals(
                        0, esme.send(pdu(SUBMIT_SM, 1, (Object) body)).read().status());
                return link.read().body();
            }
        }
    }

    private static byte[] body(String serviceType, Object[] from, Object[] to, int dataCoding, byte[]... tlvs) {
        return bytes(
                serviceType,
                from[0],
                from[1],
                from[2],
                to[0],
                to[1],
                to[2],
                0,
                7,
                1,
                "",
                "",
                1,
                0,
                dataCoding,
                0,
                5,
                raw("hel\0o"),
                join(tlvs));
    }

    private static Object[] address(int ton, int npi, String text) {
        return new Object[] {ton, npi, text};
    }

    private static final Object[] FROM = address(1, 1, "890123");
    private static final Object[] TO = address(1, 1, "15550100");

    @Test
    void aServiceTypeIsGivenToAMessageThatHasNone() throws IOException {
        var billed = new SubmitProfile(Billed.all("CMT"), Flash.AS_GIVEN, Addresses.AS_GIVEN);
        assertArrayEquals(body("CMT", FROM, TO, 0, OWN), arrived(billed, body("", FROM, TO, 0, OWN)));
        assertArrayEquals(body("VMN", FROM, TO, 0, OWN), arrived(billed, body("VMN", FROM, TO, 0, OWN)));
    }

    @Test
    void aServiceTypeIsTheCampaignsElseThatOfTheClass() throws IOException {
        var billed = new Billed("ALL", Map.of(Priority.OTP, "OTP"), Map.of("sale", "SPR"));
        var tlvs = new TlvProfile(List.of(new TlvProfile.Rule(
                "service-id",
                0x1403,
                TlvProfile.Form.INTEGER2,
                new Billed("", Map.of(Priority.OTP, "1"), Map.of("sale", "71")))));
        try (RawSmsc smsc = new RawSmsc()) {
            var telco = TestGateway.carrier("telco", smsc.port());
            telco.binds = 1;
            telco.profile = CarrierProfile.DEFAULT
                    .with(new SubmitProfile(billed, Flash.AS_GIVEN, Addresses.AS_GIVEN))
                    .with(tlvs);
            var setup = TestGateway.setup().account("acme").carrier(telco.config());
            try (TestGateway gateway = setup.start();
                    RawPeer link = smsc.bound();
                    RawPeer esme = gateway.bind("acme")) {
                var ofSender =
                        new CampaignRules.Rule("sale", "", 0x1555, "kept", null, 0, Long.MAX_VALUE, Purpose.MARKETING);
                gateway.gateway().submitPath().tagBy(new CampaignRules(List.of(ofSender)));
                byte[][] sent = {
                    body("", FROM, TO, 0, OWN),
                    urgent(body("", FROM, TO, 0)),
                    body("", FROM, TO, 0),
                    body("VMN", FROM, TO, 0)
                };
                List<String> arrived = new ArrayList<>();
                for (int i = 0; i < sent.length; i++) {
                    assertEquals(
                            0,
                            esme.send(pdu(SUBMIT_SM, i, (Object) sent[i]))
                                    .read()
                                    .status());
                    MessagePdu submit = JudgingBind.message(link.read());
                    byte[] id = submit.tlvValue(0x1403);
                    arrived.add(submit.serviceType() + " " + (id == null ? "none" : id[1]));
                }
                assertEquals(List.of("SPR 71", "OTP 1", "ALL none", "VMN none"), arrived);
            }
        }
    }

    /** The same with priority_flag 3: the octet behind protocol_id. */
    private static byte[] urgent(byte[] body) {
        byte[] changed = body.clone();
        int at = 1 + 2 + "890123".length() + 1 + 2 + "15550100".length() + 1 + 2;
        changed[at] = 3;
        return changed;
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, +15550100, 1, 1, 15550100",
        "5, 0, 15550100, 1, 1, 15550100",
        "0, 0, 1-555-0100, 1, 1, 15550100",
        "0, 0, 890123, 0, 0, 890123",
        "1, 1, my-bank_1, 5, 0, my-bank_1",
        "5, 0, ACME, 5, 0, ACME"
    })
    void addressesAreWhatTheyReadAs(int ton, int npi, String text, int tonThen, int npiThen, String textThen)
            throws IOException {
        var normal = new SubmitProfile(Billed.NOTHING, Flash.AS_GIVEN, Addresses.NORMALISED);
        assertArrayEquals(
                body("", address(tonThen, npiThen, textThen), TO, 0, OWN),
                arrived(normal, body("", address(ton, npi, text), address(0, 0, "+15550100"), 0, OWN)));
    }

    @ParameterizedTest
    @CsvSource({"0x10, 0x00", "0xF0, 0x00", "0x18, 0x08", "0xF4, 0x04"})
    void flashIsSaidByTheSubunitAlone(String before, String after) throws IOException {
        var bySubunit = new SubmitProfile(Billed.NOTHING, Flash.SUBUNIT, Addresses.AS_GIVEN);
        assertArrayEquals(
                body("", FROM, TO, Integer.decode(after), OWN, SUBUNIT),
                arrived(bySubunit, body("", FROM, TO, Integer.decode(before), OWN)));
    }

    @Test
    void flashIsSaidByTheDataCodingAlone() throws IOException {
        var byCoding = new SubmitProfile(Billed.NOTHING, Flash.DATA_CODING, Addresses.AS_GIVEN);
        assertArrayEquals(body("", FROM, TO, 0x10, OWN), arrived(byCoding, body("", FROM, TO, 0, SUBUNIT, OWN)));
        assertArrayEquals(body("", FROM, TO, 0x11, OWN), arrived(byCoding, body("", FROM, TO, 0x11, OWN)));
    }

    @Test
    void whatNeedsNoChangePassesOctetForOctet() throws IOException {
        byte[] plain = body("", address(0, 0, "+890123"), address(4, 3, "15550100"), 0xF0, SUBUNIT, OWN);
        assertArrayEquals(plain, arrived(SubmitProfile.DEFAULT, plain));
    }
}
