package io.momentum.gateway.wire;

import static io.momentum.gateway.wire.Pdus.RESP;
import static io.momentum.gateway.wire.Pdus.SUBMIT_SM;
import static io.momentum.gateway.wire.TestGateway.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.momentum.gateway.carrier.CarrierConfig.HostPort;
import io.momentum.gateway.carrier.CarrierConfig.Secret;
import io.momentum.gateway.flow.Circuit;
import io.momentum.gateway.portability.LookUpConfig;
import io.momentum.gateway.portability.LookUpConfig.Asked;
import io.momentum.gateway.portability.LookUpConfig.Cache;
import io.momentum.gateway.portability.PortabilityConfig;
import io.momentum.gateway.portability.PortabilityCounters;
import io.momentum.gateway.route.Network;
import io.momentum.gateway.route.NumberPlan;
import io.momentum.gateway.route.PortedNumbers;
import io.momentum.gateway.route.RouteConfig;
import io.momentum.gateway.route.RouteConfig.Preference;
import io.momentum.gateway.route.RouteConfig.Way;
import io.momentum.gateway.wire.DnsResponder.Reply;
import io.momentum.store.fact.Fact.MtLocated;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.value.CarrierId;
import io.netty.handler.codec.dns.DnsResponseCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Ported numbers, looked up with a real HTTP server and a real DNS server on loopback, and where their messages go then. */
class PortabilityIT {

    private static final Network MOVED = new Network("214", "07");
    private static final NumberPlan PLAN =
            new NumberPlan(List.of(new NumberPlan.Entry("346", new Network("214", "01"), "ES", "")));

    /** Whose networks are told by a body for each number; null for 404, a latch for one that takes its time. */
    private static final class Directory implements AutoCloseable {
        final Map<String, Object> answers = new ConcurrentHashMap<>();
        final Queue<String> asked = new ConcurrentLinkedQueue<>();
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final HttpServer server;

        Directory() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(threads);
            server.createContext("/", this::answer);
            server.start();
        }

        private void answer(HttpExchange exchange) throws IOException {
            String number = exchange.getRequestURI().getPath().substring(1);
            asked.add(number);
            Object answer = answers.get(number);
            if (!"Bearer key".equals(exchange.getRequestHeaders().getFirst("Authorization"))) answer = 401;
            try {
                if (answer instanceof CountDownLatch latch) latch.await();
            } catch (InterruptedException e) {
                return;
            }
            if (answer instanceof CountDownLatch) answer = "21407";
            if (answer instanceof String text) {
                byte[] body = text.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            } else {
                exchange.sendResponseHeaders(answer instanceof Integer status ? status : 404, -1);
            }
            exchange.close();
        }

        LookUpConfig.Http url() {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/{number}";
            return new LookUpConfig.Http(url, Optional.of(new Secret("Bearer key")));
        }

