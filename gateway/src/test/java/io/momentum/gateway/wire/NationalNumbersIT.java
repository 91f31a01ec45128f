package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.DELIVER_SM;
import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.Pdus.raw;
import static io.momentum.gateway.wire.Pdus.response;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.intake.Country;
import io.momentum.gateway.intake.IntakeRules;
import io.momentum.gateway.wire.RawPeer.Seen;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.MtIntercepted;
import io.momentum.store.value.Msisdn;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A number is one number, however it is written: who said STOP is not reached by its national form. */
class NationalNumbersIT {

    private static final int RINVDSTTON = 0x50;
    private static final int RINVDSTADR = 0x0B;
    private static final int OPTED_OUT = 0x0421;
    private static final int NATIONAL = 2;
    private static final int UNKNOWN = 0;

    /** A country of its own kind: code 44, trunk prefix 0, and ten digits behind it. */
    private record Island() implements Country {
        @Override
        public String name() {
            return "GB";
        }

        @Override
        public long international(String dialled) {
            long digits = Msisdn.digitsIn(dialled);
            boolean fits = dialled.replaceAll("[^0-9]", "").length() <= 11
                    && Long.toString(digits).length() == 10;
            return fits ? 440_000_000_000L + digits : Msisdn.NONE;
        }
    }

    private static TestGateway.Setup setup(RawSmsc smsc, boolean takesNational, boolean known) {
        return setup(smsc, takesNational, known, known);
    }

    private static TestGateway.Setup setup(RawSmsc smsc, boolean takesNational, boolean known, boolean carrierKnown) {
        Optional<Country> country = known ? Optional.of(new Island()) : Optional.empty();
        IntakeRules usual = IntakeRules.DEFAULT;
        var telco = TestGateway.carrier("telco", smsc.port()).oneBind();
        telco.country = carrierKnown ? country : Optional.empty();
        return TestGateway.setup()
                .account("acme")
                .intake(new IntakeRules(country, takesNational, usual.repeats(), usual.fit()))
                .carrier(telco.config());
    }

    private static byte[] submit(int sequence, int ton, String to) {
        return Pdus.pdu(
                SUBMIT_SM, sequence, "", 1, 1, "890123", ton, 1, to, 0, 0, 0, "", "", 1, 0, 0, 0, 5, raw("hello"));
    }

    private static byte[] deliver(int sequence, int ton, String from, String text) {
        return Pdus.pdu(
                DELIVER_SM,
                sequence,
                "",
                ton,
                1,
                from,
                1,
                1,
                "890123",
                0,
                0,
                0,
                "",
                "",
                0,
                0,
                0,
                0,
                text.length(),
                raw(text));
    }

    private static int status(RawPeer esme, byte[] submit) throws IOException {
        return esme.send(submit).read().status();
    }

    @Test
    void aStopFromTheInternationalNumberClosesTheNationalForm() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = setup(smsc, false, true).start();
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            link.send(deliver(1, 1, "447700900123", "STOP")).read().expect(DELIVER_SM | RESP, 0, 1);
            assertEquals(OPTED_OUT, status(esme, submit(1, NATIONAL, "07700900123")));
            assertEquals(OPTED_OUT, status(esme, submit(2, NATIONAL, "7700900123")));
            assertEquals(OPTED_OUT, status(esme, submit(3, UNKNOWN, "07700900123")));
            assertEquals(OPTED_OUT, status(esme, submit(4, UNKNOWN, "0770-090 0123")));
            assertEquals(OPTED_OUT, status(esme, submit(5, 1, "447700900123")));
            assertTrue(link.isSilent(100));
        }
    }

    @Test
    void aStopFromTheNationalFormClosesTheInternationalNumber() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = setup(smsc, false, true).start();
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            link.send(deliver(1, NATIONAL, "07700900123", "STOP")).read().expect(DELIVER_SM | RESP, 0, 1);
            link.send(deliver(2, UNKNOWN, "07700900124", "STOP")).read().expect(DELIVER_SM | RESP, 0, 2);
            assertEquals(OPTED_OUT, status(esme, submit(1, 1, "447700900123")));
            assertEquals(OPTED_OUT, status(esme, submit(2, 1, "+447700900124")));
            assertTrue(link.isSilent(100));
        }
    }

    @Test
    void aCarrierWithoutACountryDeliversFromThatOfTheAccountWhoseNumberWasAnswered() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = setup(smsc, false, true, false).start();
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            link.send(deliver(1, NATIONAL, "07700900123", "STOP")).read().expect(DELIVER_SM | RESP, 0, 1);
            assertEquals(OPTED_OUT, status(esme, submit(1, 1, "447700900123")));
            assertTrue(link.isSilent(100));
        }
    }

    @Test
    void theCarrierGetsTheInternationalNumberAndTheEsmeKeepsItsOwn() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = setup(smsc, false, true).start();
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            esme.send(submit(1, NATIONAL, "07700900123")).read().expect(SUBMIT_SM | RESP, 0, 1);
            Seen sent = link.read();
            link.send(response(SUBMIT_SM | RESP, 0, sent.sequence(), "a"));
            MtAccepted accepted = gateway.facts(MtAccepted.class).getFirst();
            MessagePdu pdu = MessagePdu.parse(accepted.pdu());
            assertEquals("447700900123", pdu.destination().text());
            assertEquals(1, pdu.destinationTon());
            assertEquals("07700900123", accepted.destination().text());
            assertEquals(447_700_900_123L, accepted.destinationDigits());
            assertEquals(
                    "country", gateway.facts(MtIntercepted.class).getFirst().rule());
            // What it is no number of, nobody can be told apart by.
            assertEquals(RINVDSTADR, status(esme, submit(2, NATIONAL, "0123")));
        }
    }

    @Test
    void withoutACountryANationalNumberIsRefusedUnlessTheAccountWantsItAsItIs() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = setup(smsc, false, false).start();
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            assertEquals(RINVDSTTON, status(esme, submit(1, NATIONAL, "07700900123")));
            assertTrue(link.isSilent(100));
            // It says itself that it is none.
            esme.send(submit(2, NATIONAL, "+447700900123")).read().expect(SUBMIT_SM | RESP, 0, 2);
            Seen sent = link.read();
            link.send(response(SUBMIT_SM | RESP, 0, sent.sequence(), "a"));
            link.send(deliver(3, NATIONAL, "07700900123", "STOP")).read().expect(DELIVER_SM | RESP, 0, 3);
            assertEquals(1, gateway.carrier("telco").nationalSources.sum());
            gateway.reload(setup(smsc, true, false));
            esme.send(submit(4, NATIONAL, "07700900124")).read().expect(SUBMIT_SM | RESP, 0, 4);
        }
    }
}
