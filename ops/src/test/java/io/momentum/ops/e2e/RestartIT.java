package io.momentum.ops.e2e;

import static io.momentum.ops.e2e.ConfiguredAppliance.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.gateway.sim.SimulatedEsme;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.MtRepeated;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start has to know of the process before it: what was accepted just now, and who was to send it. */
class RestartIT {

    private static final String NUMBER = "12015550101";
    private static final String OTHER = "12015550102";

    @TempDir
    Path dir;

    private static String id(SimulatedEsme esme, String to, String text) throws Exception {
        var answer = esme.submit("890123", to, text).get(20, TimeUnit.SECONDS);
        assertEquals(0, answer.status(), answer.toString());
        return answer.messageId();
    }

    private static String filtering(int port) {
        return """
                accounts:
                  - { systemId: acme, password: { plain: secret }, duplicates: { within: 1h, answer: answer } }
                carriers:
                  - { id: telco, hosts: ["127.0.0.1:%d"], systemId: m, password: { plain: p } }
                routes: [{ to: "*", carriers: [telco] }]
                """.formatted(port);
    }

    @Test
    void whatWasAcceptedBeforeItIsADuplicateAfterItAndGoesOutOnce() throws Exception {
        try (var carrier = SimulatedCarrier.start(CarrierOptions.defaults())) {
            String first;
            try (var momentum = ConfiguredAppliance.start(dir, filtering(carrier.port()));
                    var esme = momentum.esme()) {
                first = id(esme, NUMBER, "hello");
                until("it has left", () -> carrier.counts().submits() == 1);
            }
            try (var momentum = ConfiguredAppliance.start(dir, filtering(carrier.port()));
                    var esme = momentum.esme()) {
                assertEquals(first, id(esme, NUMBER, "hello"));
                assertNotEquals(first, id(esme, NUMBER, "hello again"));
                assertNotEquals(first, id(esme, OTHER, "hello"));
                until("the new ones have left", () -> carrier.counts().submits() == 3);
                assertEquals(3, momentum.count(MtAccepted.class));
                until("it is told", () -> momentum.count(MtRepeated.class) == 1);
            }
            assertEquals(3, carrier.counts().submits());
        }
    }

    private static String ruled(int chosenPort, int routedPort, String rules) {
        return """
                accounts: [{ systemId: acme, password: { plain: secret } }]
                carriers:
                  - { id: chosen, hosts: ["127.0.0.1:%d"], systemId: m, password: { plain: p },
                      reconnect: { min: 50ms, max: 100ms } }
                  - { id: routed, hosts: ["127.0.0.1:%d"], systemId: m, password: { plain: p } }
                routes: [{ to: "*", carriers: [routed] }]
                %s
                """.formatted(chosenPort, routedPort, rules);
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aMessageForWhichARuleChoseACarrierWaitsForThatCarrierThoughTheRuleIsGone() throws Exception {
        String rule = """
                interception:
                  rules:
                    - { id: codes, match: { textBegins: ["Your code"] }, then: rewrite, set: { carrier: chosen } }
                """;
        int later = freePort();
        try (var routed = SimulatedCarrier.start(CarrierOptions.defaults())) {
            try (var momentum = ConfiguredAppliance.start(dir, ruled(later, routed.port(), rule));
                    var esme = momentum.esme()) {
                id(esme, NUMBER, "Your code is 1234");
                id(esme, OTHER, "any other text");
                until("what no rule is for has left", () -> routed.counts().submits() == 1);
            }
            try (var _ = ConfiguredAppliance.start(dir, ruled(later, routed.port(), ""));
                    var chosen =
                            SimulatedCarrier.start(CarrierOptions.defaults().withListen("127.0.0.1", later))) {
                until(
                        "it leaves by the carrier that was chosen",
                        () -> chosen.counts().submits() == 1);
                assertEquals(1, routed.counts().submits());
            }
        }
    }
}
