package io.momentum.gateway.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.cloudhopper.smpp.pdu.BindTransceiver;
import com.cloudhopper.smpp.pdu.BindTransceiverResp;
import com.cloudhopper.smpp.tlv.Tlv;
import com.cloudhopper.smpp.type.Address;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BindRequestTest {

    @Test
    void everyFieldOfACloudhopperBindIsRead() {
        BindRequest bind = BindRequest.parse(Pdus.encode(bind("acme", "secret", "VMA")));

        assertEquals(
                new BindRequest(0, CommandId.BIND_TRANSCEIVER, 3, "acme", "secret", "VMA", 0x34, 1, 2, "^8901"), bind);
        assertTrue(bind.takesTlvs() && bind.receives() && bind.transmits());
    }

    @Test
    void cloudhopperReadsOurBind() {
        byte[] ours = Pdus.written(out ->
                PduWriter.bind(out, CommandId.BIND_TRANSCEIVER, 3, "momentum", "secret", "VMA", 0x34, 1, 1, "^44"));

        BindTransceiver theirs = (BindTransceiver) Pdus.decode(ours);
        assertEquals("momentum", theirs.getSystemId());
        assertEquals("secret", theirs.getPassword());
        assertEquals("VMA", theirs.getSystemType());
        assertEquals(0x34, theirs.getInterfaceVersion());
    }

    @ParameterizedTest
    @CsvSource({
        "'', secret, '', ESME_RINVSYSID",
        "sixteenoctetsxxx, secret, '', ESME_RINVSYSID",
        "acme, ninechars, '', ESME_RINVPASWD",
        "acme, secret, thirteenoctet, ESME_RINVSYSTYP",
        "fifteenoctetsxx, 8charsxx, twelveoctets, ESME_ROK",
        "acme, '', '', ESME_ROK",
    })
    void aFieldThatIsWrongHasItsOwnStatus(String systemId, String password, String type, String status) {
        BindRequest bind = BindRequest.parse(Pdus.encode(bind(systemId, password, type)));

        assertEquals(status, CommandStatus.name(bind.status()));
    }

    @Test
    void aLongPasswordIsReadWhereItIsAllowed() {
        byte[] pdu = Pdus.encode(bind("acme", "a much longer password", ""));

        assertEquals("a much longer password", BindRequest.parse(pdu, 64).password());
    }

    @Test
    void theLastFieldMayLackItsNulOrBeMissing() {
        byte[] pdu = Pdus.encode(bind("acme", "secret", ""));

        assertEquals(
                "^8901", BindRequest.parse(Arrays.copyOf(pdu, pdu.length - 1)).addressRange());
        BindRequest without = BindRequest.parse(Arrays.copyOf(pdu, pdu.length - 6));
        assertTrue(without.isOk());
        assertEquals("", without.addressRange());
    }

    @Test
    void everyCutOfABindHasAStatus() {
        byte[] pdu = Pdus.encode(bind("acme", "secret", ""));

        for (int length = 0; length < pdu.length - 6; length++) {
            assertFalse(BindRequest.parse(Arrays.copyOf(pdu, length)).isOk(), "cut at " + length);
        }
    }

    @Test
    void thePasswordIsNotPrinted() {
        String line = BindRequest.parse(Pdus.encode(bind("acme", "secret", ""))).toString();

        assertTrue(line.contains("acme"));
        assertFalse(line.contains("secret"), line);
    }

    @Test
    void theInterfaceVersionOfTheSmscIsRead() {
        BindTransceiverResp theirs = new BindTransceiverResp();
        theirs.setSequenceNumber(1);
        theirs.setSystemId("smsc");
        assertEquals(0, ResponsePdu.interfaceVersion(Pdus.encode(theirs)));

        theirs.addOptionalParameter(new Tlv((short) 0x0210, new byte[] {0x34}));
        theirs.removeCommandLength();
        assertEquals(0x34, ResponsePdu.interfaceVersion(Pdus.encode(theirs)));
    }

    private static BindTransceiver bind(String systemId, String password, String systemType) {
        BindTransceiver bind = new BindTransceiver();
        bind.setSequenceNumber(3);
        bind.setSystemId(systemId);
        bind.setPassword(password);
        bind.setSystemType(systemType);
        bind.setInterfaceVersion((byte) 0x34);
        bind.setAddressRange(new Address((byte) 1, (byte) 2, "^8901"));
        return bind;
    }
}