        @Override
        public void close() {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    private static LookUpConfig lookUp(Asked who, int timeoutMillis, int concurrent) {
        return new LookUpConfig(
                who,
                List.of("34"),
                LookUpConfig.PATTERN,
                Map.of(),
                Duration.ofMillis(timeoutMillis),
                concurrent,
                Cache.DEFAULT,
                new Circuit.Rules(50, 4, 10_000, 0, 60_000));
    }

    /** Two carriers: "moved" takes the numbers of one network, "rest" all others. */
    private static final class World implements AutoCloseable {
        final RawSmsc moved = new RawSmsc();
        final RawSmsc rest = new RawSmsc();
        final Map<String, Queue<String>> taken =
                Map.of("moved", new ConcurrentLinkedQueue<>(), "rest", new ConcurrentLinkedQueue<>());
        final TestGateway gateway;
        final RawPeer esme;

        World(PortabilityConfig portability) throws IOException {
            var setup = TestGateway.setup().account("acme");
            setup.carrier(TestGateway.carrier("moved", moved.port()).oneBind().config());
            setup.carrier(TestGateway.carrier("rest", rest.port()).oneBind().config());
            setup.portability = portability;
            setup.numbers = PLAN;
            setup.routes = List.of(
                    new RouteConfig(
                            "*",
                            Optional.of(MOVED),
                            Optional.empty(),
                            Optional.empty(),
                            Preference.ORDER,
                            List.of(new Way(new CarrierId("moved"), 1, 0))),
                    new RouteConfig("*", List.of(new CarrierId("rest"))),
                    // More than the prefix of the plan, less than the whole number.
                    new RouteConfig("34600", List.of(new CarrierId("rest"))));
            gateway = setup.start();
            take("moved", moved);
            take("rest", rest);
            until(
                    "both are bound",
                    () -> gateway.carrierOf("moved").isBound()
                            && gateway.carrierOf("rest").isBound());
            esme = gateway.bind("acme");
        }

        private void take(String name, RawSmsc smsc) throws IOException {
            JudgingBind.start(smsc.bound(), submit -> {
                taken.get(name).add(submit.destination().text() + " " + JudgingBind.text(submit));
                return 0;
            });
        }

        void submit(int sequence, String to) throws IOException {
            esme.send(Pdus.submit(sequence, to, "m" + sequence)).read().expect(SUBMIT_SM | RESP, 0, sequence);
        }

        List<String> located() {
            return gateway.facts(MtLocated.class).stream()
                    .map(fact -> (fact.network() + " " + fact.by()).strip())
                    .toList();
        }

        PortabilityCounters counters() {
            return gateway.gateway().portability().counters();
        }

        void submitted(int messages) {
            until("submitted", () -> gateway.facts(MtSubmitted.class).size() == messages);
        }

        List<String> taken(String carrier) {
            return List.copyOf(taken.get(carrier));
        }

        @Override
        public void close() throws IOException {
            esme.close();
            gateway.close();
            moved.close();
            rest.close();
        }
    }

    private static PortabilityConfig asking(LookUpConfig lookUp) {
        return new PortabilityConfig(List.of(), Optional.of(lookUp));
    }

    // ---- over HTTP

    @Test
    void aPortedNumberTakesTheWayOfItsNetworkAndIsAskedForOnce() throws IOException {
        try (Directory directory = new Directory();
                World world = new World(asking(lookUp(directory.url(), 5_000, 10)))) {
            directory.answers.put("34600000001", "214-07\n");
            world.submit(1, "34600000001");
            world.submit(2, "34600000002");
            world.submit(3, "34600000001");
            world.submit(4, "34600000002");
            world.submit(5, "15550100");
            world.submitted(5);
            assertEquals(List.of("34600000001 m1", "34600000001 m3"), world.taken("moved"));
            assertEquals(List.of("34600000002 m2", "34600000002 m4", "15550100 m5"), world.taken("rest"));
            assertEquals(List.of("34600000001", "34600000002"), List.copyOf(directory.asked));
            assertEquals(List.of("214-07 http", "http", "214-07 http", "http"), world.located());
            assertEquals(2, world.counters().cached.sum());
            assertEquals(2, world.gateway.gateway().portability().cached());
        }
    }

    @Test
    void whileANumberIsLookedUpItsMessagesWaitInOrderAndNobodyElse() throws IOException {
        try (Directory directory = new Directory();
                World world = new World(asking(lookUp(directory.url(), 9_000, 10)))) {
            var slow = new CountDownLatch(1);
            directory.answers.put("34600000001", slow);
            for (int i = 1; i <= 20; i++) world.esme.send(Pdus.submit(i, "34600000001", "m" + i));
            for (int i = 21; i <= 30; i++) world.submit(i, "1555010" + i);
            until("the others have gone", () -> world.taken("rest").size() == 10);
            assertEquals(List.of("34600000001"), List.copyOf(directory.asked));
            assertEquals(0, world.taken("moved").size());
            slow.countDown();
            List<String> expected = new ArrayList<>();
            for (int i = 1; i <= 20; i++) {
                world.esme.read().expect(SUBMIT_SM | RESP, 0, i);
                expected.add("34600000001 m" + i);
            }
            world.submitted(30);
            assertEquals(expected, world.taken("moved"));
        }
    }

    @Test
    void whatNobodyAnswersInTimeGoesByItsPrefixAndSoonNobodyIsAsked() throws IOException {
        try (Directory directory = new Directory();
                World world = new World(asking(lookUp(directory.url(), 100, 10)))) {
            var never = new CountDownLatch(1);
            for (int i = 1; i <= 8; i++) directory.answers.put("3460000000" + i, never);
            for (int i = 1; i <= 8; i++) world.submit(i, "3460000000" + i);
            world.submitted(8);
            assertEquals(8, world.taken("rest").size());
            assertTrue(
                    world.located().stream().allMatch("unanswered"::equals),
                    world.located().toString());
            assertTrue(directory.asked.size() < 8, "the circuit opens: " + directory.asked.size() + " were asked for");
            assertEquals(
                    Optional.of(Circuit.State.OPEN),
                    world.gateway.gateway().portability().circuit());
            assertTrue(world.counters().broken.sum() > 0);
            never.countDown();
        }
    }

    @Test
    void noMoreLookUpsAreUnderWayThanMayBe() throws IOException {
        try (Directory directory = new Directory();
                World world = new World(asking(lookUp(directory.url(), 5_000, 2)))) {
            var slow = new CountDownLatch(1);
            for (int i = 1; i <= 5; i++) directory.answers.put("3460000000" + i, slow);
            for (int i = 1; i <= 5; i++) world.esme.send(Pdus.submit(i, "3460000000" + i, "m" + i));
            until("three are not asked for", () -> world.counters().overloaded.sum() == 3);
            until("and have gone by their prefix", () -> world.taken("rest").size() == 3);
            until("two are", () -> directory.asked.size() == 2);
            slow.countDown();
            world.submitted(5);
            assertEquals(2, world.taken("moved").size());
            assertEquals(2, directory.asked.size());
        }
    }

    @Test
    void anAnswerWithoutANetworkIsNotKeptAndOpensNoCircuit() throws IOException {
        try (Directory directory = new Directory();
                World world = new World(asking(lookUp(directory.url(), 5_000, 10)))) {
            directory.answers.put("34600000001", "<html>Maintenance</html>");
            for (int i = 1; i <= 6; i++) world.submit(i, "34600000001");
            directory.answers.put("34600000001", "mcc=214;mnc=07");
            world.submit(7, "34600000001");
            world.submitted(7);
            assertEquals(List.of("34600000001 m7"), world.taken("moved"));
            assertEquals(6, world.counters().unreadable.sum());
        }
    }

    // ---- a file

    @Test
    void aNumberInAFileIsNotAskedForAndAReloadTakesAnotherFile() throws IOException {
        var numbers = new PortedNumbers.Builder();
        numbers.add(34_600_000_001L, MOVED);
        try (Directory directory = new Directory();
                World world = new World(new PortabilityConfig(
                        List.of(numbers.build()), Optional.of(lookUp(directory.url(), 5_000, 10))))) {
            world.submit(1, "34600000001");
            world.submitted(1);
            assertEquals(List.of("214-07 file"), world.located());
            assertEquals(0, directory.asked.size());
            world.gateway.gateway().portability().reload(PortabilityConfig.NONE);
            world.submit(2, "34600000001");
            world.submitted(2);
            assertEquals(List.of("34600000001 m2"), world.taken("rest"));
        }
    }

    // ---- over DNS

    private static LookUpConfig.EnumZone zone(DnsResponder... servers) {
        List<HostPort> places = new ArrayList<>();
        for (DnsResponder server : servers) places.add(new HostPort("127.0.0.1", server.port()));
        return new LookUpConfig.EnumZone("mnp.example", places);
    }

    private static byte[] toMoved(int order) {
        return DnsResponder.naptr(order, "u", "E2U+pstn:tel", "!^.*$!tel:+34600000001;npdi;mcc=214;mnc=07!");
    }

    @Test
    void aNumberIsLookedUpByItsNaptrRecords() throws IOException {
        byte[] mail = DnsResponder.naptr(1, "u", "E2U+email:mailto", "!^.*$!mailto:a@example.com!");
        byte[] other = DnsResponder.naptr(9, "u", "E2U+pstn:tel", "!^.*$!tel:+34600000001;npdi;mcc=214;mnc=03!");
        try (DnsResponder dns = new DnsResponder(name -> switch (name) {
                    case "1.0.0.0.0.0.0.0.6.4.3.mnp.example." -> Reply.of(other, toMoved(2), mail);
                    case "2.0.0.0.0.0.0.0.6.4.3.mnp.example." -> Reply.of(DnsResponseCode.NXDOMAIN);
                    case "3.0.0.0.0.0.0.0.6.4.3.mnp.example." -> Reply.of();
                    default -> Reply.of(DnsResponseCode.SERVFAIL);
                });
                World world = new World(asking(lookUp(zone(dns), 5_000, 10)))) {
            for (int i = 1; i <= 4; i++) world.submit(i, "3460000000" + i);
            world.submit(5, "34600000002");
            world.submitted(5);
            assertEquals(List.of("34600000001 m1"), world.taken("moved"));
            assertEquals(List.of("214-07 enum", "enum", "enum", "unanswered", "enum"), world.located());
            assertEquals(4, dns.asked.size(), "that there is no such name is kept: " + dns.asked);
        }
    }

    @Test
    void whereAServerIsSilentTheNextIsAskedAndALongAnswerComesOverTcp() throws IOException {
        try (DnsResponder silent = new DnsResponder(name -> Reply.SILENCE);
                DnsResponder dns =
                        new DnsResponder(name -> new Reply(DnsResponseCode.NOERROR, List.of(toMoved(1)), true));
                World world = new World(asking(lookUp(zone(silent, dns), 3_000, 10)))) {
            world.submit(1, "34600000001");
            world.submitted(1);
            assertEquals(List.of("34600000001 m1"), world.taken("moved"));
            assertEquals(1, silent.asked.size());
        }
    }

    @Test
    void aRecordThatIsCutOffIsNoAnswer() throws IOException {
        byte[] whole = toMoved(1);
        byte[] cut = java.util.Arrays.copyOf(whole, 12);
        try (DnsResponder dns = new DnsResponder(name -> Reply.of(cut, new byte[] {1}));
                World world = new World(asking(lookUp(zone(dns), 3_000, 10)))) {
            world.submit(1, "34600000001");
            world.submitted(1);
            assertEquals(List.of("34600000001 m1"), world.taken("rest"));
        }
    }
}
