package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.ALERT_NOTIFICATION;
import static io.momentum.gateway.wire.Pdus.BIND_RX;
import static io.momentum.gateway.wire.Pdus.BIND_TX;
import static io.momentum.gateway.wire.Pdus.DELIVER_SM;
import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.Pdus.bind;
import static io.momentum.gateway.wire.Pdus.deliver;
import static io.momentum.gateway.wire.Pdus.pdu;
import static io.momentum.gateway.wire.Pdus.raw;
import static io.momentum.gateway.wire.Pdus.response;
import static io.momentum.gateway.wire.Pdus.submit;
import static io.momentum.gateway.wire.Pdus.tlv;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.codec.ReceiptForm;
import io.momentum.gateway.route.MoRouteConfig;
import io.momentum.gateway.server.EsmeProfile;
import io.momentum.gateway.server.EsmeProfile.BindLimits;
import io.momentum.gateway.server.EsmeProfile.OverWindow;
import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.gateway.wire.RawPeer.Seen;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.AlertReceived;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.MoReceived;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.value.Address;
import io.momentum.store.value.MessageId;
import io.momentum.store.value.SystemId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What comes back to ESMEs: to which account, on which bind, and how one that is away hears of it. */
class DeliveryIT {

    private static final int OUTBIND = 0x0B;

    /** What piles up while an ESME is away, in hundreds; -Dmomentum.test.piled=100000 for an hour's. */
    private static final int MESSAGES = Integer.getInteger("momentum.test.piled", 10_000);

    private static @Nullable String accountOf(MoReceived mo) {
        return mo.account() == null ? null : mo.account().value();
    }

    @Test
    void aSubscribersMessageGoesByNumberThenBeginningAndKeywordsGoFirst() throws IOException {
        var setup = TestGateway.setup().account("acme").account("beta").account("rest");
        setup.moRoutes = List.of(
                new MoRouteConfig("890123", "JOIN", new SystemId("beta")),
                new MoRouteConfig("8901*", "", new SystemId("beta")),
                new MoRouteConfig("*", "", new SystemId("rest")),
                new MoRouteConfig("*", "WIN", new SystemId("acme")));
        try (RawSmsc smsc = new RawSmsc()) {
            var telco = TestGateway.carrier("telco", smsc.port());
            telco.binds = 1;
            try (TestGateway gateway = setup.carrier(telco.config()).start();
                    RawPeer link = smsc.bound()) {
                String[][] expected = {
                    {"890123", "hello", "acme"},
                    {"+890123", "hello", "acme"},
                    {"890123", " join, please", "beta"},
                    {"890123", "joining", "acme"},
                    {"890199", "hello", "beta"},
                    {"777", "hello", "rest"},
                    {"777", "Win a car", "acme"},
                };
                for (int i = 0; i < expected.length; i++) {
                    link.send(deliver(i + 1, "15550100", expected[i][0], 0, raw(expected[i][1])));
                    link.read().expect(DELIVER_SM | RESP, 0, i + 1);
                    MoReceived mo = gateway.facts(MoReceived.class).getLast();
                    assertEquals(expected[i][2], accountOf(mo), String.join(" ", expected[i]));
                }
            }
        }
    }

    @Test
    void anAlertNotificationIsJournalledAndNotAnswered() throws IOException {
        try (RawSmsc smsc = new RawSmsc()) {
            var telco = TestGateway.carrier("telco", smsc.port());
            telco.binds = 1;
            try (TestGateway gateway = TestGateway.setup()
                            .account("acme")
                            .carrier(telco.config())
                            .start();
                    RawPeer link = smsc.bound()) {
                byte[] available = tlv(0x0422, new byte[] {0});
                link.send(pdu(ALERT_NOTIFICATION, 5, 1, 1, "15550100", 0, 0, "acme", available));
                assertTrue(link.stands(6), "no response");
                link.send(pdu(ALERT_NOTIFICATION, 7, 1));
                assertTrue(link.stands(8), "a cut one costs nothing");
                TestGateway.until(
                        "in the journal",
                        () -> gateway.facts(AlertReceived.class).size() == 2);
                AlertReceived alert = gateway.facts(AlertReceived.class).getFirst();
                assertEquals(new Address(1, 1, "15550100"), alert.source());
                assertEquals("acme", alert.esme().text());
                assertEquals(0, alert.availability());
            }
        }
    }

