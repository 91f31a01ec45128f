package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.DELIVER_SM;
import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.Pdus.deliver;
import static io.momentum.gateway.wire.Pdus.pdu;
import static io.momentum.gateway.wire.Pdus.raw;
import static io.momentum.gateway.wire.Pdus.response;
import static io.momentum.gateway.wire.Pdus.submit;
import static io.momentum.gateway.wire.TestGateway.until;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.server.AccountConfig.OnSuppressed;
import io.momentum.gateway.wire.RawPeer.Seen;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.MtSuppressed;
import io.momentum.store.fact.Fact.OptedOut;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who said STOP gets nothing after our answer to it: words, scopes, answers to ESMEs, and the order on the wire. */
class SuppressionIT {

    private static final String NUMBER = "15550100";
    private static final int VENDOR_STATUS = 0x0421;

    private static TestGateway start(RawSmsc smsc, int binds, Duration responseTimeout, Optional<String> confirmation)
            throws IOException {
        var telco = TestGateway.carrier("telco", smsc.port());
        telco.binds = binds;
        telco.responseTimeout = responseTimeout;
        var setup = TestGateway.setup()
                .account("acme")
                .account("polite", 5, 100, 0, OnSuppressed.RECEIPT)
                .account("plain", 5, 100, 0, OnSuppressed.INVALID_DESTINATION)
                .carrier(telco.config());
        setup.confirmation = confirmation;
        return setup.start();
    }

    private static TestGateway start(RawSmsc smsc) throws IOException {
        return start(smsc, 1, Duration.ofSeconds(10), Optional.empty());
    }

    private static int submitStatus(TestGateway gateway, String account, String to) throws IOException {
        try (RawPeer esme = gateway.bind(account)) {
            return esme.send(submit(1, to, "hello")).read().status();
        }
    }

    private static void say(RawPeer link, int sequence, String to, String text) throws IOException {
        link.send(deliver(sequence, NUMBER, to, 0, raw(text))).read().expect(DELIVER_SM | RESP, 0, sequence);
    }

    // ---- words

