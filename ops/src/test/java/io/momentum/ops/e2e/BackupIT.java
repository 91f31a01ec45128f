package io.momentum.ops.e2e;

import static io.momentum.ops.e2e.ConfiguredAppliance.until;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.EsmeListener;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.gateway.sim.SimulatedEsme;
import io.momentum.ops.backup.BackupDirectory;
import io.momentum.ops.backup.BackupException;
import io.momentum.ops.backup.DataFormat;
import io.momentum.ops.backup.NewerDataException;
import io.momentum.ops.backup.Restore;
import io.momentum.ops.backup.Restore.Restored;
import io.momentum.store.journal.ChronicleJournal;
import io.momentum.store.journal.DiskMarks;
import io.momentum.store.journal.Durability;
import io.momentum.store.journal.JournalOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup of a gateway at work, and another host that goes on from it. */
class BackupIT {

    private static final List<String> ASKED = List.of(
            "/v1/suppressions",
            "/v1/conversations?view=all",
            "/v1/kpis?format=csv",
            "/v1/contacts/15550100101/messages",
            "/v1/contacts/15550100102/messages");

    @TempDir
    Path dir;

    private SimulatedCarrier carrier;
    private ConfiguredAppliance momentum;
    private Path backups;

    @BeforeEach
    void start() throws Exception {
        carrier = SimulatedCarrier.start(CarrierOptions.defaults());
        backups = dir.resolve("backups");
        momentum =
                ConfiguredAppliance.start(Files.createDirectory(dir.resolve("one")), configuration(carrier.port(), 1));
        until("the carrier is bound", () -> carrier.counts().bindsOpen() == 1);
    }

    @AfterEach
    void stop() {
        momentum.close();
        carrier.close();
    }

    @Test
    void anotherHostAnswersTheSameAndSendsNothingAgain() throws Exception {
        List<String> ids = traffic();
        String waiting;
        try (SimulatedEsme esme = momentum.esme(EsmeListener.NONE)) {
            waiting = esme.submit("890123", "16660100101", "may have left since")
                    .get(20, TimeUnit.SECONDS)
                    .messageId();
        }
        backUp(0);
        List<String> asked = new ArrayList<>(ASKED);
        ids.forEach(id -> asked.add("/v1/messages/" + id));
        List<String> before = new ArrayList<>();
        for (String each : asked) before.add(momentum.api(each));
        momentum.close();

        Path other = Files.createDirectory(dir.resolve("other"));
        Restored restored = new Restore(backups, other.resolve("data"), "test", bytes -> {}).run(false, true);
        assertTrue(restored.hasKeys());
        momentum = ConfiguredAppliance.start(other, configuration(carrier.port(), carrier.port()));
        until("both carriers are bound", () -> carrier.counts().bindsOpen() == 2);
        for (int i = 0; i < asked.size(); i++) assertEquals(before.get(i), momentum.api(asked.get(i)), asked.get(i));
        String message = "/v1/messages/" + waiting;
        until(
                "what waited has ended",
                () -> api(message).contains("\"unknown\"") || api(message).contains("UNKNOWN"));
        assertEquals(ids.size(), carrier.counts().submitsAccepted(), "nothing was sent after the backup");
        assertTrue(momentum.suppressions().size() > 0);
    }

