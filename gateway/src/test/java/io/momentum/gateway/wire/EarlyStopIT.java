package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.DELIVER_SM;
import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.Pdus.raw;
import static io.momentum.gateway.wire.Pdus.response;
import static io.momentum.gateway.wire.Pdus.submit;
import static io.momentum.gateway.wire.TestGateway.until;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.momentum.gateway.wire.RawPeer.Seen;
import io.momentum.store.fact.Fact.MoJoined;
import io.momentum.store.fact.Fact.MoReceived;
import io.momentum.store.fact.Fact.MoSegment;
import io.momentum.store.fact.Fact.OptSource;
import io.momentum.store.fact.Fact.OptedIn;
import io.momentum.store.fact.Fact.OptedOut;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A STOP that is the beginning of a message whose end never comes. */
class EarlyStopIT {

    private static final String NUMBER = "15550101";
    private static final int VENDOR_STATUS = 0x0421;

    private static TestGateway start(RawSmsc smsc, Optional<String> confirmation) throws IOException {
        var telco = TestGateway.carrier("telco", smsc.port());
        telco.binds = 1;
        var setup = TestGateway.setup().account("acme").carrier(telco.config()).projected();
        setup.confirmation = confirmation;
        return setup.start();
    }

    private static void send(RawPeer link, int sequence, int total, int number, String text) throws IOException {
        byte[] body = Pdus.bytes(5, 0, 3, 7, total, number, raw(text));
        link.send(Pdus.message(DELIVER_SM, sequence, NUMBER, "890123", 0x40, 0, body, new byte[0]));
        link.read().expect(DELIVER_SM | RESP, 0, sequence);
    }

    private static void assertClosed(RawPeer esme) throws IOException {
        esme.send(submit(9, NUMBER, "hello"));
        answer(esme).expect(SUBMIT_SM | RESP, VENDOR_STATUS, 9);
    }

    private static void assertOpen(RawPeer esme, RawPeer link, int sequence) throws IOException {
        esme.send(submit(sequence, NUMBER, "hello"));
        answer(esme).expect(SUBMIT_SM | RESP, 0, sequence);
        Seen submit = link.read();
        assertEquals(SUBMIT_SM, submit.id());
        link.send(response(SUBMIT_SM, 0, submit.sequence(), "m" + sequence));
    }

    private static Seen answer(RawPeer esme) throws IOException {
        Seen seen = esme.read();
        while (seen.id() == DELIVER_SM) {
            esme.send(response(DELIVER_SM, 0, seen.sequence(), ""));
            seen = esme.read();
        }
        return seen;
    }

    @Test
    void aFirstSegmentThatIsAKeywordHoldsBeforeItIsAnswered() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, Optional.empty());
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            send(link, 1, 2, 1, "Stop!");
            assertClosed(esme);
            OptedOut fact = gateway.facts(OptedOut.class).getFirst();
            assertEquals(OptSource.KEYWORD, fact.source());
            assertEquals(gateway.facts(MoSegment.class).getFirst().joinId(), fact.evidenceId());
            assertEquals(0, gateway.facts(MoReceived.class).size());
            assertEquals(1, gateway.gateway().deliverPath().waitingForSegments());
        }
    }

    @Test
    void aKeywordCutInTwoHoldsThoughTheThirdSegmentIsMissing() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, Optional.empty());
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            send(link, 1, 3, 2, "OP");
            assertOpen(esme, link, 1);
            send(link, 2, 3, 1, "ST");
            assertClosed(esme);
        }
    }

    @Test
    void whatTurnsOutToBeMoreThanAKeywordLeavesTheDoorClosed() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, Optional.empty());
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            send(link, 1, 2, 1, "STOP ");
            send(link, 2, 2, 2, "by at five, please");
            assertClosed(esme);
            assertEquals(1, gateway.facts(OptedOut.class).size());
            assertEquals(
                    gateway.facts(OptedOut.class).getFirst().evidenceId(),
                    gateway.facts(MoJoined.class).getFirst().joinId());
        }
    }

    @Test
    void theEndOfATextAndABeginningThatOptsInDecideNothing() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, Optional.empty());
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            send(link, 1, 2, 2, "stop");
            assertOpen(esme, link, 1);
            send(link, 2, 3, 1, "START");
            assertOpen(esme, link, 2);
            assertEquals(0, gateway.facts(OptedIn.class).size());
        }
    }

    @Test
    void itIsConfirmedOnce() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, Optional.of("You get no more."));
                RawPeer link = smsc.bound()) {
            byte[] body = Pdus.bytes(5, 0, 3, 7, 2, 1, raw("STOP"));
            link.send(Pdus.message(DELIVER_SM, 1, NUMBER, "890123", 0x40, 0, body, new byte[0]));
            Seen seen = link.read();
            while (seen.id() != SUBMIT_SM) seen = link.read();
            link.send(response(SUBMIT_SM, 0, seen.sequence(), "c1"));
            link.send(Pdus.message(
                    DELIVER_SM, 2, NUMBER, "890123", 0x40, 0, Pdus.bytes(5, 0, 3, 7, 2, 2, raw(".")), new byte[0]));
            until("joined", () -> gateway.facts(OptedOut.class).size() == 2);
            assertEquals(1, gateway.carrier("telco").submits.sum());
        }
    }

    @Test
    void aFullJournalMakesTheCarrierRepeatIt() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, Optional.empty());
                RawPeer link = smsc.bound();
                RawPeer esme = gateway.bind("acme")) {
            gateway.journal.full(true);
            byte[] body = Pdus.bytes(5, 0, 3, 7, 2, 1, raw("STOP"));
            link.send(Pdus.message(DELIVER_SM, 1, NUMBER, "890123", 0x40, 0, body, new byte[0]));
            link.read().expect(DELIVER_SM | RESP, 0x64, 1);
            gateway.journal.full(false);
            assertEquals(0, gateway.list.size());
            send(link, 2, 2, 1, "STOP");
            assertClosed(esme);
        }
    }
}
