package io.momentum.ops.cli;

import io.momentum.gateway.sim.Quirk;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of what a simulated peer does wrong on purpose. */
final class ChosenQuirks {

    @Option(
            names = "--quirk",
            paramLabel = "NAME[=ARGUMENT]",
            split = ",",
            description =
                    "What it does wrong, such as throttle-for=30s. Several with commas, or repeated; they apply in"
                            + " that order.")
    private List<String> names = List.of();

    @Option(names = "--list-quirks", help = true, description = "Print all of them, and nothing else.")
    private boolean list;

    ChosenQuirks() {}

    List<String> names() {
        return names;
    }

    /** Whether they are only to be shown. */
    boolean isList() {
        return list;
    }

    static void print(List<Quirk> quirks, PrintWriter out) {
        int width =
                quirks.stream().mapToInt(quirk -> quirk.usage().length()).max().orElse(0);
        for (Quirk quirk : quirks) {
            out.printf("%-" + width + "s  %s%n", quirk.usage(), quirk.does());
            out.printf("%-" + width + "s    seen: %s%n", "", quirk.seen());
        }
        out.flush();
    }
}
