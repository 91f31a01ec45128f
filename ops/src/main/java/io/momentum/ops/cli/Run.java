package io.momentum.ops.cli;

import io.momentum.ops.boot.Appliance;
import io.momentum.ops.boot.Signals;
import io.momentum.ops.config.ConfigException;
import io.momentum.ops.config.ConfigFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
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
    public Integer call() throws ConfigException, IOException, InterruptedException {
        CountDownLatch stop = new CountDownLatch(1);
        AtomicReference<Throwable> fault = new AtomicReference<>();
        Signals.onStop(stop::countDown);
        try (Appliance appliance = new Appliance(() -> ConfigFile.read(file), failure -> {
            fault.set(failure);
            stop.countDown();
        })) {
            appliance.start();
            boolean heard = Signals.onReload(() -> reload(appliance));
            if (!heard) LOG.warn("SIGHUP is ignored, as nohup has it: only the API, /v1/config/reload, reloads");
            stop.await();
        }
        return fault.get() == null ? ExitCode.OK : ExitCode.FAILED;
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
