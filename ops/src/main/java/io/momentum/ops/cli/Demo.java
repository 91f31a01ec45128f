package io.momentum.ops.cli;

import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.EsmeOptions;
import io.momentum.gateway.sim.MoScript;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.gateway.sim.SimulatedEsme;
import io.momentum.ops.boot.Appliance;
import io.momentum.ops.boot.DemoConfig;
import io.momentum.ops.boot.Signals;
import io.momentum.ops.config.ConfigException;
import io.momentum.store.value.MessageState;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        header = "Shows Momentum at work, on loopback, with no configuration.",
        description = {
            "Starts the gateway with a simulated carrier whose subscribers answer, sends a small campaign through"
                    + " SMPP,",
            "and a second one to the same people: those who opted out are refused. Goes on until Ctrl-C.",
            "With --day it is a day of follow-up instead: a campaign in two languages, replies, owners, a breach,"
                    + " outcomes,",
            "webhooks, and the week's report as momentum-week.html in this directory."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  momentum demo", "  momentum demo --day --exit"})
final class Demo implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--exit", description = "End when the story is told, instead of waiting for Ctrl-C.")
    private boolean exit;

    @Option(names = "--day", description = "A day of follow-up, from the campaign to the week's report.")
    private boolean day;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    Demo() {}

    @Override
    public Integer call() throws ConfigException, IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        CountDownLatch stop = new CountDownLatch(1);
        Signals.onStop(stop::countDown);
        Path dir = Files.createTempDirectory("momentum-demo");
        if (day) return tellDay(out, dir, stop);
        try (SimulatedCarrier carrier = SimulatedCarrier.start(carrier());
                Appliance appliance =
                        new Appliance(() -> DemoConfig.of(dir, carrier.port()), failure -> stop.countDown())) {
            appliance.start();
            where(out, appliance, dir);
            tell(out, appliance, stop);
            out.flush();
        } finally {
            delete(dir);
        }
        out.println("Ended cleanly; the demo's data are deleted.");
        return ExitCode.OK;
    }

    private int tellDay(PrintWriter out, Path dir, CountDownLatch stop)
            throws ConfigException, IOException, InterruptedException {
        try {
            new DemoDay(out, dir).tell(stop, exit);
        } finally {
            delete(dir);
        }
        out.println("Ended cleanly; the demo's data are deleted.");
        return ExitCode.OK;
    }

    private static CarrierOptions carrier() {
        var states = CarrierOptions.Receipts.AT_ONCE
                .withStates(new CarrierOptions.StateShare(MessageState.UNDELIVERABLE, 4))
                .withDelay(100, 1500);
        var subscribers = new MoScript(
                12,
                List.of("Yes, that is fine", "Can we make it 11?", "Who is this?", "Sí, gracias", "Please call me"),
                4,
                List.of("STOP", "Stop please", "BAJA"),
                300,
                2000);
        return CarrierOptions.defaults().withReceipts(states).withSubscribers(subscribers);
    }

    private static void where(PrintWriter out, Appliance appliance, Path dir) {
        out.println("Momentum demo: ESME -> gateway -> simulated carrier, all on loopback");
        out.printf(
                "  SMPP server   %s  (system_id %s, password %s)%n",
                appliance.gateway().server().address(), DemoConfig.ACCOUNT, DemoConfig.PASSWORD);
        appliance.places().forEach((what, where) -> out.printf("  %-12s  %s%n", what, where));
        out.printf("  %-12s  %s%n", "Data", dir);
        out.println("  Ctrl-C ends it.");
        out.println();
        out.flush();
    }

    private void tell(PrintWriter out, Appliance appliance, CountDownLatch stop)
            throws IOException, InterruptedException {
        var story = new DemoStory(out, () -> appliance.suppressions().size());
        int port = appliance.gateway().server().address().getPort();
        try (SimulatedEsme esme = SimulatedEsme.bind(
                EsmeOptions.to(port, DemoConfig.ACCOUNT, DemoConfig.PASSWORD).reconnecting(500), story)) {
            story.tell(esme, stop);
            out.println();
            out.printf("Summary: %s%n", story.summary());
            out.println("All of it is in the journal, and on the pages named above.");
            out.flush();
            if (!exit) stop.await();
        }
    }

    private static void delete(Path dir) throws IOException {
        try (Stream<Path> paths = Files.walk(dir)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
        }
    }
}
