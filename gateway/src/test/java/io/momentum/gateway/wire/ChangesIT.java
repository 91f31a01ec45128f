package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.ENQUIRE_LINK;
import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.Pdus.UNBIND;
import static io.momentum.gateway.wire.Pdus.response;
import static io.momentum.gateway.wire.Pdus.submit;
import static io.momentum.gateway.wire.TestGateway.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.wire.RawPeer.Seen;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.MtRefused;
import io.momentum.store.fact.Fact.MtSubmitted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reload and drain while messages are on their way: each of them still ends, once. */
class ChangesIT {

    private static TestGateway.CarrierSetup oneBind(String id, RawSmsc smsc) {
        var carrier = TestGateway.carrier(id, smsc.port());
        carrier.binds = 1;
        return carrier;
    }

    private static void submitAll(RawPeer esme, int n) throws IOException {
        for (int i = 1; i <= n; i++)
            esme.send(submit(i, "15550100", "text " + i)).read().expect(SUBMIT_SM | RESP, 0, i);
    }

    private static List<Seen> take(RawPeer link, int n) throws IOException {
        List<Seen> submits = new ArrayList<>();
        while (submits.size() < n) {
            Seen seen = link.read();
            submits.add(seen.expect(SUBMIT_SM, 0, seen.sequence()));
        }
        return submits;
    }

    @Test
    void whatWaitsForARemovedCarrierAndWhatItGivesBackGoesToTheNext() throws IOException {
        try (RawSmsc first = new RawSmsc();
                RawSmsc second = new RawSmsc();
                TestGateway gateway = TestGateway.setup()
                        .account("acme")
                        .carrier(oneBind("one", first).config())
                        .start();
                RawPeer esme = gateway.bind("acme");
                RawPeer link = first.bound()) {
            submitAll(esme, 30);
            List<Seen> inFlight = take(link, 10);
            gateway.reload(TestGateway.setup()
                    .account("acme")
                    .carrier(oneBind("two", second).config()));
            try (RawPeer next = second.bound()) {
                for (Seen one : inFlight) {
                    int status = one.sequence() % 2 == 0 ? 0 : 0x58;
                    link.send(response(SUBMIT_SM, status, one.sequence(), "a" + one.sequence()));
                }
                Seen unbind = link.read();
                unbind.expect(UNBIND, 0, unbind.sequence());
                link.send(response(UNBIND, 0, unbind.sequence()));
                assertTrue(link.isClosed());
                for (int i = 0; i < 25; i++) {
                    Seen one = take(next, 1).getFirst();
                    next.send(response(SUBMIT_SM, 0, one.sequence(), "b" + one.sequence()));
                }
                until("all", () -> gateway.facts(MtSubmitted.class).size() == 30);
                assertEquals(0, gateway.carrierOf("two").queuedMessages());
                assertTrue(first.isQuiet(200), "the removed carrier is left alone");
            }
        }
    }

    @Test
    void aReplacedCarrierBindsWhenItsOldBindsHaveEndedAndItsQueueGoesOverTheNewOnes() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = TestGateway.setup()
                        .account("acme")
                        .carrier(oneBind("one", smsc).config())
                        .start();
                RawPeer esme = gateway.bind("acme");
                RawPeer link = smsc.bound()) {
            submitAll(esme, 20);
            List<Seen> inFlight = take(link, 10);
            var wider = oneBind("one", smsc);
            wider.window = 50;
            gateway.reload(TestGateway.setup().account("acme").carrier(wider.config()));
            submitAll(esme, 10);
            assertTrue(smsc.isQuiet(200), "a second set of binds would be refused, and more than that");
            for (Seen one : inFlight) link.send(response(SUBMIT_SM, 0, one.sequence(), "a" + one.sequence()));
            Seen unbind = link.read();
            link.send(response(
                    UNBIND, 0, unbind.expect(UNBIND, 0, unbind.sequence()).sequence()));
            try (RawPeer next = smsc.bound()) {
                assertEquals(20, take(next, 20).size());
                assertEquals(0, gateway.carrier("one").unknownOutcomes.sum());
            }
        }
    }

    @Test
    void whatNoRouteTakesAnyMoreEndsRefused() throws IOException {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = TestGateway.setup()
                        .account("acme")
                        .carrier(oneBind("one", smsc).config())
                        .start();
                RawPeer esme = gateway.bind("acme");
                RawPeer link = smsc.bound()) {
            submitAll(esme, 15);
            take(link, 10);
            gateway.reload(TestGateway.setup().account("acme"));
            until("refused", () -> gateway.facts(MtRefused.class).size() == 5);
            esme.send(submit(16, "15550100", "no route")).read().expect(SUBMIT_SM | RESP, 0x0B, 16);
        }
    }

    @Test
    void aRemovedAccountIsUnboundAndTheOthersStay() throws IOException {
        try (TestGateway gateway =
                        TestGateway.setup().account("acme").account("gone").start();
                RawPeer stays = gateway.bind("acme");
                RawPeer goes = gateway.bind("gone")) {
            gateway.reload(TestGateway.setup().account("acme"));
            Seen unbind = goes.read();
            goes.send(response(
                    UNBIND, 0, unbind.expect(UNBIND, 0, unbind.sequence()).sequence()));
            assertTrue(goes.isClosed());
            assertTrue(stays.stands(1));
        }
    }

    @Test
    void aDrainAnswersWhatIsInFlightAndUnbindsOnBothSides() throws Exception {
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = TestGateway.setup()
                        .account("acme")
                        .carrier(oneBind("one", smsc).config())
                        .start();
                RawPeer esme = gateway.bind("acme");
                RawPeer link = smsc.bound()) {
            submitAll(esme, 12);
            List<Seen> inFlight = take(link, 10);
            Thread drain = Thread.ofPlatform().start(() -> gateway.gateway().drain());
            until("no new connections", () -> isRefused(gateway));
            int later = esme.send(submit(13, "15550100", "later")).read().status();
            assertEquals(0x58, later);
            esme.send(Pdus.pdu(ENQUIRE_LINK, 14)).read().expect(ENQUIRE_LINK | RESP, 0, 14);
            for (Seen one : inFlight) link.send(response(SUBMIT_SM, 0, one.sequence(), "x" + one.sequence()));
            for (RawPeer peer : List.of(link, esme)) {
                Seen unbind = peer.read();
                peer.send(response(
                        UNBIND, 0, unbind.expect(UNBIND, 0, unbind.sequence()).sequence()));
                assertTrue(peer.isClosed());
            }
            drain.join();
            until("journalled", () -> gateway.facts(MtSubmitted.class).size() == 10);
            assertEquals(12, gateway.facts(MtAccepted.class).size(), "two wait in the journal for the next start");
        }
    }

    private static boolean isRefused(TestGateway gateway) {
        try {
            int port = gateway.port();
            assertThrows(IOException.class, () -> RawPeer.connect(port).stands(1));
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }
}
