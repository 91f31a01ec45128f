package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.TestGateway.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.wire.RawPeer.Seen;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.fact.Fact.MtSuppressed;
import io.momentum.store.fact.Fact.MtUnknown;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Messages for 50 people wait for a slow carrier, half of the people say STOP on any of its binds, some binds drop: seen from the
 * carrier, no submit_sm for a person comes after the answer to that person's STOP, and every message ends once.
 */
class StopOrderIT {

    private static final int PEOPLE = 50;
    private static final int EACH = 4;
    private static final int BINDS = 4;
    private static final int VENDOR_STATUS = 0x0421;

    /** A gateway, its slow carrier, and the threads of that. */
    private static final class World implements AutoCloseable {
        final Witness witness = new Witness();
        final RawSmsc smsc = new RawSmsc();
        final TestGateway gateway;
        final List<RawPeer> links = new ArrayList<>();
        final List<Thread> threads = new ArrayList<>();

        World() throws IOException {
            var telco = TestGateway.carrier("telco", smsc.port());
            telco.binds = BINDS;
            gateway =
                    TestGateway.setup().account("acme").carrier(telco.config()).start();
            for (int i = 0; i < BINDS; i++) links.add(smsc.bound());
            until("bound", () -> gateway.carrierOf("telco").boundTransmitters() == BINDS);
        }

        void startBinds(long seed, boolean peopleReturn) {
            for (int i = 0; i < BINDS; i++) {
                start(new SlowBind(links.get(i), witness, seed * 31 + i, peopleOf(i), peopleReturn));
            }
        }

        private void start(SlowBind bind) {
            threads.add(Thread.ofPlatform().daemon().start(bind));
        }

        void awaitTraffic() {
            int before = witness.submits();
            until("some traffic", () -> witness.submits() > before + 20);
        }

        /** Resets the first link; a bind without people takes its place. */
        void drop(long seed) throws IOException {
            links.getFirst().reset();
            links.add(smsc.bound());
            start(new SlowBind(links.getLast(), witness, seed * 37, List.of(), false));
        }

        /** All that was accepted has ended, once, and nobody got anything after the answer to a STOP. */
        void check(String what) {
            until("every message ended", () -> gateway.carrierOf("telco").queuedMessages() == 0);
            int accepted = gateway.facts(MtAccepted.class).size();
            until("all ends are journalled", () -> ends().size() >= accepted);
            List<Long> ends = ends();
            assertEquals(accepted, ends.size(), what);
            assertEquals(accepted, Set.copyOf(ends).size(), what);
            assertEquals(List.of(), witness.violations(), what);
        }

        private List<Long> ends() {
            List<Long> ids = new ArrayList<>();
            gateway.facts(MtSubmitted.class).forEach(fact -> ids.add(fact.mtId()));
            gateway.facts(MtSuppressed.class).forEach(fact -> ids.add(fact.mtId()));
            gateway.facts(MtUnknown.class).forEach(fact -> ids.add(fact.mtId()));
            return ids;
        }

        @Override
        public void close() throws IOException {
            for (RawPeer link : links) link.close();
            gateway.close();
            smsc.close();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void noSubmitReachesTheCarrierAfterTheAnswerToAStop(long seed) throws IOException {
        boolean drops = seed % 2 == 0;
        try (World world = new World()) {
            submitAll(world.gateway, new Random(seed));
            world.startBinds(seed, false);
            if (drops) {
                world.awaitTraffic();
                world.drop(seed);
            }
            int stops = drops ? PEOPLE / 2 - peopleOf(0).size() : PEOPLE / 2;
            until("all STOPs answered", () -> world.witness.stops() >= stops);
            world.check("seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {12, 13})
    void amidNewSubmitsAndPeopleWhoComeBackTheOrderHolds(long seed) throws IOException {
        try (World world = new World();
                RawPeer one = world.gateway.bind("acme");
                RawPeer two = world.gateway.bind("acme")) {
            world.startBinds(seed, true);
            var random = new Random(seed);
            for (int i = 0; i < 600; i++) {
                RawPeer esme = random.nextBoolean() ? one : two;
                Seen answer = esme.send(Pdus.submit(i, number(random.nextInt(PEOPLE)), "mix"))
                        .read();
                assertTrue(answer.status() == 0 || answer.status() == VENDOR_STATUS, answer.toString());
                if (i == 300) world.drop(seed);
            }
            until("people come and go", () -> world.witness.starts() > 20 && world.witness.stops() > 40);
            world.check("seed " + seed);
        }
    }

    private static void submitAll(TestGateway gateway, Random random) throws IOException {
        try (RawPeer one = gateway.bind("acme");
                RawPeer two = gateway.bind("acme")) {
            for (int i = 0; i < PEOPLE * EACH; i++) {
                RawPeer esme = random.nextBoolean() ? one : two;
                esme.send(Pdus.submit(i, number(i % PEOPLE), "campaign")).read().expect(SUBMIT_SM | RESP, 0, i);
            }
        }
    }

    /** Who says STOP over this bind: half of the people, each over one. */
    private static List<String> peopleOf(int bind) {
        List<String> numbers = new ArrayList<>();
        for (int person = bind; person < PEOPLE / 2; person += BINDS) numbers.add(number(person));
        return numbers;
    }

    private static String number(int person) {
        return Integer.toString(15_550_100 + person);
    }
}