    @ParameterizedTest
    @CsvSource({
        "STOP,0",
        "stop.,0",
        "Stop please,0",
        "UNSUBSCRIBE,0",
        "opt out,0",
        "CANCEL,8",
        "BAJA,0",
        "no mas,0",
        "Desuscribir,8",
        "SAIR,0",
        "Parar,8",
        "Descadastrar,0",
        "ARRET,0",
        "Arrêt,8",
        "STOP,8",
        "STOP,24",
        "Parar,25",
        "STOP,224",
        "STOP,241",
        "ＳＴＯＰ,8",
        "ЅTOP,8",
        "S T O P,0",
        "St0p,0"
    })
    void anOptOutInEveryLanguageAndAlphabetCloses(String text, int dataCoding) throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc);
                RawPeer link = smsc.bound()) {
            boolean ucs2 = Set.of(0x08, 0x18, 0x19, 0xE0).contains(dataCoding);
            byte[] octets = ucs2 ? text.getBytes(UTF_16BE) : raw(text);
            link.send(deliver(1, NUMBER, "890123", dataCoding, octets)).read().expect(DELIVER_SM | RESP, 0, 1);
            assertEquals(VENDOR_STATUS, submitStatus(gateway, "acme", NUMBER));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"please don't stop", "I can't stop by today", "no cancelar mi cita", "YES", "SI", "ok", ""})
    void whatIsNoOptOutClosesNothing(String text) throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc);
                RawPeer link = smsc.bound()) {
            say(link, 1, "890123", text);
            assertEquals(0, submitStatus(gateway, "acme", NUMBER));
        }
    }

    @Test
    void startOpensAgainAndYesDoesNot() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc);
                RawPeer link = smsc.bound()) {
            say(link, 1, "890123", "STOP");
            say(link, 2, "890123", "YES");
            assertEquals(VENDOR_STATUS, submitStatus(gateway, "acme", NUMBER));
            say(link, 3, "890123", "START");
            assertEquals(0, submitStatus(gateway, "acme", NUMBER));
        }
    }

    @Test
    void aGreetingOpensNothingAndAltaDoes() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc);
                RawPeer link = smsc.bound()) {
            say(link, 1, "890123", "BAJA");
            int sequence = 2;
            for (String text : List.of("hi", "hola", "ok thanks", "YES", "sí", "when do you open?")) {
                say(link, sequence++, "890123", text);
                assertEquals(VENDOR_STATUS, submitStatus(gateway, "acme", NUMBER), text);
            }
            say(link, sequence, "890123", "ALTA");
            assertEquals(0, submitStatus(gateway, "acme", NUMBER));
        }
    }

    // ---- scope and answers

    @Test
    void aStopToAnAccountsNumberClosesThatAccountAndOneToNobodysClosesAll() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc);
                RawPeer link = smsc.bound()) {
            say(link, 1, "890123", "STOP");
            assertEquals(VENDOR_STATUS, submitStatus(gateway, "acme", NUMBER));
            assertEquals(0, submitStatus(gateway, "plain", NUMBER));
            link.send(response(SUBMIT_SM, 0, link.read().sequence(), "x"));
            say(link, 2, "777777", "STOP");
            assertEquals(0x0B, submitStatus(gateway, "plain", NUMBER));
            assertEquals(0, submitStatus(gateway, "plain", "15550199"));
        }
    }

    @Test
    void anAccountThatWantsReceiptsIsAnsweredOkAndTheMessageEndsSuppressed() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc);
                RawPeer link = smsc.bound()) {
            say(link, 1, "777777", "STOP");
            assertEquals(0, submitStatus(gateway, "polite", NUMBER));
            until("suppressed", () -> gateway.facts(MtSuppressed.class).size() == 1);
            assertEquals(
                    gateway.facts(MtAccepted.class).getFirst().mtId(),
                    gateway.facts(MtSuppressed.class).getFirst().mtId());
            assertTrue(link.isSilent(100));
            assertEquals(0, gateway.carrierOf("telco").queuedMessages());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"15550100", "+15550100"})
    void aPlusSignIsNoWayAround(String to) throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc);
                RawPeer link = smsc.bound()) {
            say(link, 1, "777777", "STOP");
            assertEquals(VENDOR_STATUS, submitStatus(gateway, "acme", to));
        }
    }

    @ParameterizedTest
    @CsvSource({"5,15550100", "5,+15550100", "0,15550100", "4,1-555-0100", "1,1 (555) 0100", "6,0015550100"})
    void neitherAnAlphanumericTypeNorHyphensAreAWayAround(int ton, String to) throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc);
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            say(link, 1, "777777", "STOP");
            byte[] submit =
                    pdu(SUBMIT_SM, 1, "", 1, 1, "890123", ton, 0, to, 0, 0, 0, "", "", 1, 0, 0, 0, 2, raw("Hi"));
            assertEquals(VENDOR_STATUS, esme.send(submit).read().status());
        }
    }

    @ParameterizedTest
    @CsvSource({"5,15550100", "5,+15550100", "0,1-555-0100"})
    void aStopFromANumberThatItsCarrierCallsAWordCloses(int ton, String from) throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc);
                RawPeer link = smsc.bound()) {
            byte[] stop =
                    pdu(DELIVER_SM, 1, "", ton, 0, from, 1, 1, "777777", 0, 0, 0, "", "", 0, 0, 0, 0, 4, raw("STOP"));
            link.send(stop).read().expect(DELIVER_SM | RESP, 0, 1);
            assertEquals(15550100L, gateway.facts(OptedOut.class).getFirst().digits());
            assertEquals(VENDOR_STATUS, submitStatus(gateway, "acme", NUMBER));
        }
    }

    // ---- confirmation

    @Test
    void theConfirmationIsSentOnceAndNothingFollowsIt() throws IOException {
        Optional<String> text = Optional.of("You will get no more messages.");
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, 1, Duration.ofSeconds(10), text);
                RawPeer link = smsc.bound()) {
            link.send(deliver(1, NUMBER, "890123", 0, raw("STOP")));
            Seen answer = link.read();
            Seen confirmation = link.read();
            if (answer.id() == SUBMIT_SM) {
                Seen swap = answer;
                answer = confirmation;
                confirmation = swap;
            }
            answer.expect(DELIVER_SM | RESP, 0, 1);
            confirmation.expect(SUBMIT_SM, 0, confirmation.sequence());
            String body = new String(confirmation.body(), StandardCharsets.ISO_8859_1);
            assertTrue(body.contains(NUMBER) && body.contains("no more messages"), body);
            link.send(response(SUBMIT_SM, 0x58, confirmation.sequence()));
            until("exempt only once", () -> gateway.facts(MtSuppressed.class).size() == 1);
            say(link, 2, "890123", "STOP");
            assertTrue(link.isSilent(300), "no second confirmation");
            assertEquals(VENDOR_STATUS, submitStatus(gateway, "acme", NUMBER));
            assertEquals(2, gateway.facts(OptedOut.class).size());
        }
    }

    // ---- order on the wire

    @Test
    void theAnswerToAStopWaitsForASubmitInFlightOnAnotherBind() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, 2, Duration.ofSeconds(10), Optional.empty());
                RawPeer one = smsc.bound();
                RawPeer two = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            until("bound", () -> gateway.carrierOf("telco").boundTransmitters() == 2);
            esme.send(submit(1, NUMBER, "in flight")).read().expect(SUBMIT_SM | RESP, 0, 1);
            until("written", () -> gateway.carrier("telco").submits.sum() == 1);
            boolean overOne = !one.isSilentForNow(300);
            RawPeer carrying = overOne ? one : two;
            RawPeer other = overOne ? two : one;
            other.send(deliver(7, NUMBER, "890123", 0, raw("STOP")));
            until("in the list", () -> gateway.facts(OptedOut.class).size() == 1);
            assertTrue(other.isSilent(200), "acknowledged with a submit unread on another bind");
            other.send(deliver(8, "15550199", "890123", 0, raw("STOP"))).read().expect(DELIVER_SM | RESP, 0, 8);
            carrying.send(response(SUBMIT_SM, 0, carrying.read().sequence(), "x"));
            other.read().expect(DELIVER_SM | RESP, 0, 7);
        }
    }

    @Test
    void theAnswerToAStopWaitsNoLongerThanForTheTimeOutOrTheEndOfTheLink() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, 1, Duration.ofMillis(400), Optional.empty());
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            esme.send(submit(1, NUMBER, "never answered")).read().expect(SUBMIT_SM | RESP, 0, 1);
            Seen submit = link.read();
            submit.expect(SUBMIT_SM, 0, submit.sequence());
            link.send(deliver(7, NUMBER, "890123", 0, raw("STOP")));
            assertTrue(link.isSilent(100));
            link.read().expect(DELIVER_SM | RESP, 0, 7);
        }
    }

    @Test
    void moreStopsThanMayWaitAreToldToComeAgain() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc);
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            esme.send(submit(1, NUMBER, "in flight")).read().expect(SUBMIT_SM | RESP, 0, 1);
            int submit = link.read().sequence();
            for (int i = 1; i <= 1_010; i++) link.send(deliver(i, NUMBER, "890123", 0, raw("STOP")));
            for (int i = 1_001; i <= 1_010; i++) link.read().expect(DELIVER_SM | RESP, 0x64, i);
            assertTrue(link.stands(2_000), "what waits does not stop the reading");
            link.send(response(SUBMIT_SM, 0, submit, "x"));
            for (int i = 1; i <= 1_000; i++) link.read().expect(DELIVER_SM | RESP, 0, i);
        }
    }
}
