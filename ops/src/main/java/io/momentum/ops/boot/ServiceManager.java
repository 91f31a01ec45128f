package io.momentum.ops.boot;

import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What systemd is told, as sd_notify(3) has it; nothing where nobody listens. A message that cannot be sent is logged once and
 * stops nothing: at the worst systemd takes a gateway that works for one that does not, and starts it again. Any thread.
 */
public final class ServiceManager {

    /** Nobody listens. */
    public static final ServiceManager NONE = new ServiceManager(null, Duration.ZERO);

    private static final Logger LOG = LoggerFactory.getLogger(ServiceManager.class);

    private final @Nullable NotifySocket socket;
    private final Duration watchdog;
    private final AtomicBoolean complained = new AtomicBoolean();

    private ServiceManager(@Nullable NotifySocket socket, Duration watchdog) {
        this.socket = socket;
        this.watchdog = watchdog;
    }

    /**
     * The one that the environment names: {@code NOTIFY_SOCKET}, and {@code WATCHDOG_USEC} where {@code WATCHDOG_PID} is this
     * process or not said.
     */
    public static ServiceManager in(Map<String, String> environment) {
        String name = environment.getOrDefault("NOTIFY_SOCKET", "");
        if (name.isEmpty()) return NONE;
        try {
            return new ServiceManager(new NotifySocket(name), watchdog(environment));
        } catch (IllegalArgumentException e) {
            LOG.warn("The service manager is not told anything: {}", e.getMessage());
            return NONE;
        }
    }

    private static Duration watchdog(Map<String, String> environment) {
        String micros = environment.getOrDefault("WATCHDOG_USEC", "");
        String pid = environment.getOrDefault("WATCHDOG_PID", "");
        boolean ours = pid.isEmpty()
                || pid.equals(Long.toString(ProcessHandle.current().pid()));
        if (!ours || !micros.matches("[0-9]{1,18}")) return Duration.ZERO;
        return Duration.of(Long.parseLong(micros), ChronoUnit.MICROS);
    }

    /** Whether anybody listens. */
    boolean listens() {
        return socket != null;
    }

    /** How long systemd waits from one {@link #beat} to the next before it ends the process; zero where it does not watch. */
    Duration watchdog() {
        return watchdog;
    }

    /** ESMEs can connect; or a reload is over, well or not. */
    void ready() {
        send("READY=1");
    }

    /** One line for people who ask {@code systemctl status}. */
    void status(String line) {
        send("STATUS=" + line);
    }

    /** All that must move has moved since the last time. */
    void beat() {
        send("WATCHDOG=1");
    }

    /** The start goes forward but is not over: it may take so long from now on. */
    void stillStarting(Duration atMost, String how) {
        send("EXTEND_TIMEOUT_USEC=%d\nSTATUS=%s".formatted(TimeUnit.MICROSECONDS.convert(atMost), how));
    }

    /** A reload begins; {@link #ready} ends it. */
    void reloading() {
        // On Linux System.nanoTime() is CLOCK_MONOTONIC.
        send("RELOADING=1\nMONOTONIC_USEC=%d".formatted(TimeUnit.NANOSECONDS.toMicros(System.nanoTime())));
    }

    /** The process ends before it was ready. Of a reason of several lines the first is told; the log has all of it. */
    public void notStarted(String why) {
        status("not started: " + why.lines().findFirst().orElse(""));
    }

    /** Draining: no new work is taken. */
    void stopping() {
        send("STOPPING=1\nSTATUS=draining");
    }

    private void send(String message) {
        if (socket == null) return;
        try {
            socket.send(message);
        } catch (IOException e) {
            if (complained.compareAndSet(false, true)) {
                LOG.warn("The service manager does not hear us: {}", e.getMessage());
            }
        }
    }
}
