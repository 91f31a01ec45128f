package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.Pdus.join;
import static io.momentum.gateway.wire.Pdus.message;
import static io.momentum.gateway.wire.Pdus.raw;
import static io.momentum.gateway.wire.Pdus.tlv;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.momentum.gateway.profile.Billed;
import io.momentum.gateway.profile.CarrierProfile;
import io.momentum.gateway.profile.TlvProfile;
import io.momentum.gateway.profile.TlvProfile.Form;
import io.momentum.gateway.profile.TlvProfile.Rule;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a carrier wants in each submit_sm, and who wrote it. */
class AddedTlvsIT {

    private static final TlvProfile TLVS = new TlvProfile(List.of(
            new Rule("entity", 0x1400, Form.C_STRING, Billed.all("1101")),
            new Rule("named-only", 0x1401, Form.C_STRING, Billed.NOTHING),
            new Rule("class", 0x1402, Form.INTEGER2, Billed.all("513"))));
    private static final byte[] ENTITY = tlv(0x1400, raw("1101\0"));
    private static final byte[] CLASS = tlv(0x1402, new byte[] {2, 1});

    private static byte[] arrived(TlvProfile tlvs, byte[] after) throws IOException {
        try (RawSmsc smsc = new RawSmsc()) {
            var telco = TestGateway.carrier("telco", smsc.port());
            telco.binds = 1;
            telco.profile = CarrierProfile.DEFAULT.with(tlvs);
            var setup = TestGateway.setup().account("acme").carrier(telco.config());
            try (TestGateway gateway = setup.start();
                    RawPeer link = smsc.bound();
                    RawPeer esme = gateway.bind("acme")) {
                byte[] submit = message(SUBMIT_SM, 1, "890123", "15550100", 0, 0, raw("hello"), after);
                assertEquals(0, esme.send(submit).read().status());
                byte[] body = link.read().body();
                int plain = submit.length - 16 - after.length;
                assertArrayEquals(Arrays.copyOfRange(submit, 16, 16 + plain), Arrays.copyOf(body, plain));
                return Arrays.copyOfRange(body, plain, body.length);
            }
        }
    }

    @Test
    void aSubmitWithoutThemGetsThoseThatHaveAValue() throws IOException {
        assertArrayEquals(join(ENTITY, CLASS), arrived(TLVS, new byte[0]));
    }

    @Test
    void whatTheEsmeWroteIsStronger() throws IOException {
        byte[] own = tlv(0x1400, raw("mine\0"));
        assertArrayEquals(join(own, CLASS), arrived(TLVS, own));
    }

    @Test
    void aCarrierThatWantsNoneGetsWhatTheEsmeWrote() throws IOException {
        byte[] own = tlv(0x1402, raw("x"));
        assertArrayEquals(own, arrived(TlvProfile.DEFAULT, own));
    }
}
