package io.momentum.ops.cli;

import io.momentum.ops.config.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "dump",
        header = "Writes the last PDUs of connections as a file for Wireshark.",
        description = {
            "Texts and passwords are replaced, and of numbers all but the last two digits; lengths stay.",
            "Connections that went wrong have left such files in records/ under the data directory."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  momentum record dump --carrier telco --to telco.pcapng",
            "  momentum record dump 17 --to - | tshark -r - -V"
        })
final class RecordDump implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ApiPlace place;

    @ArgGroup(multiplicity = "1")
    private Which which;

    /** Whose connections. */
    static final class Which {
        @Parameters(paramLabel = "SESSION", description = "One connection, by its number in 'momentum record list'.")
        private @Nullable Long session;

        @Option(names = "--carrier", paramLabel = "ID", description = "All connections to a carrier.")
        private @Nullable String carrier;

        @Option(names = "--account", paramLabel = "SYSTEM_ID", description = "All connections of an account.")
        private @Nullable String account;

        String query() {
            if (session != null) return "session=" + session;
            if (carrier != null) return "carrier=" + ApiCalls.encode(carrier);
            return "account=" + ApiCalls.encode(String.valueOf(account));
        }
    }

    @Option(
            names = "--to",
            paramLabel = "FILE",
            defaultValue = "momentum.pcapng",
            description = "The file, or - for the standard output. Default: ${DEFAULT-VALUE}.")
    private String to;

    @Option(
            names = "--unmasked",
            description = "With texts, passwords and numbers. Needs the role admin; keep the file accordingly.")
    private boolean unmasked;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    RecordDump() {}

    @Override
    public Integer call() throws ConfigException, IOException {
        List<String> query = new ArrayList<>(List.of(which.query()));
        if (unmasked) query.add("unmasked=true");
        try (InputStream in = place.calls().stream("/v1/records/dump?" + String.join("&", query))) {
            if (to.equals("-")) {
                in.transferTo(System.out);
                System.out.flush();
                return ExitCode.OK;
            }
            byte[] file = in.readAllBytes();
            Files.write(Path.of(to), file);
            spec.commandLine().getErr().printf("%d bytes in %s%n", file.length, to);
            return ExitCode.OK;
        }
    }
}
