package io.momentum.ops.cli;

import io.momentum.gateway.sim.CarrierOptions.Faults;
import io.momentum.gateway.sim.CarrierOptions.StatusShare;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of what goes wrong on purpose at a simulated carrier. */
final class CarrierFaults {

    @Option(
            names = "--status",
            paramLabel = "STATUS:SHARE",
            description = "Submits that are refused with a status, such as 0x58:5. May be repeated.")
    private @Nullable List<StatusShare> statuses;

    @Option(
            names = "--response-delay",
            paramLabel = "TIME",
            defaultValue = "0ms",
            description = "From the submit to its answer. Default: ${DEFAULT-VALUE}.")
    private Duration responseDelay;

    @Option(
            names = "--drop-every",
            paramLabel = "COUNT",
            defaultValue = "0",
            description = "Takes one submit in so many and closes the connection instead of answering.")
    private int dropEvery;

    @Option(
            names = "--stall-after",
            paramLabel = "COUNT",
            defaultValue = "0",
            description = "After so many submits, reads on and answers nothing any more.")
    private int stallAfter;

    @Option(
            names = "--read-pause",
            paramLabel = "TIME",
            defaultValue = "0ms",
            description = "Without reading after each read. Default: ${DEFAULT-VALUE}.")
    private Duration readPause;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    CarrierFaults() {}

    Faults toFaults() {
        return new Faults(
                statuses == null ? List.of() : statuses,
                Typed.millis(responseDelay),
                dropEvery,
                stallAfter,
                Typed.millis(readPause));
    }
}
