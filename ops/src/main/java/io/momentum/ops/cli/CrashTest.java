package io.momentum.ops.cli;

import io.momentum.gateway.sim.CarrierOptions;
import io.momentum.gateway.sim.EsmeOptions;
import io.momentum.gateway.sim.SimulatedCarrier;
import io.momentum.gateway.sim.SimulatedEsme;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "crash-test",
        header = "Kills a gateway of its own under load, and counts what became of each message.",
        description = {
            "Runs a gateway on loopback over data of its own, between a simulated ESME and a simulated carrier; sends",
            "messages, ends the process with SIGKILL and starts it again. Fails if a message that was acknowledged was",
            "neither sent nor reported, or if one was sent twice in spite of --unknown hold. With --random it is"
                    + " stopped",
            "at moments that nobody knows before, by SIGKILL or SIGTERM, and now and then while it starts. Data and log"
                    + " of a failure are kept."
        },
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  momentum crash-test",
            "  momentum crash-test --rate 4000 --kills 5 --unknown resend",
            "  momentum crash-test --random --kills 300 --every 1s --rate 200",
            "  momentum crash-test --random --kills 100000 --for 8h"
        })
final class CrashTest implements Callable<Integer> {

    private static final String HOME = "momentum.home";
    private static final String ACCOUNT = "acme";
    private static final String PASSWORD = "secret";
    private static final int REBIND_MILLIS = 50;
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration STARTS_WITHIN = Duration.ofMillis(1500);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--rate",
            paramLabel = "COUNT",
            defaultValue = "500",
            description = "Messages a second. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--kills",
            paramLabel = "COUNT",
            defaultValue = "3",
            description = "How often it is killed. Default: ${DEFAULT-VALUE}.")
    private int kills;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            defaultValue = "2s",
            description = "From each start to the kill. Default: ${DEFAULT-VALUE}.")
    private Duration every;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description = "Counts after this time, however often it was killed by then. Default: after --kills.")
    private @Nullable Duration atMost;

    @Option(
            names = "--random",
            description = "Times up to twice --every, SIGTERM now and then, and kills while it starts.")
    private boolean random;

    @Option(names = "--seed", paramLabel = "NUMBER", description = "Of --random. Default: another one each time.")
    private @Nullable Long seed;

    @Option(
            names = "--unknown",
            paramLabel = "POLICY",
            defaultValue = "hold",
            description = "The carrier's unknownOutcome: hold or resend. Default: ${DEFAULT-VALUE}.")
    private String unknown;

    @Option(
            names = "--durability",
            paramLabel = "HOW",
            defaultValue = "sync",
            description = "As in the configuration: sync or page-cache. Default: ${DEFAULT-VALUE}.")
    private String durability;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            defaultValue = "20s",
            description = "Without any receipt after which those missing are given up. Default: ${DEFAULT-VALUE}.")
    private Duration wait;

    @Mixin
    private AnswerForm form;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    CrashTest() {}

    @Override
    public Integer call() throws InterruptedException {
        if (rate < 1 || kills < 0) throw new ParameterException(spec.commandLine(), "--rate and --kills: positive");
        String home = System.getProperty(HOME);
        if (home == null) throw new CommandFailed(ExitCode.FAILED, "has to be started by bin/momentum");
        try {
            Path dir = Files.createTempDirectory("momentum-crash-test");
            int code = ExitCode.FAILED;
            try {
                code = run(Path.of(home, "bin", "momentum"), dir);
            } finally {
                // Of a failure, what it left is the beginning of its explanation.
                if (code == ExitCode.OK) delete(dir);
                else spec.commandLine().getErr().println("data and log are kept in " + dir);
            }
            return code;
        } catch (IOException e) {
            throw CommandFailed.of(ExitCode.FAILED, e);
        }
    }

    private int run(Path launcher, Path dir) throws IOException, InterruptedException {
        PrintWriter out = told();
        var tally = new CrashTally();
        Random chance = new Random(seed());
        try (var carrier = SimulatedCarrier.start(CarrierOptions.defaults(), tally.carrierSide());
                var gateway = GatewayProcess.start(launcher, dir, config(carrier.port()))) {
            EsmeOptions options =
                    EsmeOptions.to(gateway.smppPort(), ACCOUNT, PASSWORD).reconnecting(REBIND_MILLIS);
            try (var esme = SimulatedEsme.bind(options, tally.esmeSide())) {
                var load = new SteadyLoad(esme, tally, rate);
                long startNanos = System.nanoTime();
                for (int kill = 1; kill <= kills && !isOver(startNanos); kill++) {
                    load.sendFor(random ? upTo(every.multipliedBy(2), chance) : every);
                    out.printf("kill %d of %d after %d accepted: ", kill, kills, tally.accepted());
                    out.printf("%s; ", random ? stop(gateway, load, chance) : kill(gateway));
                    long downNanos = System.nanoTime();
                    gateway.startAgain(() -> load.sendFor(PAUSE));
                    out.printf("up again in %d ms%n", (System.nanoTime() - downNanos) / 1_000_000);
                    out.flush();
                }
                load.sendFor(every);
                tally.awaitReceipts(wait);
            }
            gateway.end();
            tally.readJournal(dir.resolve("data").resolve("journal"));
        }
        boolean sound = tally.isSound(unknown.equals("hold"));
        if (form.isJson()) form.printJson(tally.toJson(sound));
        else out.print(tally.toText());
        out.flush();
        return sound ? ExitCode.OK : ExitCode.FAILED;
    }

    /** Where it is said how far it is: with --json, beside the answer. */
    private PrintWriter told() {
        return form.isJson() ? spec.commandLine().getErr() : spec.commandLine().getOut();
    }

    private boolean isOver(long startNanos) {
        return atMost != null && System.nanoTime() - startNanos > atMost.toNanos();
    }

    private long seed() {
        if (!random) return 0;
        long chosen = seed == null ? new Random().nextLong(1_000_000) : seed;
        told().printf("--seed %d%n", chosen);
        return chosen;
    }

    private static String kill(GatewayProcess gateway) throws InterruptedException {
        gateway.kill();
        return "SIGKILL";
    }

    /** Of ten, six are killed at work, two while they start again after that, and two end by themselves. */
    private static String stop(GatewayProcess gateway, SteadyLoad load, Random chance)
            throws IOException, InterruptedException {
        int which = chance.nextInt(10);
        if (which < 2) {
            gateway.terminate(() -> load.sendFor(PAUSE));
            return "SIGTERM";
        }
        gateway.kill();
        if (which < 8) return "SIGKILL";
        gateway.killWhileItStarts(upTo(STARTS_WITHIN, chance), () -> load.sendFor(PAUSE));
        return "SIGKILL, and once more while it started";
    }

    private static Duration upTo(Duration most, Random chance) {
        return Duration.ofMillis(chance.nextLong(most.toMillis() + 1));
    }

    private GatewayProcess.Config config(int carrierPort) {
        return ports -> """
            dataDir: data
            durability: %s
            server: { listen: 127.0.0.1:%d }
            accounts:
              - systemId: %s
                password: { plain: %s }
            carriers:
              - id: telco
                hosts: ["127.0.0.1:%d"]
                systemId: momentum
                password: { plain: secret }
                binds: 2
                window: 50
                reconnect: { min: 100ms, max: 1s }
                unknownOutcome: %s
            routes:
              - { to: "*", carriers: [telco] }
            admin: { listen: 127.0.0.1:%d }
            metrics: { listen: 127.0.0.1:%d }
            """.formatted(
                        durability, ports.get(0), ACCOUNT, PASSWORD, carrierPort, unknown, ports.get(1), ports.get(2));
    }

    private static void delete(Path dir) throws IOException {
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        }
    }
}
