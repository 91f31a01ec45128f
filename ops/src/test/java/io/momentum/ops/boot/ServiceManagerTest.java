package io.momentum.ops.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceManagerTest {

    @TempDir
    Path directory;

    @Test
    void eachMessageArrivesAsSystemdReadsIt() throws Exception {
        try (var systemd = NotifyReceiver.in(directory)) {
            ServiceManager manager = ServiceManager.in(
                    Map.of("NOTIFY_SOCKET", directory.resolve("notify").toString()));
            long beforeMicros = System.nanoTime() / 1_000;
            manager.stillStarting(Duration.ofMinutes(2), "folding");
            manager.ready();
            manager.status("3/4 carriers bound, 120 msg/s");
            manager.beat();
            manager.reloading();
            manager.stopping();
            manager.notStarted("the port is taken\n  by another");
            assertEquals("EXTEND_TIMEOUT_USEC=120000000\nSTATUS=folding", systemd.next());
            assertEquals("READY=1", systemd.next());
            assertEquals("STATUS=3/4 carriers bound, 120 msg/s", systemd.next());
            assertEquals("WATCHDOG=1", systemd.next());
            String reloading = systemd.next();
            assertTrue(reloading.startsWith("RELOADING=1\nMONOTONIC_USEC="), reloading);
            assertTrue(Long.parseLong(reloading.replaceAll("(?s).*=", "")) >= beforeMicros, reloading);
            assertEquals("STOPPING=1\nSTATUS=draining", systemd.next());
            assertEquals("STATUS=not started: the port is taken", systemd.next());
        }
    }

    @Test
    void anAbstractSocketIsHeardToo() throws Exception {
        String name = "momentum-" + UUID.randomUUID();
        try (var systemd = new NotifyReceiver("\0" + name)) {
            ServiceManager.in(Map.of("NOTIFY_SOCKET", "@" + name)).ready();
            assertEquals("READY=1", systemd.next());
        }
    }

    @Test
    void whereNobodyListensNothingIsSent() {
        assertFalse(ServiceManager.in(Map.of()).listens());
        assertFalse(ServiceManager.in(Map.of("NOTIFY_SOCKET", "vsock:2:1234")).listens());
        ServiceManager.NONE.ready();
    }

    @Test
    void aSocketThatIsGoneStopsNothing() {
        ServiceManager manager = ServiceManager.in(
                Map.of("NOTIFY_SOCKET", directory.resolve("gone").toString()));
        manager.ready();
        manager.beat();
        assertTrue(manager.listens());
    }

    @Test
    void aNameThatDoesNotFitIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new NotifySocket("/" + "x".repeat(107)));
        assertThrows(IllegalArgumentException.class, () -> new NotifySocket("@"));
        assertThrows(IllegalArgumentException.class, () -> new NotifySocket("notify"));
    }

    @Test
    void theWatchdogIsOursOnlyIfItNamesUs() {
        String us = Long.toString(ProcessHandle.current().pid());
        assertEquals(Duration.ofSeconds(60), watchdog(Map.of("WATCHDOG_USEC", "60000000", "WATCHDOG_PID", us)));
        assertEquals(Duration.ofSeconds(60), watchdog(Map.of("WATCHDOG_USEC", "60000000")));
        assertEquals(Duration.ZERO, watchdog(Map.of("WATCHDOG_USEC", "60000000", "WATCHDOG_PID", "1")));
        assertEquals(Duration.ZERO, watchdog(Map.of("WATCHDOG_USEC", "soon")));
        assertEquals(Duration.ZERO, watchdog(Map.of()));
    }

    @Test
    void aWatchdogIsFedFourTimesInItsTime() {
        assertEquals(Duration.ofSeconds(5).toNanos(), Watchdog.lookNanos(Duration.ofSeconds(60)));
        assertEquals(Duration.ofSeconds(2).toNanos(), Watchdog.lookNanos(Duration.ofSeconds(8)));
        assertEquals(Duration.ofSeconds(5).toNanos(), Watchdog.lookNanos(Duration.ZERO));
    }

    private Duration watchdog(Map<String, String> more) {
        var environment = new HashMap<>(more);
        environment.put("NOTIFY_SOCKET", directory.resolve("notify").toString());
        return ServiceManager.in(environment).watchdog();
    }
}
