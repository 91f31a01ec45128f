package io.momentum.ops.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.net.EventLoops;
import io.momentum.gateway.record.FlightRecorder;
import io.momentum.gateway.record.RecorderConfig;
import io.momentum.ops.config.ConfigFile;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.MtRepeated;
import io.momentum.store.index.Follower;
import io.momentum.store.index.Index;
import io.momentum.store.index.IndexOptions;
import io.momentum.store.index.Projector;
import io.momentum.store.index.ProjectorCounters;
import io.momentum.store.index.ProjectorOptions;
import io.momentum.store.index.Shelf;
import io.momentum.store.journal.ChronicleJournal;
import io.momentum.store.journal.DiskMarks;
import io.momentum.store.journal.Durability;
import io.momentum.store.journal.FactBatch;
import io.momentum.store.journal.FactObserver;
import io.momentum.store.journal.JournalOptions;
import io.momentum.store.journal.Position;
import io.momentum.store.value.MessageId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The threads that messages pass through: one that stands still is found out, whichever it is. */
class PulseIT {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int LOOKS = 20;

    @TempDir
    Path directory;

    /** Where a thread is held up. */
    private static final class Gate {
        final CountDownLatch entered = new CountDownLatch(1);
        final CountDownLatch opened = new CountDownLatch(1);

