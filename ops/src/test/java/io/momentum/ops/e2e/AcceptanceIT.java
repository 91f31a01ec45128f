package io.momentum.ops.e2e;

import static io.momentum.ops.e2e.ConfiguredAppliance.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.server.AccountConfig.OnSuppressed;
import io.momentum.gateway.sim.CarrierListener;
import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.EsmeListener.SubmitResult;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.store.value.MessageState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the whole appliance must do, between peers that misbehave as those in the field do. {@link CrashIT} is part of it. */
class AcceptanceIT {

    private static final String SENDER = "890123";
    private static final String STOPPING = "12015550101";
    private static final String OTHER = "12015550102";

    @TempDir
    Path dir;

    @Test
    void aStopWhileThreeMessagesWaitForItsNumberLetsNoneOutAndAllThreeAreAnswered() throws Exception {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        var carrierSide = new CarrierListener() {
            @Override
            public void submitSeen(SubmitSeen submit) {
                seen.add(submit.destination().text());
            }
        };
        var slow = CarrierOptions.defaults().withQuirks("response-delay=3s");
        try (var carrier = SimulatedCarrier.start(slow, carrierSide);
                var momentum = ConfiguredAppliance.start(dir, oneCarrier(carrier.port(), "window: 1"));
                var esme = momentum.esme()) {
            assertTrue(accepted(esme.submit(SENDER, OTHER, "fills the window")).isAccepted());
            until("the window is full", () -> seen.size() == 1);
            List<CompletableFuture<SubmitResult>> waiting = new ArrayList<>();
            for (int i = 0; i < 3; i++) waiting.add(esme.submit(SENDER, STOPPING, "waits " + i));
            Set<String> ids = new java.util.HashSet<>();
            for (var each : waiting) ids.add(accepted(each).messageId());
            carrier.injectMo(STOPPING, SENDER, "STOP");
            until("the STOP is acknowledged", () -> carrier.counts().mosAcked() == 1);
            assertEquals(1, seen.size(), "sent before the STOP was acknowledged");
            until("all three are answered", () -> answered(esme.receipts()).containsAll(ids));
            esme.receipts().stream()
                    .filter(receipt -> ids.contains(receipt.messageId()))
                    .forEach(receipt -> assertEquals(MessageState.REJECTED, receipt.state()));
            assertTrue(accepted(esme.submit(SENDER, OTHER, "goes on")).isAccepted());
            until("the next has left", () -> seen.size() == 2);
            assertEquals(List.of(OTHER, OTHER), List.copyOf(seen));
        }
    }

    @Test
    void aStopIsInForceWithinASecondForSmppAndForHttp() throws Exception {
        int subscribers = 21;
        List<Long> tookNanos = new ArrayList<>();
        try (var carrier = SimulatedCarrier.start(CarrierOptions.defaults());
                var momentum = ConfiguredAppliance.start(dir, oneCarrier(carrier.port(), ""));
                var esme = momentum.esme()) {
            until("the carrier is bound", () -> carrier.counts().bindsOpen() == 1);
            for (int i = 0; i < subscribers; i++) {
                String number = Long.toString(Long.parseLong(STOPPING) + i);
                String json = "{\"from\":\"%s\",\"to\":\"+%s\",\"text\":\"hello\",\"account\":\"acme\"}"
                        .formatted(SENDER, number);
                assertTrue(momentum.post("/v1/messages", json).contains("\"id\""), "before the STOP it is taken");
                int acknowledged = i;
                long start = System.nanoTime();
                carrier.injectMo(number, SENDER, "STOP");
                until("the STOP is acknowledged", () -> carrier.counts().mosAcked() == acknowledged + 1);
                tookNanos.add(System.nanoTime() - start);
                assertEquals(
                        OnSuppressed.VENDOR_STATUS.status(),
                        esme.submit(SENDER, number, "hello")
                                .get(10, TimeUnit.SECONDS)
                                .status());
                String refused = momentum.post("/v1/messages", json);
                assertTrue(refused.contains("\"code\":\"OPTED_OUT\""), refused);
            }
        }
        tookNanos.sort(null);
        long median = tookNanos.get(subscribers / 2);
        assertTrue(median < TimeUnit.SECONDS.toNanos(1), median / 1_000_000 + " ms from the STOP to its answer");
    }

    private static SubmitResult accepted(CompletableFuture<SubmitResult> result) throws Exception {
        SubmitResult answer = result.get(10, TimeUnit.SECONDS);
        assertTrue(answer.isAccepted(), answer.toString());
        return answer;
    }

    private static Set<String> answered(List<io.momentum.gateway.sim.EsmeListener.Receipt> receipts) {
        return receipts.stream()
                .map(io.momentum.gateway.sim.EsmeListener.Receipt::messageId)
                .collect(Collectors.toSet());
    }

    private static String oneCarrier(int port, String keys) {
        return """
                accounts:
                  - { systemId: acme, password: { plain: secret }, senders: ["890123"] }
                carriers:
                  - id: telco
                    hosts: ["127.0.0.1:%d"]
                    systemId: momentum
                    password: { plain: secret }
                    binds: 1
                    %s
                routes:
                  - { to: "*", carriers: [telco] }
                """.formatted(port, keys);
    }
}
