package io.momentum.ops.e2e;

import static io.momentum.ops.e2e.ConfiguredAppliance.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.EsmeListener.SubmitResult;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.gateway.sim.SimulatedEsme;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.value.MessageId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file system of 200 MB that somebody else fills to the last byte while messages come in. Needs the right to mount one. */
class DiskFullIT {

    private static final int THROTTLED = 0x58;

    @TempDir
    Path dir;

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicInteger throttled = new AtomicInteger();
    private final AtomicInteger otherwise = new AtomicInteger();
    private final AtomicBoolean sending = new AtomicBoolean(true);
    private boolean mounted;

    @AfterEach
    void unmount() throws Exception {
        if (mounted) run("umount", "--lazy", dir.toString());
    }

    @Test
    void aDiskFilledToTheBrimUnderLoadLosesNothingAndGoesOn() throws Exception {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=200m", "tmpfs", dir.toString()) == 0;
        if (!mounted) return; // not root: nothing that could be tried
        try (var carrier = SimulatedCarrier.start(CarrierOptions.defaults());
                var momentum = ConfiguredAppliance.start(dir, configuration(carrier.port()));
                SimulatedEsme esme = momentum.esme("acme", io.momentum.gateway.sim.EsmeListener.NONE)) {
            Thread load = Thread.ofPlatform().start(() -> submitAll(esme));
            until("messages go", () -> acknowledged.size() > 50);
            Path filler = dir.resolve("filler");
            fill(filler);
            until("nothing is taken", () -> throttled.get() > 20);
            assertTrue(Files.getFileStore(dir).getUsableSpace() < 1 << 20, "full to the brim");
            assertTrue(api(momentum, "/v1/status").contains("\"diskLow\":true"));
            int before = acknowledged.size();
            Files.delete(filler);
            until("messages go again", () -> acknowledged.size() > before + 50);
            sending.set(false);
            load.join();
            until("the index has caught up", () -> momentum.lagFacts() == 0);
            until("all have left", () -> carrier.counts().submitsAccepted() >= acknowledged.size());
            assertEquals(0, otherwise.get(), "refusals other than ESME_RTHROTTLED");
            assertJournalHasAll(momentum);
        }
        try (var carrier = SimulatedCarrier.start(CarrierOptions.defaults());
                var momentum = ConfiguredAppliance.start(dir, configuration(carrier.port()))) {
            assertJournalHasAll(momentum);
        }
    }

    private void assertJournalHasAll(ConfiguredAppliance momentum) {
        Set<String> journalled = new HashSet<>();
        for (MtAccepted each : momentum.facts(MtAccepted.class)) journalled.add(MessageId.format(each.mtId()));
        assertTrue(journalled.containsAll(acknowledged));
    }

    private void submitAll(SimulatedEsme esme) {
        for (int i = 0; sending.get(); i++) {
            var _ = esme.submit("890123", "1555010%04d".formatted(i % 10_000), "x".repeat(140))
                    .thenAccept(this::answered);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(3));
        }
    }

    private void answered(SubmitResult result) {
        if (result.isAccepted()) acknowledged.add(result.messageId());
        else if (result.status() == THROTTLED) throttled.incrementAndGet();
        else otherwise.incrementAndGet();
    }

    private static void fill(Path filler) throws IOException {
        try (FileChannel file = FileChannel.open(filler, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int bytes = 1 << 20; bytes >= 4096; ) {
                try {
                    file.write(ByteBuffer.allocate(bytes));
                } catch (IOException full) {
                    bytes /= 2;
                }
            }
        }
    }

    private static String api(ConfiguredAppliance momentum, String path) throws Exception {
        return momentum.api(path);
    }

    private static int run(String... command) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor();
        } catch (IOException e) {
            return -1;
        }
    }

    private static String configuration(int port) {
        return """
            disk: { low: 48MiB, resume: 60MiB }
            accounts:
              - { systemId: acme, password: { plain: secret } }
            carriers:
              - { id: telco, hosts: ["127.0.0.1:%d"], systemId: momentum, password: { plain: secret }, binds: 1 }
            routes:
              - { to: "*", carriers: [telco] }
            """.formatted(port);
    }
}