    @Test
    void theNextBackupCostsWhatIsNewAndDamageIsFound() throws Exception {
        traffic();
        backUp(0);
        // A start has an epoch of its own: what was written before it never changes.
        momentum.close();
        momentum = ConfiguredAppliance.start(dir.resolve("one"), configuration(carrier.port(), 1));
        backUp(0);
        backUp(2);
        List<Path> kept = new BackupDirectory(backups).backups();
        assertEquals(2, kept.size());
        Path sealed = kept.getLast().resolve("journal/epoch-000001");
        try (Stream<Path> files = Files.list(sealed)) {
            for (Path each : files.toList())
                assertTrue((int) Files.getAttribute(each, "unix:nlink") >= 2, each + " is shared");
        }
        assertEquals(List.of(), BackupDirectory.verify(backups, bytes -> {}));
        assertTrue(Files.exists(backups.resolve("keys/contact.keys")));

        Path target = Files.createDirectories(dir.resolve("full"));
        Files.writeString(target.resolve("something"), "");
        assertRefused("is not empty", target, false);
        assertRefused("is in use", dir.resolve("one/data"), true);
        Path damaged = kept.getLast().resolve("index/CURRENT");
        try (FileChannel file = FileChannel.open(damaged, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[] {'?'}), 0);
        }
        assertEquals(List.of("index/CURRENT has changed"), BackupDirectory.verify(backups, bytes -> {}));
        assertRefused("is not what was written", target, true);
        assertTrue(Files.exists(target.resolve("something")), "nothing was put aside for nothing");
        Restored restored = new Restore(kept.getFirst(), target, "test", bytes -> {}).run(true, false);
        assertTrue(Files.exists(restored.aside().orElseThrow().resolve("something")));
        assertFalse(Files.exists(target.resolve("something")));
    }

    @Test
    void dataOfANewerProgramAreLeftAlone() throws Exception {
        momentum.close();
        Path format = dir.resolve("one/data/FORMAT");
        Files.writeString(format, "layout 1 facts 99999 program 9.9\n");
        NewerDataException refused = assertThrows(
                NewerDataException.class,
                () -> ConfiguredAppliance.start(dir.resolve("one"), configuration(carrier.port(), 1)));
        assertTrue(refused.getMessage().contains("written by Momentum 9.9"), refused.getMessage());
        assertTrue(refused.getMessage().contains("momentum restore --from "), refused.getMessage());
        // One that knew less: its data are kept before this program writes.
        Files.writeString(format, "layout 1 facts 3 program 0.0\n");
        var kept = new AtomicLong();
        DataFormat.enter(dir.resolve("one/data"), "9.9", kept::addAndGet);
        assertTrue(kept.get() > 0, "it says how far it is");
        assertEquals(List.of(), BackupDirectory.verify(dir.resolve("one/data/before-upgrade"), bytes -> {}));
        momentum = ConfiguredAppliance.start(dir.resolve("one"), configuration(carrier.port(), 1));
        assertEquals(List.of(), BackupDirectory.verify(dir.resolve("one/data/before-upgrade"), bytes -> {}));
    }

    @Test
    void aProcessThatStartsWhileABackupIsCopiedKeepsItsData() throws Exception {
        backUp(0);
        Path target = dir.resolve("target");
        Path journal = target.resolve("journal");
        var opened = new ArrayList<ChronicleJournal>();
        var restore = new Restore(backups, target, "test", bytes -> {
            if (opened.isEmpty()) opened.add(open(journal));
        });
        BackupException refused = assertThrows(BackupException.class, () -> restore.run(true, true));
        assertTrue(String.valueOf(refused.getMessage()).contains("is in use"), refused.getMessage());
        assertTrue(Files.exists(journal.resolve("MANIFEST")));
        opened.getFirst().close();
        try (Stream<Path> left = Files.list(target)) {
            assertEquals(List.of(journal), left.toList());
        }
    }

    private static ChronicleJournal open(Path journal) {
        try {
            return ChronicleJournal.open(
                    journal, Durability.PAGE_CACHE, JournalOptions.defaults().withDisk(DiskMarks.of(0)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void dataInUseAreLeftAlone() throws Exception {
        Path data = dir.resolve("one/data");
        String older = "layout 1 facts 3 program 0.0\n";
        Files.writeString(data.resolve("FORMAT"), older);
        String said = assertThrows(BackupException.class, () -> DataFormat.enter(data, "9.9", bytes -> {}))
                .getMessage();
        assertTrue(said.contains("is in use"), said);
        assertEquals(older, Files.readString(data.resolve("FORMAT")));
        assertFalse(Files.exists(data.resolve("before-upgrade")));
    }

    private void assertRefused(String why, Path to, boolean force) {
        String said = assertThrows(
                        BackupException.class, () -> new Restore(backups, to, "test", bytes -> {}).run(force, true))
                .getMessage();
        assertTrue(said.contains(why), said);
    }

    /** Messages both ways, a conversation and an opt-out; the ids of those that were delivered. */
    private List<String> traffic() throws Exception {
        List<String> ids = new ArrayList<>();
        try (SimulatedEsme esme = momentum.esme(EsmeListener.NONE)) {
            for (int i = 101; i < 105; i++) {
                ids.add(esme.submit("890123", "15550100" + i, "your visit is tomorrow")
                        .get(20, TimeUnit.SECONDS)
                        .messageId());
            }
            until("all have receipts", () -> esme.receiptCount() == ids.size());
            carrier.injectMo("15550100101", "890123", "I want to file a complaint");
            carrier.injectMo("15550100102", "890123", "STOP");
            until("both have come", () -> esme.moCount() == 2);
            until(
                    "both have a conversation",
                    () -> api("/v1/conversations?view=all").contains("\"count\":2"));
            until("it is labelled", () -> api("/v1/conversations?view=all").contains("complaint"));
        }
        return ids;
    }

    private void backUp(int keep) throws Exception {
        momentum.post("/v1/backup", "{\"to\":\"%s\",\"keep\":%d}".formatted(backups, keep));
        until("the backup is made", () -> !api("/v1/backup").contains("\"running\""));
        assertTrue(api("/v1/backup").contains("\"done\""), api("/v1/backup"));
    }

    private String api(String path) {
        try {
            return momentum.api(path);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String configuration(int port, int laterPort) {
        return """
            accounts:
              - { systemId: acme, password: { plain: secret }, senders: ["890123"] }
            carriers:
              - { id: telco, hosts: ["127.0.0.1:%d"], systemId: momentum, password: { plain: secret }, binds: 1 }
              - { id: later, hosts: ["127.0.0.1:%d"], systemId: momentum, password: { plain: secret }, binds: 1 }
            routes:
              - { to: "1666", carriers: [later] }
              - { to: "*", carriers: [telco] }
            followup:
              teams: [{ id: care, members: [{ id: ana }] }]
              owners: [{ id: all, team: care, strategy: round-robin }]
              duty: [{ owner: boss }]
            """.formatted(port, laterPort);
    }
}
