package io.momentum.ops.cli;

import io.momentum.ops.backup.NewerDataException;
import io.momentum.ops.boot.Appliance;
import io.momentum.ops.boot.ServiceManager;
import io.momentum.ops.boot.Signals;
import io.momentum.ops.config.ConfigException;
import io.momentum.ops.config.ConfigFile;
import io.momentum.ops.log.Logs;
import io.momentum.store.journal.JournalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "run",
        header = "Runs the gateway.",
        description = {
            "Takes up what an earlier run left, binds to the carriers and lets ESMEs in. SIGTERM drains and ends;",
            "SIGHUP reads the configuration again: accounts, carriers and routes change without touching other binds."
        },
        footerHeading = "%nExample:%n",
        footer = "  momentum run --config /etc/momentum/momentum.yaml")
final class Run implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(Run.class);

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration.")
    private Path file;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    Run() {}

    @Override
    public Integer call() throws ConfigException, InterruptedException {
        ServiceManager manager = ServiceManager.in(System.getenv());
        try {
            return run(manager);
        } catch (ConfigException | CommandFailed e) {
            manager.notStarted(String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private int run(ServiceManager manager) throws ConfigException, InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        AtomicReference<Throwable> fault = new AtomicReference<>();
        Signals.onStop(stop::countDown);
        // From the first moment on: until there is a handler, SIGHUP ends the process.
        var reloading = new EarlyReload();
        boolean heard = Signals.onReload(reloading::ask);
        try (Appliance appliance = open(manager, failure -> {
            fault.set(failure);
            stop.countDown();
        })) {
            start(appliance);
            if (!heard) LOG.warn("SIGHUP is ignored, as nohup has it: only the API, /v1/config/reload, reloads");
            reloading.ready(() -> reload(appliance));
            stop.await();
        }
        return fault.get() == null ? ExitCode.OK : ExitCode.FAILED;
    }

    /** A data directory in use, a taken port: an operator needs the reason, not where in the code it was found. */
    private Appliance open(ServiceManager manager, Consumer<Throwable> onFailure) throws ConfigException {
        try {
            Logs.apply(ConfigFile.read(file).log());
            return new Appliance(() -> ConfigFile.read(file), onFailure, manager);
        } catch (NewerDataException e) {
            throw CommandFailed.of(ExitCode.CONFIG, e);
        } catch (IOException | UncheckedIOException | JournalException e) {
            throw CommandFailed.of(ExitCode.FAILED, e);
        }
    }

    private static void start(Appliance appliance) {
        try {
            appliance.start();
        } catch (IOException | UncheckedIOException e) {
            throw CommandFailed.of(ExitCode.FAILED, e);
        }
    }

    /** Keeps a SIGHUP that comes before there is anything to reload. Any thread. */
    static final class EarlyReload {
        private final AtomicReference<@Nullable Runnable> reload = new AtomicReference<>();
        private final AtomicBoolean asked = new AtomicBoolean();

        void ask() {
            Runnable now = reload.get();
            if (now != null) now.run();
            else asked.set(true);
        }

        void ready(Runnable action) {
            reload.set(action);
            if (asked.getAndSet(false)) action.run();
        }
    }

    private void reload(Appliance appliance) {
        try {
            appliance.reload();
        } catch (ConfigException e) {
            // Said in the log, and counted: the old configuration stays in force.
            LOG.debug("Reload refused", e);
        }
    }
}
