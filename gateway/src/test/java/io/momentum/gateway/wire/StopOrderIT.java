package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.DELIVER_SM;
import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.TestGateway.until;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.momentum.gateway.wire.RawPeer.Seen;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.fact.Fact.MtSuppressed;
import io.momentum.store.fact.Fact.MtUnknown;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
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

    /** What the carrier saw, in one order over all its binds. */
    private static final class Witness {
        private final Map<String, Integer> stopped = new HashMap<>();
        private final List<String> afterStop = new ArrayList<>();
        private int submits;

        synchronized void submit(String number) {
            submits++;
            if (stopped.containsKey(number)) afterStop.add(number);
        }

        synchronized void stopAnswered(String number) {
            stopped.merge(number, 1, Integer::sum);
        }

        synchronized int stops() {
            return stopped.size();
        }

        synchronized List<String> violations() {
            return List.copyOf(afterStop);
        }

        synchronized int submits() {
            return submits;
        }
    }

    /** One bind of the carrier: reads slowly, answers slowly, sends the STOPs that it is given. Owned by its thread. */
    private static final class SlowBind implements Runnable {
        private final RawPeer link;
        private final Witness witness;
        private final Random random;
        private final List<String> stops;
        private final Map<Integer, String> asked = new HashMap<>();
        private final List<Seen> unanswered = new ArrayList<>();

        SlowBind(RawPeer link, Witness witness, long seed, List<String> stops) {
            this.link = link;
            this.witness = witness;
            random = new Random(seed);
            this.stops = new ArrayList<>(stops);
        }

        @Override
        public void run() {
            try {
                while (true) {
                    if (random.nextInt(4) == 0) LockSupport.parkNanos(random.nextInt(3_000_000));
                    if (!stops.isEmpty() && random.nextInt(3) == 0) sendStop(stops.removeLast());
                    if (random.nextInt(3) == 0 || unanswered.size() == 10) answerSome();
                    if (!link.isSilentForNow(1)) take(link.read());
                }
            } catch (IOException e) {
                // The test ends, or this bind was dropped.
            }
        }

        private void sendStop(String number) throws IOException {
            int sequence = asked.size() + 1;
            asked.put(sequence, number);
            link.send(Pdus.deliver(sequence, number, "890123", 0, Pdus.raw("STOP")));
        }

        private void take(Seen seen) {
            if (seen.id() == SUBMIT_SM) {
                witness.submit(numberIn(seen));
                unanswered.add(seen);
            } else if (seen.id() == (DELIVER_SM | RESP) && seen.status() == 0) {
                witness.stopAnswered(asked.get(seen.sequence()));
            }
        }

        private void answerSome() throws IOException {
            while (!unanswered.isEmpty() && random.nextInt(5) != 0) {
                Seen one = unanswered.remove(random.nextInt(unanswered.size()));
                int status = random.nextInt(20) == 0 ? 0x58 : 0;
                link.send(Pdus.response(SUBMIT_SM, status, one.sequence(), "id" + one.sequence()));
            }
        }

        private static String numberIn(Seen submit) {
            String body = new String(submit.body(), ISO_8859_1);
            int at = body.indexOf("1555");
            return body.substring(at, body.indexOf(0, at));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void noSubmitReachesTheCarrierAfterTheAnswerToAStop(long seed) throws Exception {
        var random = new Random(seed);
        var witness = new Witness();
        try (RawSmsc smsc = new RawSmsc()) {
            var telco = TestGateway.carrier("telco", smsc.port());
            telco.binds = BINDS;
            try (TestGateway gateway =
                    TestGateway.setup().account("acme").carrier(telco.config()).start()) {
                List<RawPeer> links = new ArrayList<>();
                for (int i = 0; i < BINDS; i++) links.add(smsc.bound());
                until("bound", () -> gateway.carrierOf("telco").boundTransmitters() == BINDS);
                submitAll(gateway, random);
                List<Thread> threads = new ArrayList<>();
                for (int i = 0; i < BINDS; i++) {
                    var bind = new SlowBind(links.get(i), witness, seed * 31 + i, stopsOf(i));
                    threads.add(Thread.ofPlatform().daemon().start(bind));
                }
                if (seed % 2 == 0) links.add(drop(smsc, links.getFirst(), witness, seed, threads));
                until("all STOPs answered", () -> witness.stops() >= PEOPLE / 2 - (seed % 2 == 0 ? PEOPLE / 8 + 1 : 0));
                until("every message ended", () -> gateway.carrierOf("telco").queuedMessages() == 0);
                assertEquals(List.of(), witness.violations(), "seed " + seed);
                assertEnds(gateway);
                for (RawPeer link : links) link.close();
                for (Thread thread : threads) thread.join();
            }
        }
    }

    private static RawPeer drop(RawSmsc smsc, RawPeer link, Witness witness, long seed, List<Thread> threads)
            throws IOException {
        until("some traffic", () -> witness.submits() > 20);
        link.reset();
        RawPeer next = smsc.bound();
        threads.add(Thread.ofPlatform().daemon().start(new SlowBind(next, witness, seed * 37, List.of())));
        return next;
    }

    private static void assertEnds(TestGateway gateway) {
        until("all ends are journalled", () -> ends(gateway).size() >= PEOPLE * EACH);
        List<Long> ends = ends(gateway);
        assertEquals(PEOPLE * EACH, ends.size());
        assertEquals(PEOPLE * EACH, Set.copyOf(ends).size());
    }

    private static List<Long> ends(TestGateway gateway) {
        List<Long> ids = new ArrayList<>();
        gateway.facts(MtSubmitted.class).forEach(fact -> ids.add(fact.mtId()));
        gateway.facts(MtSuppressed.class).forEach(fact -> ids.add(fact.mtId()));
        gateway.facts(MtUnknown.class).forEach(fact -> ids.add(fact.mtId()));
        return ids;
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
    private static List<String> stopsOf(int bind) {
        List<String> numbers = new ArrayList<>();
        for (int person = bind; person < PEOPLE / 2; person += BINDS) numbers.add(number(person));
        return numbers;
    }

    private static String number(int person) {
        return Integer.toString(15_550_100 + person);
    }
}
