package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.DELIVER_SM;
import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.Pdus.response;
import static io.momentum.gateway.wire.Pdus.submit;
import static io.momentum.gateway.wire.TestGateway.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.fact.Fact.MtUnknown;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a carrier can make us remember has an end. */
class CarrierBoundsIT {

    private static TestGateway.CarrierSetup oneBind(RawSmsc smsc) {
        var telco = TestGateway.carrier("telco", smsc.port());
        telco.binds = 1;
        return telco;
    }

    @Test
    void whileAnswersAreOwedNothingMoreIsRead() throws Exception {
        int all = 20_000;
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway =
                        TestGateway.setup().carrier(oneBind(smsc).config()).start();
                RawPeer link = smsc.bound()) {
            gateway.journal.hold();
            Thread sender = Thread.ofVirtual().start(() -> {
                for (int i = 1; i <= all; i++) send(link, Pdus.deliver(i, "15550100", "890123", 0, Pdus.raw("Yes")));
            });
            long[] before = {-1};
            until("nothing more is read", () -> {
                long read = gateway.carrier("telco").mos.sum();
                boolean rests = read > 0 && read == before[0];
                before[0] = read;
                if (!rests) sleep();
                return rests;
            });
            assertTrue(before[0] < all / 2, before[0] + " were read");
            gateway.journal.release();
            for (int i = 1; i <= all; i++) link.read().expect(DELIVER_SM | RESP, 0, i);
            sender.join();
        }
    }

    private static void send(RawPeer link, byte[] pdu) {
        try {
            link.send(pdu);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Between two looks: long enough for a loop that does read to read on. */
    private static void sleep() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void ofManySubmitsWithoutAnAnswerTheLastThousandAwaitALateOne() throws IOException {
        int all = 1_200;
        try (RawSmsc smsc = new RawSmsc()) {
            var telco = oneBind(smsc);
            telco.window = all;
            telco.queue = 2 * all;
            telco.responseTimeout = Duration.ofMillis(500);
            try (TestGateway gateway = TestGateway.setup()
                            .account("acme")
                            .carrier(telco.config())
                            .start();
                    RawPeer link = smsc.bound();
                    RawPeer esme = gateway.bind("acme")) {
                for (int i = 1; i <= all; i++) {
                    esme.send(submit(i, "15550100", "text " + i));
                    esme.read().expect(SUBMIT_SM | RESP, 0, i);
                }
                List<Integer> sequences = new ArrayList<>();
                while (sequences.size() < all) {
                    RawPeer.Seen seen = link.read();
                    if (seen.id() == SUBMIT_SM) sequences.add(seen.sequence());
                }
                until("all are unknown", () -> gateway.facts(MtUnknown.class).size() == all);
                link.send(response(SUBMIT_SM, 0, sequences.getFirst(), "first"));
                link.send(response(SUBMIT_SM, 0, sequences.getLast(), "last"));
                until(
                        "the last one is named",
                        () -> gateway.facts(MtSubmitted.class).size() == 1);
                assertEquals("last", gateway.facts(MtSubmitted.class).getFirst().smscId());
                assertEquals(1, gateway.carrier("telco").unexpectedResponses.sum());
            }
        }
    }
}
