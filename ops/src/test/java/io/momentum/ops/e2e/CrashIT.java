package io.momentum.ops.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.sim.CarrierListener;
import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.EsmeListener;
import io.momentum.gateway.sim.EsmeOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.gateway.sim.SimulatedEsme;
import io.momentum.store.value.MessageState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first promise, with the process killed under load. */
class CrashIT {

    /** How long nothing may come in before what is missing counts as lost. */
    private static final long STILL_NANOS = 20_000_000_000L;

    private static final int KILLS = 5;
    private static final int PER_SECOND = 4_000;
    private static final int BETWEEN_KILLS_MILLIS = 1_000;

    private final Map<String, Integer> sent = new ConcurrentHashMap<>();
    private final Map<String, MessageState> receipts = new ConcurrentHashMap<>();
    private final Map<String, String> acknowledged = new ConcurrentHashMap<>();

    private final List<CompletableFuture<Void>> answers = new ArrayList<>();

    @TempDir
    Path dir;

    @Test
    void whatWasAcknowledgedIsSentOrReportedUnknownThoughTheProcessIsKilledFiveTimes() throws Exception {
        run("unknownOutcome: hold");
        acknowledged.forEach((text, id) -> assertTrue(
                sent.containsKey(text) || receipts.get(id) == MessageState.UNKNOWN,
                () -> "lost: " + text + " " + id + " " + receipts.get(id)));
        sent.forEach((text, times) -> assertEquals(1, times, () -> "sent more than once: " + text));
    }

    @Test
    void withResendEverythingAcknowledgedIsSentThoughSomeOfItTwice() throws Exception {
        run("unknownOutcome: resend");
        acknowledged.forEach((text, id) ->
                assertTrue(sent.containsKey(text), () -> "lost: " + text + " " + id + " " + receipts.get(id)));
    }

    private void run(String carrierKeys) throws Exception {
        var carrierSide = new CarrierListener() {
            @Override
            public void submitSeen(SubmitSeen submit) {
                sent.merge(submit.text(), 1, Integer::sum);
            }
        };
        var esmeSide = new EsmeListener() {
            @Override
            public void received(Receipt receipt) {
                receipts.merge(receipt.messageId(), receipt.state(), CrashIT::better);
            }
        };
        try (var carrier = SimulatedCarrier.start(CarrierOptions.defaults(), carrierSide);
                var momentum = new MomentumProcess(dir, carrier.port(), carrierKeys)) {
            momentum.start();
            EsmeOptions options =
                    EsmeOptions.to(momentum.smppPort(), "acme", "secret").reconnecting(50);
            try (var esme = SimulatedEsme.bind(options, esmeSide)) {
                Thread load = Thread.ofPlatform().start(() -> submitAll(esme));
                for (int i = 0; i < KILLS; i++) {
                    Thread.sleep(BETWEEN_KILLS_MILLIS);
                    momentum.kill();
                    momentum.start();
                }
                load.join();
                // The load is only handed over by now: what it becomes has to be known before anything counts as lost.
                CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                        .get(60, TimeUnit.SECONDS);
                awaitReceipts(momentum);
            }
        }
        assertTrue(acknowledged.size() > PER_SECOND, "hardly anything was acknowledged: " + acknowledged.size());
        assertEquals(acknowledged.size(), Set.copyOf(acknowledged.values()).size(), "two messages were given one id");
    }

    /** A receipt that says more replaces UNKNOWN. */
    private static MessageState better(MessageState before, MessageState now) {
        return now == MessageState.UNKNOWN ? before : now;
    }

    private void submitAll(SimulatedEsme esme) {
        int total = KILLS * (BETWEEN_KILLS_MILLIS + 1_000) / 1000 * PER_SECOND;
        long start = System.nanoTime();
        for (int i = 0; i < total; i++) {
            long due = start + i * (1_000_000_000L / PER_SECOND);
            while (System.nanoTime() < due) LockSupport.parkNanos(due - System.nanoTime());
            String text = "crash test %07d".formatted(i);
            answers.add(esme.submit("890123", "120155501%02d".formatted(i % 100), text)
                    .thenAccept(result -> {
                        if (result.isAccepted()) acknowledged.put(text, result.messageId());
                    }));
        }
    }

    private void awaitReceipts(MomentumProcess momentum) throws Exception {
        int before = -1;
        long deadline = 0;
        while (!receipts.keySet().containsAll(acknowledged.values())) {
            if (receipts.size() != before) deadline = System.nanoTime() + STILL_NANOS;
            before = receipts.size();
            if (System.nanoTime() > deadline) throw new AssertionError(missing() + "\n" + momentum.log());
            Thread.sleep(50);
        }
    }

    private String missing() {
        List<String> ids = new ArrayList<>(acknowledged.values());
        ids.removeAll(receipts.keySet());
        return "%d of %d without a receipt, such as %s"
                .formatted(ids.size(), acknowledged.size(), ids.subList(0, Math.min(5, ids.size())));
    }
}
