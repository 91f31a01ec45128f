package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.TestGateway.until;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.momentum.gateway.carrier.Carrier;
import io.momentum.gateway.route.RouteConfig;
import io.momentum.gateway.route.RouteTable;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.MtRouted;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.value.CarrierId;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What waits for a carrier that is broken goes over another one, with its room and its place. */
class FailoverIT {

    /** More than are looked at in one tick. */
    private static final int MANY = 2_100;

    private static TestGateway.CarrierSetup carrier(String id, RawSmsc smsc) {
        var carrier = TestGateway.carrier(id, smsc.port()).oneBind();
        carrier.rules = carrier.rules.withOrdered(true).withFailoverMillis(50);
        return carrier;
    }

    private static RawPeer taking(RawSmsc smsc) throws IOException {
        RawPeer link = smsc.bound();
        JudgingBind.start(link, submit -> 0);
        return link;
    }

    private static void submitted(TestGateway gateway, int messages) {
        until("submitted", () -> gateway.facts(MtSubmitted.class).size() == messages);
    }

    @Test
    void oneThatIsAcceptedWhileWhatItFollowsMovesTakesItsRoomAlong() throws IOException {
        try (RawSmsc away = new RawSmsc();
                RawSmsc other = new RawSmsc();
                TestGateway gateway = TestGateway.setup()
                        .account("acme")
                        .carrier(carrier("one", away).config())
                        .carrier(carrier("two", other).config())
                        .start();
                RawPeer esme = gateway.bind("acme")) {
            Carrier one = gateway.carrierOf("one");
            Carrier two = gateway.carrierOf("two");
            esme.send(Pdus.submit(1, "15550100", "first")).read().expect(SUBMIT_SM | RESP, 0, 1);
            gateway.journal.hold();
            esme.send(Pdus.submit(2, "15550100", "second"));
            until("on its way to the disk", () -> one.queuedMessages() == 2);
            RawPeer link = taking(other);
            until("the first has moved", () -> two.queuedMessages() == 1);
            gateway.journal.release();
            esme.read().expect(SUBMIT_SM | RESP, 0, 2);
            submitted(gateway, 2);
            assertEquals(0, one.queuedMessages());
            assertEquals(0, two.queuedMessages());
            assertEquals(0, one.room().bytes());
            link.close();
        }
    }

    @Test
    void whatHasNoOtherWayDoesNotHoldUpWhatHasOne() throws IOException {
        try (RawSmsc away = new RawSmsc();
                RawSmsc other = new RawSmsc();
                TestGateway gateway = TestGateway.setup()
                        .account("acme", 50, 3_000, 0, io.momentum.gateway.server.AccountConfig.OnSuppressed.RECEIPT)
                        .carrier(carrier("one", away).config())
                        .carrier(carrier("two", other).config())
                        .start();
                RawPeer esme = gateway.bind("acme")) {
            var one = new CarrierId("one");
            gateway.gateway()
                    .carriers()
                    .route(new RouteTable(List.of(
                            new RouteConfig("1555", List.of(one)),
                            new RouteConfig("*", List.of(one, new CarrierId("two"))))));
            for (int i = 1; i <= MANY; i++) esme.send(Pdus.submit(i, Long.toString(15_550_000_000L + i), "stays"));
            until("accepted", () -> gateway.facts(MtAccepted.class).size() == MANY);
            esme.send(Pdus.submit(MANY + 1, "447700900100", "moves"));
            until("accepted", () -> gateway.facts(MtAccepted.class).size() == MANY + 1);
            RawPeer link = taking(other);
            submitted(gateway, 1);
            assertEquals(
                    1, gateway.count(f -> f instanceof MtRouted r && r.reason().equals("moved")));
            assertEquals(MANY, gateway.carrierOf("one").queuedMessages());
            link.close();
        }
    }
}
