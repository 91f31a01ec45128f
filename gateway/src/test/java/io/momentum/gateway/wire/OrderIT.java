package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.TestGateway.until;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.flow.Circuit;
import io.momentum.gateway.profile.FlowRules.Retries;
import io.momentum.gateway.profile.FlowRules.Retry;
import io.momentum.gateway.profile.FlowRules.Throttle;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.UnknownPolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two ESME binds submit in turn to twenty numbers; two carriers with two binds each throttle, fail for a while, drop their links
 * and are left for one another: for each number, what they take is taken in the order of the submits.
 */
class OrderIT {

    private static final int MESSAGES = 400;
    private static final int NUMBERS = 20;

    /** Both carriers: one list of what was taken, in one order. */
    private static final class Takers implements AutoCloseable {
        private final Random random;
        private final Map<String, Set<Integer>> taken = new HashMap<>();
        private final List<RawPeer> links = new CopyOnWriteArrayList<>();
        private final List<RawSmsc> carriers = new ArrayList<>();

        Takers(long seed) {
            random = new Random(seed);
        }

        RawSmsc carrier() throws IOException {
            RawSmsc smsc = new RawSmsc();
            carriers.add(smsc);
            Thread.ofPlatform().daemon().start(() -> {
                while (true) {
                    try {
                        RawPeer link = smsc.bound();
                        links.add(link);
                        JudgingBind.start(link, this::judge);
                    } catch (java.net.SocketTimeoutException e) {
                        // Nobody has connected for a while.
                    } catch (IOException e) {
                        return;
                    }
                }
            });
            return smsc;
        }

        private synchronized Integer judge(MessagePdu submit) {
            int chance = random.nextInt(100);
            if (chance < 10) return 0x58;
            if (chance < 20) return 0x08;
            int number = Integer.parseInt(JudgingBind.text(submit));
            taken.computeIfAbsent(submit.destination().text(), t -> new LinkedHashSet<>())
                    .add(number);
            return 0;
        }

        /** Cuts one link, whatever is on its way over it. */
        void drop() throws IOException {
            if (links.isEmpty()) return;
            int which;
            synchronized (this) {
                which = random.nextInt(links.size());
            }
            links.remove(which).reset();
        }

        synchronized Map<String, Set<Integer>> taken() {
            return new HashMap<>(taken);
        }

        @Override
        public void close() throws IOException {
            for (RawSmsc smsc : carriers) smsc.close();
            for (RawPeer link : links) link.close();
        }
    }

    private static TestGateway.CarrierSetup carrier(String id, RawSmsc smsc) {
        var carrier = TestGateway.carrier(id, smsc.port());
        carrier.unknown = UnknownPolicy.RESEND;
        carrier.rules = carrier.rules
                .withOrdered(true)
                .withFailoverMillis(50)
                .withThrottle(new Throttle(100, 100))
                .withRetries(new Retries(new Retry(1000, List.of(5L)), Map.of()))
                .withCircuit(new Circuit.Rules(60, 20, 500, 0, 100));
        return carrier;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whatIsTakenForANumberIsTakenInTheOrderOfTheSubmits(long seed) throws IOException {
        try (Takers takers = new Takers(seed);
                TestGateway gateway = TestGateway.setup()
                        .account("acme")
                        .carrier(carrier("one", takers.carrier()).config())
                        .carrier(carrier("two", takers.carrier()).config())
                        .start();
                RawPeer one = gateway.bind("acme");
                RawPeer two = gateway.bind("acme")) {
            var random = new Random(seed);
            Map<String, Set<Integer>> submitted = new HashMap<>();
            for (int i = 0; i < MESSAGES; i++) {
                String to = "155501" + (10 + random.nextInt(NUMBERS));
                RawPeer esme = random.nextBoolean() ? one : two;
                esme.send(Pdus.submit(i, to, Integer.toString(i))).read().expect(SUBMIT_SM | RESP, 0, i);
                submitted.computeIfAbsent(to, t -> new LinkedHashSet<>()).add(i);
                if (i % 40 == 39) takers.drop();
            }
            until("all end", () -> ended(gateway, "one") && ended(gateway, "two"));
            assertEquals(MESSAGES, gateway.facts(MtAccepted.class).size());
            Map<String, Set<Integer>> taken = takers.taken();
            submitted.forEach((to, numbers) -> assertEquals(
                    new ArrayList<>(numbers), new ArrayList<>(taken.getOrDefault(to, Set.of())), "seed " + seed));
            assertEquals(0, gateway.gateway().carriers().trailsInUse(), "every trail is left");
        }
    }

    private static boolean ended(TestGateway gateway, String carrier) {
        return gateway.carrierOf(carrier).queuedMessages() == 0;
    }
}
