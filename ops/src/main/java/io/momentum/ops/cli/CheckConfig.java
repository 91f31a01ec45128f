package io.momentum.ops.cli;

import io.momentum.gateway.GatewayConfig;
import io.momentum.ops.config.ConfigException;
import io.momentum.ops.config.ConfigFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "check-config",
        header = "Says everything that is wrong with a configuration, and warns of what will not work as meant.",
        description = "Reads the file, the accounts.d and carriers.d beside it, and the profiles that carriers name."
                + " Starts nothing.",
        footerHeading = "%nExample:%n",
        footer = "  momentum check-config /etc/momentum/momentum.yaml")
final class CheckConfig implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The configuration.")
    private Path file;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    CheckConfig() {}

    @Override
    public Integer call() throws ConfigException {
        GatewayConfig gateway = ConfigFile.read(file).gateway();
        PrintWriter out = spec.commandLine().getOut();
        for (String warning : gateway.warnings()) out.printf("%s: warning: %s%n", file, warning);
        out.printf(
                "%s: ok (accounts: %d, carriers: %d, routes: %d)%n",
                file,
                gateway.accounts().size(),
                gateway.carriers().size(),
                gateway.routes().size());
        out.flush();
        return ExitCode.OK;
    }
}
