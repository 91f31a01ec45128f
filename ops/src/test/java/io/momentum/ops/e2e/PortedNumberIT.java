package io.momentum.ops.e2e;

import static io.momentum.ops.e2e.ConfiguredAppliance.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ported number from the configuration file to the trace, and over a restart. */
class PortedNumberIT {

    @TempDir
    Path dir;

    private static String config(int movedPort, int restPort, String portability) {
        return """
                accounts: [{ systemId: acme, password: { plain: secret } }]
                numbering: [plan.csv]
                carriers:
                  - { id: moved, hosts: ["127.0.0.1:%d"], systemId: m, password: { plain: p }, reconnect: { min: 50ms, max: 100ms } }
                  - { id: rest, hosts: ["127.0.0.1:%d"], systemId: m, password: { plain: p } }
                routes:
                  - { to: "*", network: 214-07, carriers: [moved] }
                  - { to: "*", carriers: [rest] }
                %s
                """.formatted(movedPort, restPort, portability);
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void itTakesTheWayOfItsNetworkIsExplainedAndTracedAndKeepsItsWayOverARestart() throws Exception {
        Files.writeString(dir.resolve("plan.csv"), "34,214,01,ES,\n");
        var asked = new AtomicInteger();
        HttpServer directory = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        directory.createContext("/", exchange -> {
            asked.incrementAndGet();
            byte[] body = "{\"mcc\":\"214\",\"mnc\":\"07\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        directory.start();
        String lookUp = """
                portability:
                  lookup:
                    http: { url: "http://127.0.0.1:%d/{number}" }
                    pattern: '"mcc":"(?<mcc>[0-9]{3})","mnc":"(?<mnc>[0-9]{2,3})"'
                    timeout: 5s
                """.formatted(directory.getAddress().getPort());
        int later = freePort();
        String id;
        try (var rest = SimulatedCarrier.start(CarrierOptions.defaults())) {
            try (var momentum = ConfiguredAppliance.start(dir, config(later, rest.port(), lookUp));
                    var esme = momentum.esme()) {
                id = esme.submit("890123", "34600000001", "waits for its carrier")
                        .get(20, TimeUnit.SECONDS)
                        .messageId();
                String why = momentum.api("/v1/routes/explain?from=890123&to=34600000001&account=acme");
                assertTrue(why.contains("\"portability\":{\"by\":\"http\",\"network\":\"214-07\"}"), why);
                assertTrue(why.contains("\"rule\":\"to *, network 214-07\""), why);
                assertTrue(why.contains("\"carrier\":\"moved\""), why);
                until("it is in the index", () -> isTraced(momentum, id, "its number is in network 214-07, by http"));
            }
            assertEquals(1, asked.get(), "explain had it from the cache");
            directory.stop(0);
            // Nobody is asked this time, nor does a file know: what the journal says is what counts.
            String nobody = "portability: { files: [none.csv] }";
            Files.writeString(dir.resolve("none.csv"), "");
            try (var momentum = ConfiguredAppliance.start(dir, config(later, rest.port(), nobody));
                    var moved = SimulatedCarrier.start(CarrierOptions.defaults().withListen("127.0.0.1", later))) {
                until("it goes where it was to go", () -> moved.counts().submits() == 1);
                assertEquals(0, rest.counts().submits());
                until("it has ended", () -> isTraced(momentum, id, "receipt of moved"));
            }
        }
    }

    private static boolean isTraced(ConfiguredAppliance momentum, String id, String step) {
        try {
            return momentum.api("/v1/messages/" + id + "/trace").contains(step);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
