package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.Pdus.message;
import static io.momentum.gateway.wire.Pdus.response;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.momentum.gateway.codec.Gsm7Fit.Level;
import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.TextDecoder;
import io.momentum.gateway.intake.IntakeRules;
import io.momentum.gateway.intake.IntakeRules.Fit;
import io.momentum.gateway.wire.RawPeer.Seen;
import io.momentum.store.fact.Fact.MtIntercepted;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Texts in UCS-2 that miss the GSM alphabet by a quote or an accent, where their account wants them to fit. */
class FittedTextIT {

    private static final String TEXT = "\u201CHola\u201D \u2013 \u00e1 las ocho\u2026";

    private static TestGateway.Setup setup(RawSmsc smsc, Fit fit) {
        IntakeRules usual = IntakeRules.DEFAULT;
        return TestGateway.setup()
                .account("acme")
                .intake(new IntakeRules(usual.country(), false, usual.repeats(), fit))
                .carrier(TestGateway.carrier("telco", smsc.port()).oneBind().config());
    }

    private static byte[] submit(int sequence, int esmClass, String text) {
        return message(SUBMIT_SM, sequence, "890123", "15550100", esmClass, 8, text.getBytes(UTF_16BE), new byte[0]);
    }

    private static MessagePdu sent(RawPeer link) throws IOException {
        Seen seen = link.read();
        link.send(response(SUBMIT_SM | RESP, 0, seen.sequence(), "a"));
        return MessagePdu.parse(Pdus.pdu(SUBMIT_SM, 0, seen.sequence(), seen.body()));
    }

    @Test
    void whatFitsGoesAsSevenBitAndWhatDoesNotIsLeftAlone() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = setup(smsc, new Fit(Level.LETTERS, true)).start();
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            esme.send(submit(1, 0, TEXT)).read().expect(SUBMIT_SM | RESP, 0, 1);
            MessagePdu fitted = sent(link);
            assertEquals(0, fitted.dataCoding());
            assertEquals("\"Hola\" - a las ocho...", TextDecoder.decode(fitted));
            assertEquals("gsm7", gateway.facts(MtIntercepted.class).getFirst().rule());
            esme.send(submit(2, 0, TEXT + "\u65e5")).read().expect(SUBMIT_SM | RESP, 0, 2);
            MessagePdu whole = sent(link);
            assertEquals(8, whole.dataCoding());
            assertEquals(TEXT + "\u65e5", TextDecoder.decode(whole));
        }
    }

    @Test
    void nobodyIsFittedWhoDidNotAskForIt() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = setup(smsc, new Fit(Level.LETTERS, false)).start();
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            esme.send(submit(1, 0, TEXT)).read().expect(SUBMIT_SM | RESP, 0, 1);
            assertEquals(TEXT, TextDecoder.decode(sent(link)));
            gateway.reload(setup(smsc, new Fit(Level.TYPOGRAPHY, true)));
            esme.send(submit(2, 0, TEXT)).read().expect(SUBMIT_SM | RESP, 0, 2);
            assertEquals(TEXT, TextDecoder.decode(sent(link)), "an accent is no quote");
            String quotes = "\u201Cok\u201D";
            esme.send(submit(3, 0, quotes)).read().expect(SUBMIT_SM | RESP, 0, 3);
            assertEquals("\"ok\"", TextDecoder.decode(sent(link)));
        }
    }
}
