package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.ENQUIRE_LINK;
import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.Pdus.pdu;
import static io.momentum.gateway.wire.Pdus.submit;
import static io.momentum.gateway.wire.TestGateway.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.server.AccountConfig;
import io.momentum.gateway.server.AccountConfig.OnSuppressed;
import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.gateway.wire.RawPeer.Seen;
import io.momentum.store.fact.Fact.MtAccepted;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Every bound that an ESME can reach, what it hears there, and that it gets on afterwards. */
class LimitsIT {

    private static final int RTHROTTLED = 0x58;
    private static final int RMSGQFUL = 0x14;

    @Test
    void whoeverDoesNotBindInTimeIsClosed() throws IOException {
        var setup = TestGateway.setup().account("acme");
        setup.bindTimeout = Duration.ofMillis(300);
        try (TestGateway gateway = setup.start();
                RawPeer silent = RawPeer.connect(gateway.port());
                RawPeer talker = RawPeer.connect(gateway.port());
                RawPeer bound = gateway.bind("acme")) {
            assertTrue(talker.stands(1));
            assertTrue(silent.isClosed());
            assertTrue(talker.isClosed());
            assertTrue(bound.stands(1));
        }
    }

    @Test
    void connectionsThatHaveNotBoundAreLimited() throws IOException {
        var setup = TestGateway.setup().account("acme");
        setup.maxUnbound = 3;
        try (TestGateway gateway = setup.start()) {
            List<RawPeer> idle = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                idle.add(RawPeer.connect(gateway.port()));
                assertTrue(idle.getLast().stands(i));
            }
            try (RawPeer fourth = RawPeer.connect(gateway.port())) {
                assertTrue(fourth.isClosed());
            }
            for (RawPeer peer : idle) peer.close();
            until("room", () -> gateway.gateway().server().unboundConnections() == 0);
            gateway.bind("acme").close();
        }
    }

    @Test
    void aSilentPeerIsAskedTwiceAndThenClosed() throws IOException {
        var setup = TestGateway.setup().account("acme");
        setup.enquireLink = Duration.ofMillis(200);
        setup.responseTimeout = Duration.ofMillis(200);
        try (TestGateway gateway = setup.start();
                RawPeer peer = gateway.bind("acme")) {
            for (int i = 0; i < 3; i++) {
                Seen asked = peer.read();
                asked.expect(ENQUIRE_LINK, 0, asked.sequence());
                peer.send(Pdus.response(ENQUIRE_LINK, 0, asked.sequence()));
            }
            assertEquals(ENQUIRE_LINK, peer.read().id());
            assertEquals(ENQUIRE_LINK, peer.read().id());
            assertTrue(peer.isClosed());
        }
    }

    @Test
    void submitsOverTheWindowWaitAndAreAllAnswered() throws IOException {
        var setup = TestGateway.setup().account("acme", 5, 5, 0, OnSuppressed.VENDOR_STATUS);
        try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults());
                TestGateway gateway = setup.carrier(
                                TestGateway.carrier("telco", carrier.port()).config())
                        .start();
                RawPeer peer = gateway.bind("acme")) {
            gateway.journal.hold();
            for (int i = 1; i <= 40; i++) peer.send(submit(i, "15550100", "window"));
            peer.send(pdu(ENQUIRE_LINK, 41));
            assertTrue(peer.isSilent(150));
            gateway.journal.release();
            for (int i = 1; i <= 41; ) {
                Seen seen = peer.read();
                if (seen.id() == (ENQUIRE_LINK | RESP)) seen.expect(ENQUIRE_LINK | RESP, 0, 41);
                else seen.expect(SUBMIT_SM | RESP, 0, seen.sequence());
                i++;
            }
        }
    }

    @Test
    void aBlockedAccountBindsAndIsToldNoAndOneWithoutARateIsNot() throws IOException {
        var setup = TestGateway.setup()
                .account("blocked", 5, 100, AccountConfig.RATE_BLOCKED, OnSuppressed.VENDOR_STATUS)
                .account("unlimited", 5, 100, 0, OnSuppressed.VENDOR_STATUS);
        try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults());
                TestGateway gateway = setup.carrier(
                                TestGateway.carrier("telco", carrier.port()).config())
                        .start();
                RawPeer blocked = gateway.bind("blocked");
                RawPeer unlimited = gateway.bind("unlimited")) {
            for (int i = 1; i <= 300; i++) {
                blocked.send(submit(i, "15550100", "no")).read().expect(SUBMIT_SM | RESP, RTHROTTLED, i);
                unlimited.send(submit(i, "15550100", "yes")).read().expect(SUBMIT_SM | RESP, 0, i);
            }
            blocked.send(pdu(ENQUIRE_LINK, 301)).read().expect(ENQUIRE_LINK | RESP, 0, 301);
            assertEquals(300, gateway.facts(MtAccepted.class).size());
            assertTrue(gateway.facts(MtAccepted.class).stream()
                    .allMatch(fact -> fact.account().value().equals("unlimited")));
        }
    }

    @Test
    void overTheRateIsThrottledAndTakenAgainLater() throws IOException {
        var setup = TestGateway.setup().account("acme", 5, 100, 50, OnSuppressed.VENDOR_STATUS);
        try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults());
                TestGateway gateway = setup.carrier(
                                TestGateway.carrier("telco", carrier.port()).config())
                        .start();
                RawPeer peer = gateway.bind("acme")) {
            int throttled = 0;
            for (int i = 1; i <= 50; i++) {
                int status = peer.send(submit(i, "15550100", "rate")).read().status();
                assertTrue(status == 0 || status == RTHROTTLED);
                if (status != 0) throttled++;
            }
            assertTrue(throttled > 20, throttled + " throttled");
            assertTrue(peer.isSilent(100));
            peer.send(submit(51, "15550100", "rate")).read().expect(SUBMIT_SM | RESP, 0, 51);
        }
    }

    @Test
    void aFullCarrierQueueSaysSoAndTakesAgainOnceThereIsRoom() throws IOException {
        var slow = CarrierOptions.defaults();
        try (SimulatedCarrier carrier = SimulatedCarrier.start(slow)) {
            var telco = TestGateway.carrier("telco", carrier.port());
            telco.queue = 20;
            try (TestGateway gateway = TestGateway.setup()
                            .account("acme")
                            .carrier(telco.config())
                            .start();
                    RawPeer peer = gateway.bind("acme")) {
                until("bound", () -> gateway.carrierOf("telco").boundTransmitters() == 2);
                carrier.stopAnswering();
                for (int i = 1; i <= 20; i++)
                    peer.send(submit(i, "15550100", "q")).read().expect(SUBMIT_SM | RESP, 0, i);
                peer.send(submit(21, "15550100", "q")).read().expect(SUBMIT_SM | RESP, RMSGQFUL, 21);
                carrier.answerAgain();
                carrier.dropConnections();
                until("room", () -> gateway.carrierOf("telco").queuedMessages() == 0);
                peer.send(submit(22, "15550100", "q")).read().expect(SUBMIT_SM | RESP, 0, 22);
            }
        }
    }

    @Test
    void aFullJournalThrottlesAndIntakeResumesByItself() throws IOException {
        try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults());
                TestGateway gateway = TestGateway.setup()
                        .account("acme")
                        .carrier(TestGateway.carrier("telco", carrier.port()).config())
                        .start();
                RawPeer peer = gateway.bind("acme")) {
            gateway.journal.full(true);
            peer.send(submit(1, "15550100", "full")).read().expect(SUBMIT_SM | RESP, RTHROTTLED, 1);
            peer.send(submit(2, "15550100", "full")).read().expect(SUBMIT_SM | RESP, RTHROTTLED, 2);
            gateway.journal.full(false);
            until("taken again", () -> isTaken(peer));
            assertEquals(
                    0,
                    gateway.facts(MtAccepted.class).stream()
                            .filter(m -> m.destinationDigits() == 0)
                            .count());
        }
    }

    @Test
    void whileTheJournalStandsStillThePeerIsStillHeard() throws IOException {
        var setup = TestGateway.setup().account("acme", 5, 5, 0, OnSuppressed.VENDOR_STATUS);
        setup.enquireLink = Duration.ofMillis(600);
        try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults());
                TestGateway gateway = setup.carrier(
                                TestGateway.carrier("telco", carrier.port()).config())
                        .start();
                RawPeer peer = gateway.bind("acme")) {
            gateway.journal.hold();
            for (int i = 1; i <= 8; i++) peer.send(submit(i, "15550100", "window"));
            peer.send(pdu(ENQUIRE_LINK, 9));
            for (int i = 6; i <= 8; i++) peer.read().expect(SUBMIT_SM | RESP, RTHROTTLED, i);
            peer.read().expect(ENQUIRE_LINK | RESP, 0, 9);
            gateway.journal.release();
            for (int i = 1; i <= 5; i++) peer.read().expect(SUBMIT_SM | RESP, 0, i);
        }
    }

    @Test
    void aPeerThatNeverReadsIsNotReadFromAndItsNeighbourGoesOn() throws Exception {
        try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults());
                TestGateway gateway = TestGateway.setup()
                        .account("acme")
                        .carrier(TestGateway.carrier("telco", carrier.port()).config())
                        .start();
                RawPeer deaf = gateway.bind("acme");
                RawPeer neighbour = gateway.bind("acme")) {
            byte[] flood = pdu(ENQUIRE_LINK, 1);
            byte[] chunk = new byte[flood.length * 4096];
            for (int i = 0; i < 4096; i++) System.arraycopy(flood, 0, chunk, i * flood.length, flood.length);
            var blocked = new CompletableFuture<Void>();
            Thread writer = Thread.ofVirtual().start(() -> {
                try {
                    for (int i = 0; i < 4_000; i++) deaf.send(chunk);
                    blocked.completeExceptionally(
                            new AssertionError("262 MB were read from a peer that reads nothing"));
                } catch (IOException e) {
                    blocked.complete(null);
                }
            });
            long before = usedMegabytes();
            for (int i = 0; i < 300; i++) {
                neighbour.send(submit(i, "15550100", "fine")).read().expect(SUBMIT_SM | RESP, 0, i);
            }
            assertTrue(usedMegabytes() - before < 64);
            assertFalse(blocked.isDone());
            deaf.reset();
            writer.join();
            blocked.join();
        }
    }

    private static long usedMegabytes() {
        long direct =
                io.netty.buffer.ByteBufAllocator.DEFAULT instanceof io.netty.buffer.ByteBufAllocatorMetricProvider p
                        ? p.metric().usedDirectMemory()
                        : 0;
        return direct >> 20;
    }

    private static boolean isTaken(RawPeer peer) {
        try {
            return peer.send(submit(3, "15550100", "again")).read().status() == 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