    @Test
    void aReceiverGetsTheReceiptsOfWhatItsTransmitterSent() throws IOException {
        try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults());
                TestGateway gateway = TestGateway.setup()
                        .account("acme")
                        .projected()
                        .carrier(TestGateway.carrier("telco", carrier.port()).config())
                        .start();
                RawPeer tx = RawPeer.bound(gateway.port(), BIND_TX, "acme", 0x34);
                RawPeer rx = RawPeer.bound(gateway.port(), BIND_RX, "acme", 0x34)) {
            String id = tx.send(submit(1, "15550100", "pair")).read().string();
            Seen receipt = rx.read();
            assertEquals(DELIVER_SM, receipt.id());
            assertTrue(new String(receipt.body(), ISO_8859_1).contains("id:" + id + " "));
            rx.send(response(DELIVER_SM, 0, receipt.sequence(), ""));
            rx.send(submit(9, "15550100", "not here")).read().expect(SUBMIT_SM | RESP, 0x04, 9);
            assertTrue(tx.stands(2), "nothing but its own answers");
        }
    }

    /** An hour away, scaled down: what piled up comes in order, and never more at a time than the ESME has answered. */
    @Test
    void whatPiledUpWhileTheEsmeWasAwayComesInOrderAtItsOwnPace() throws IOException {
        int messages = MESSAGES;
        try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults())) {
            var telco = TestGateway.carrier("telco", carrier.port());
            telco.window = 500;
            var setup = TestGateway.setup().account("acme").projected().carrier(telco.config());
            setup.deliverWindow = 50;
            try (TestGateway gateway = setup.start()) {
                List<String> ids = new ArrayList<>();
                try (RawPeer tx = RawPeer.bound(gateway.port(), BIND_TX, "acme", 0x34)) {
                    for (int i = 0; i < messages; i += 100) {
                        List<byte[]> batch = new ArrayList<>();
                        for (int j = 1; j <= 100; j++) batch.add(submit(i + j, "15550100", "away"));
                        tx.send(Pdus.join(batch));
                        for (int j = 0; j < 100; j++) {
                            Seen answer = tx.read();
                            if (answer.status() == 0) ids.add(answer.string());
                        }
                    }
                }
                assertEquals(messages, ids.size());
                TestGateway.until(
                        "all receipts are here", () -> gateway.count(fact -> fact instanceof DlrReceived) == messages);
                drainAndCheck(gateway, ids);
            }
        }
    }

    private static void drainAndCheck(TestGateway gateway, List<String> ids) throws IOException {
        List<String> seen = new ArrayList<>();
        try (RawPeer rx = RawPeer.bound(gateway.port(), BIND_RX, "acme", 0x34)) {
            List<Seen> held = new ArrayList<>();
            while (held.size() < 50) held.add(rx.read());
            assertTrue(rx.isSilentForNow(200), "no more than the window");
            for (Seen one : held) seen.add(take(rx, one));
            while (seen.size() < ids.size()) seen.add(take(rx, rx.read()));
        }
        List<String> order = orderOfReceipts(gateway);
        assertEquals(order, seen, "in the order in which the receipts came");
        assertEquals(Set.copyOf(ids), Set.copyOf(seen));
    }

    /** A receipt is forwarded once both it and the submit_sm_resp of its message are known, whichever comes first. */
    private static List<String> orderOfReceipts(TestGateway gateway) {
        List<String> order = new ArrayList<>();
        Map<String, String> submitted = new HashMap<>();
        Set<String> early = new HashSet<>();
        for (Fact fact : gateway.facts()) {
            if (fact instanceof MtSubmitted mt) {
                String id = MessageId.format(mt.mtId());
                submitted.put(mt.smscId(), id);
                if (early.remove(mt.smscId())) order.add(id);
            } else if (fact instanceof DlrReceived dlr) {
                String id = submitted.get(dlr.smscId());
                if (id != null) order.add(id);
                else early.add(dlr.smscId());
            }
        }
        return order;
    }

    private static String take(RawPeer rx, Seen deliver) throws IOException {
        rx.send(response(DELIVER_SM, 0, deliver.sequence(), ""));
        String text = new String(deliver.body(), ISO_8859_1);
        int at = text.indexOf("id:") + 3;
        return text.substring(at, at + 16);
    }

    @Test
    void anEsmeThatIsAwayIsToldToBindWhenSomethingWaitsForIt() throws IOException {
        try (SimulatedCarrier carrier = SimulatedCarrier.start(CarrierOptions.defaults());
                ServerSocket esme = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            esme.setSoTimeout(10_000);
            var profile = new EsmeProfile(
                    ReceiptForm.DEFAULT,
                    false,
                    false,
                    OverWindow.WAIT,
                    BindLimits.UNLIMITED,
                    Optional.of(InetSocketAddress.createUnresolved("127.0.0.1", esme.getLocalPort())),
                    false);
            try (TestGateway gateway = TestGateway.setup()
                    .account("acme")
                    .esme(profile)
                    .projected()
                    .carrier(TestGateway.carrier("telco", carrier.port()).config())
                    .start()) {
                String id;
                try (RawPeer tx = RawPeer.bound(gateway.port(), BIND_TX, "acme", 0x34)) {
                    id = tx.send(submit(1, "15550100", "outbind")).read().string();
                }
                try (RawPeer told = new RawPeer(esme.accept())) {
                    Seen outbind = told.read();
                    assertEquals(OUTBIND, outbind.id());
                    assertEquals("momentum", outbind.string());
                    told.send(bind(BIND_RX, 1, "acme", TestGateway.PASSWORD, 0x34))
                            .read()
                            .expect(BIND_RX | RESP, 0, 1);
                    assertEquals(id, take(told, told.read()));
                }
            }
        }
    }
}