        void pass() {
            entered.countDown();
            boolean interrupted = false;
            while (true) {
                try {
                    opened.await();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    /** Everything with a pulse, idle. */
    private final class Body implements AutoCloseable {
        final Gate journalGate = new Gate();
        final Gate projectorGate = new Gate();
        final ChronicleJournal journal;
        final Index index;
        final Projector projector;
        final EventLoops loops;
        final Pulse pulse;

        Body(boolean holdsJournal, boolean holdsProjector) throws Exception {
            FactObserver observer = (sequence, fact) -> {
                if (holdsJournal) journalGate.pass();
            };
            Follower follower = new Follower() {
                @Override
                public void fold(long sequence, Fact fact, Position position, Shelf.Writable rows) {
                    if (holdsProjector) projectorGate.pass();
                }
            };
            journal = ChronicleJournal.open(
                    directory.resolve("journal"),
                    Durability.PAGE_CACHE,
                    JournalOptions.defaults()
                            .withBlocks(JournalOptions.BLOCK_MIN_BYTES, 1 << 20)
                            .withDisk(DiskMarks.of(0))
                            .withObserver(observer));
            index = Index.open(directory.resolve("index"), IndexOptions.DEFAULT, journal);
            projector = new Projector(
                    journal,
                    index,
                    ProjectorOptions.DEFAULT,
                    new ProjectorCounters(),
                    List.of(follower),
                    failure -> {});
            projector.start();
            var recorder = new FlightRecorder(RecorderConfig.DEFAULT, directory.resolve("records"));
            loops = new EventLoops(2, new MessageId.Space(0, 0), journal, recorder);
            pulse = Pulse.of(loops.all(), journal, projector);
        }

        void oneFact() {
            assertTrue(journal.offer(FactBatch.riding(List.of(new MtRepeated(1, 1)))));
        }

        /** Looks until nothing but the thread stands still, and then again and again. */
        void standsStill(String thread) {
            List<String> still = pulse.feel();
            for (long since = System.nanoTime(); !still.equals(List.of(thread)); still = pulse.feel()) {
                assertTrue(System.nanoTime() - since < PATIENCE_NANOS, still::toString);
                LockSupport.parkNanos(10_000_000);
            }
            for (int look = 0; look < LOOKS; look++) {
                assertTrue(pulse.feel().contains(thread));
                LockSupport.parkNanos(1_000_000);
            }
        }

        void lives() {
            for (long since = System.nanoTime(); !pulse.feel().isEmpty(); LockSupport.parkNanos(1_000_000)) {
                assertTrue(
                        System.nanoTime() - since < PATIENCE_NANOS,
                        () -> pulse.feel().toString());
            }
        }

        @Override
        public void close() {
            journalGate.opened.countDown();
            projectorGate.opened.countDown();
            loops.close();
            projector.close();
            index.close();
            journal.close();
        }
    }

    @Test
    void whoIsIdleLives() throws Exception {
        try (var body = new Body(false, false)) {
            for (int beat = 0; beat < 5; beat++) body.lives();
        }
    }

    @Test
    void anEventLoopThatStandsStillIsNamed() throws Exception {
        var gate = new Gate();
        try (var body = new Body(false, false)) {
            body.lives();
            Thread[] held = new Thread[1];
            body.loops.all().get(1).later(() -> {
                held[0] = Thread.currentThread();
                gate.pass();
            });
            gate.entered.await();
            body.standsStill(held[0].getName());
            gate.opened.countDown();
            body.lives();
        } finally {
            gate.opened.countDown();
        }
    }

    @Test
    void aJournalThatStandsStillIsNamed() throws Exception {
        try (var body = new Body(true, false)) {
            body.lives();
            body.oneFact();
            body.journalGate.entered.await();
            body.standsStill("momentum-journal");
            body.journalGate.opened.countDown();
            body.lives();
        }
    }

    @Test
    void aProjectorThatStandsStillIsNamed() throws Exception {
        try (var body = new Body(false, true)) {
            body.lives();
            body.oneFact();
            body.projectorGate.entered.await();
            body.standsStill("momentum-projector");
            body.projectorGate.opened.countDown();
            body.lives();
        }
    }

    /** Needs the right to mount a file system. */
    @Test
    void aJournalThatWaitsForRoomLives() throws Exception {
        if (run("mount", "-t", "tmpfs", "-o", "size=100m", "tmpfs", directory.toString()) != 0) return;
        try (var body = new Body(false, false)) {
            body.oneFact();
            body.lives();
            Path filler = directory.resolve("filler");
            fill(filler);
            List<Fact> facts = Collections.nCopies(1_000, new MtRepeated(1, 1));
            long offered = 1;
            while (body.journal.offer(FactBatch.riding(facts))) offered += facts.size();
            // The queue may be full before the journal has met the end of the disk.
            for (long since = System.nanoTime(); !body.journal.isDiskLow(); LockSupport.parkNanos(1_000_000))
                assertTrue(System.nanoTime() - since < PATIENCE_NANOS);
            assertTrue(body.journal.durableSequence() < offered, "it waits");
            for (int beat = 0; beat < 5; beat++) body.lives();
            assertTrue(body.journal.durableSequence() < offered, "it waits still");
            Files.delete(filler);
            long last = offered;
            for (long since = System.nanoTime();
                    body.journal.durableSequence() < last;
                    LockSupport.parkNanos(1_000_000)) assertTrue(System.nanoTime() - since < PATIENCE_NANOS);
        } finally {
            run("umount", "--lazy", directory.toString());
        }
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

    private static int run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        }
    }

    @Test
    void systemdHearsOfTheWholeLifeAndOfNoBeatWhileALoopStandsStill() throws Exception {
        Path file = directory.resolve("momentum.yaml");
        Files.writeString(file, """
                dataDir: data
                durability: page-cache
                server: { listen: 127.0.0.1:0 }
                admin: { listen: 127.0.0.1:0 }
                metrics: { listen: 127.0.0.1:0 }
                """);
        var gate = new Gate();
        try (var systemd = NotifyReceiver.in(directory)) {
            ServiceManager manager = ServiceManager.in(
                    Map.of("NOTIFY_SOCKET", directory.resolve("notify").toString(), "WATCHDOG_USEC", "400000"));
            try (var appliance = new Appliance(() -> ConfigFile.read(file), failure -> {}, manager)) {
                assertTrue(systemd.next().startsWith("EXTEND_TIMEOUT_USEC="));
                assertEquals(List.of(), systemd.heard(), "not ready before it is started");
                appliance.start();
                systemd.until("READY=1"::equals);
                systemd.until("STATUS=0/0 carriers bound, 0 msg/s"::equals);
                for (int beat = 0; beat < 3; beat++) systemd.until("WATCHDOG=1"::equals);

                systemd.heard();
                appliance.reload();
                assertTrue(systemd.until("READY=1"::equals).stream().anyMatch(each -> each.startsWith("RELOADING=1")));

                appliance.gateway().loops().all().getFirst().later(gate::pass);
                gate.entered.await();
                // Looked at just before it stood still, it may have had its round.
                systemd.heard();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1_200));
                long beats =
                        systemd.heard().stream().filter("WATCHDOG=1"::equals).count();
                assertTrue(beats <= 2, () -> beats + " beats");
                systemd.heard();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
                assertEquals(List.of(), systemd.heard());
                gate.opened.countDown();
                systemd.until("WATCHDOG=1"::equals);
            } finally {
                gate.opened.countDown();
            }
            systemd.until("STOPPING=1\nSTATUS=draining"::equals);
        }
    }
}
