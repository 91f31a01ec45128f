package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.TestGateway.until;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.momentum.gateway.flow.Trails;
import io.momentum.gateway.message.Mt;
import io.momentum.gateway.message.Priority;
import io.momentum.gateway.route.RouteConfig;
import io.momentum.store.fact.Fact.Origin;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.SystemId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** Messages whose trails meet in one place of the table: each goes over the carrier of its own route, and waits for nobody. */
class StrangersIT {

    private static final int SAME_PLACE = 8;
    private static final int PLACE_SHIFT = 48;

    private static CarrierId id(String name) {
        return new CarrierId(name);
    }

    /** Numbers of which all messages stand in the same four slots. */
    private static List<Long> meeting(TestGateway gateway) {
        Map<Long, List<Long>> byPlace = new HashMap<>();
        for (long digits = 15_550_000_000L; ; digits++) {
            var mt = new Mt(
                    1,
                    new SystemId("acme"),
                    Origin.SMPP,
                    "890123",
                    digits,
                    Long.MAX_VALUE,
                    0,
                    Priority.CAMPAIGN,
                    0,
                    false,
                    Trails.NONE,
                    new byte[0]);
            long place = gateway.gateway().carriers().trailKey(mt) >>> PLACE_SHIFT;
            List<Long> all = byPlace.computeIfAbsent(place, p -> new ArrayList<>());
            all.add(digits);
            if (all.size() == SAME_PLACE) return all;
        }
    }

    private static TestGateway.CarrierSetup ordered(String name, RawSmsc smsc) {
        var carrier = TestGateway.carrier(name, smsc.port());
        carrier.binds = 1;
        carrier.window = 50;
        carrier.rules = carrier.rules.withOrdered(true);
        return carrier;
    }

    private static void submit(RawPeer esme, int sequence, long to) throws IOException {
        esme.send(Pdus.submit(sequence, Long.toString(to), "m" + sequence))
                .read()
                .expect(SUBMIT_SM | RESP, 0, sequence);
    }

    @Test
    void aStrangerGoesOverItsOwnCarrierAtOnceWhileTheOthersAreHeld() throws IOException {
        try (RawSmsc holding = new RawSmsc();
                RawSmsc taking = new RawSmsc();
                TestGateway gateway = TestGateway.setup()
                        .account("acme")
                        .carrier(ordered("holding", holding).config())
                        .carrier(ordered("taking", taking).config())
                        .start();
                RawPeer held = holding.bound();
                RawPeer link = taking.bound();
                RawPeer esme = gateway.bind("acme")) {
            List<Long> numbers = meeting(gateway);
            List<RouteConfig> routes = new ArrayList<>(List.of(new RouteConfig("*", List.of(id("holding")))));
            List<Long> strangers = numbers.subList(SAME_PLACE - 3, SAME_PLACE);
            for (long each : strangers) routes.add(new RouteConfig(Long.toString(each), List.of(id("taking"))));
            gateway.gateway().carriers().route(new io.momentum.gateway.route.RouteTable(routes));
            Queue<String> taken = new ConcurrentLinkedQueue<>();
            JudgingBind.start(link, submit -> {
                taken.add(submit.destination().text());
                return 0;
            });
            until(
                    "bound",
                    () -> gateway.carrierOf("holding").isBound()
                            && gateway.carrierOf("taking").isBound());
            int sequence = 0;
            // Nobody answers these: they keep their places.
            for (long each : numbers.subList(0, SAME_PLACE - 3)) submit(esme, ++sequence, each);
            for (long each : strangers) {
                submit(esme, ++sequence, each);
                submit(esme, ++sequence, each);
            }
            until("the strangers' messages have gone over their own carrier", () -> taken.size() == 6);
            for (int i = 0; i < SAME_PLACE - 3; i++) {
                long to = numbers.get(i);
                assertEquals(
                        Long.toString(to),
                        JudgingBind.message(held.read()).destination().text());
            }
            until(
                    "those that went are forgotten, the others not",
                    () -> gateway.gateway().carriers().trailsInUse() == SAME_PLACE - 3);
        }
    }

    @Test
    void twoAccountsWithOneSenderFollowTheirOwnRoutesToOneNumber() throws IOException {
        try (RawSmsc holding = new RawSmsc();
                RawSmsc taking = new RawSmsc()) {
            var setup = TestGateway.setup()
                    .account("acme")
                    .account("other")
                    .carrier(ordered("holding", holding).config())
                    .carrier(ordered("taking", taking).config());
            setup.routes = List.of(
                    new RouteConfig("*", List.of(id("holding"))),
                    new RouteConfig(
                            "*",
                            Optional.empty(),
                            Optional.of(new SystemId("other")),
                            Optional.empty(),
                            RouteConfig.Preference.ORDER,
                            List.of(new RouteConfig.Way(id("taking"), 1, 0))));
            try (TestGateway gateway = setup.start();
                    RawPeer held = holding.bound();
                    RawPeer link = taking.bound();
                    RawPeer acme = gateway.bind("acme");
                    RawPeer other = gateway.bind("other")) {
                until(
                        "bound",
                        () -> gateway.carrierOf("holding").isBound()
                                && gateway.carrierOf("taking").isBound());
                submit(acme, 1, 15_550_100);
                assertEquals("m1", JudgingBind.text(JudgingBind.message(held.read())));
                submit(other, 2, 15_550_100);
                assertEquals("m2", JudgingBind.text(JudgingBind.message(link.read())));
            }
        }
    }
}
