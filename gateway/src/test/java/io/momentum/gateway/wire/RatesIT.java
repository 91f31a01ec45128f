package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.TestGateway.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.flow.LeavingLimits.Kind;
import io.momentum.gateway.flow.LeavingLimits.Rates;
import io.momentum.gateway.path.CampaignRules;
import io.momentum.gateway.profile.FlowRules.Limits;
import io.momentum.gateway.route.Network;
import io.momentum.gateway.route.NumberPlan;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.suppression.Purpose;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Rates of binds, networks and campaigns, seen from the carrier. */
class RatesIT {

    private static final NumberPlan PLAN = new NumberPlan(List.of(
            new NumberPlan.Entry("34600", new Network("214", "07"), "ES", ""),
            new NumberPlan.Entry("34610", new Network("214", "01"), "ES", "")));

    private final Queue<MessagePdu> taken = new ConcurrentLinkedQueue<>();

    private TestGateway start(RawSmsc smsc, int binds, Limits limits) throws IOException {
        var telco = TestGateway.carrier("telco", smsc.port());
        telco.binds = binds;
        telco.window = 100;
        telco.rules = telco.rules.withOrdered(true).withLimits(limits);
        var setup = TestGateway.setup().account("acme").carrier(telco.config());
        setup.numbers = PLAN;
        TestGateway gateway = setup.start();
        for (int i = 0; i < binds; i++) {
            JudgingBind.start(smsc.bound(), submit -> {
                taken.add(submit);
                return 0;
            });
        }
        until("bound", () -> gateway.carrierOf("telco").boundTransmitters() == binds);
        return gateway;
    }

    private static void submit(RawPeer esme, int sequence, String from, String to, String text) throws IOException {
        byte[] pdu = Pdus.message(SUBMIT_SM, sequence, from, to, 0, 0, Pdus.raw(text), new byte[0]);
        esme.send(pdu).read().expect(SUBMIT_SM | RESP, 0, sequence);
    }

    private long takenTo(String prefix) {
        return taken.stream()
                .filter(submit -> submit.destination().text().startsWith(prefix))
                .count();
    }

    private static void submitted(TestGateway gateway, int messages) {
        until("submitted", () -> gateway.facts(MtSubmitted.class).size() == messages);
    }

    @Test
    void eachBindHasItsRateAndTheyAddUp() throws IOException {
        var limits = new Limits(10, Rates.UNLIMITED, Rates.UNLIMITED, Rates.UNLIMITED);
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, 2, limits);
                RawPeer esme = gateway.bind("acme")) {
            long since = System.nanoTime();
            for (int i = 0; i < 30; i++) submit(esme, i, "890123", Integer.toString(15_550_100 + i), "x");
            submitted(gateway, 30);
            double seconds = (System.nanoTime() - since) / 1e9;
            assertTrue(seconds > 1.1, "30 over two binds of 10/s within " + seconds + " s");
            assertTrue(seconds < 6, "30 over two binds of 10/s took " + seconds + " s");
        }
    }

    @Test
    void aNetworkOverItsRateHoldsUpNoOtherAndItsMessagesKeepTheirOrder() throws IOException {
        var limits = new Limits(0, Rates.UNLIMITED, new Rates(0, Map.of("214-07", 10)), Rates.UNLIMITED);
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, 1, limits);
                RawPeer esme = gateway.bind("acme")) {
            long since = System.nanoTime();
            for (int i = 0; i < 20; i++) submit(esme, i, "890123", "3460000000" + i % 2, Integer.toString(i));
            for (int i = 20; i < 60; i++) submit(esme, i, "890123", "34610000" + (100 + i), "x");
            until("the other network's", () -> takenTo("34610") == 40);
            assertTrue(takenTo("34600") < 20, "the slow network was as quick");
            until(
                    "the slow ones are seen to wait",
                    () -> gateway.carrierOf("telco").slowed(Kind.NETWORK) > 0 || takenTo("34600") == 20);
            submitted(gateway, 60);
            double seconds = (System.nanoTime() - since) / 1e9;
            assertTrue(seconds > 1.5, "20 at 10/s within " + seconds + " s");
            for (int number = 0; number < 2; number++) {
                String to = "3460000000" + number;
                List<Integer> texts = taken.stream()
                        .filter(submit -> submit.destination().text().equals(to))
                        .map(submit -> Integer.parseInt(JudgingBind.text(submit)))
                        .toList();
                assertEquals(texts.stream().sorted().toList(), texts, to);
                assertEquals(10, texts.size());
            }
        }
    }

    @Test
    void aCampaignOverItsRateHoldsUpNoOtherMessageOfItsSender() throws IOException {
        var limits = new Limits(0, Rates.UNLIMITED, Rates.UNLIMITED, new Rates(0, Map.of("sale", 10)));
        try (RawSmsc smsc = new RawSmsc();
                TestGateway gateway = start(smsc, 1, limits);
                RawPeer esme = gateway.bind("acme")) {
            var rule = new CampaignRules.Rule("sale", "", 0x1555, "s", null, 0, Long.MAX_VALUE, Purpose.MARKETING);
            gateway.gateway().submitPath().tagBy(new CampaignRules(List.of(rule)));
            long since = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                byte[] tag = Pdus.tlv(0x1555, Pdus.raw("s"));
                String to = Integer.toString(15_550_100 + i);
                esme.send(Pdus.message(SUBMIT_SM, i, "890123", to, 0, 0, Pdus.raw("sale"), tag))
                        .read()
                        .expect(SUBMIT_SM | RESP, 0, i);
            }
            for (int i = 20; i < 40; i++) submit(esme, i, "890123", Integer.toString(15_550_200 + i), "other");
            until("the others", () -> takenTo("155502") == 20);
            assertTrue(takenTo("155501") < 20, "the campaign was as quick");
            submitted(gateway, 40);
            double seconds = (System.nanoTime() - since) / 1e9;
            assertTrue(seconds > 1.5, "20 at 10/s within " + seconds + " s");
        }
    }
}
