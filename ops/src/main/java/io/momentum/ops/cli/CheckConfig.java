package io.momentum.ops.cli;

import io.momentum.gateway.GatewayConfig;
import io.momentum.ops.api.Build;
import io.momentum.ops.api.HumanConfig;
import io.momentum.ops.backup.BackupException;
import io.momentum.ops.backup.DataFormat;
import io.momentum.ops.backup.NewerDataException;
import io.momentum.ops.config.ConfigException;
import io.momentum.ops.config.ConfigFile;
import io.momentum.ops.config.ConfigSchema;
import io.momentum.ops.config.MomentumConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "check-config",
        header = "Says everything that is wrong with a configuration, and warns of what will not work as meant.",
        description = "Reads the file, the accounts.d and carriers.d beside it, and the profiles that carriers name."
                + " Where their dataDir is on this host, also whether this version can read it. Starts nothing.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  momentum check-config /etc/momentum/momentum.yaml",
            "  momentum check-config --strict /etc/momentum/momentum.yaml",
            "  momentum check-config --show-effective /etc/momentum/momentum.yaml",
            "  momentum check-config --schema > momentum.schema.json"
        })
final class CheckConfig implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The configuration.")
    private @Nullable Path file;

    @Option(names = "--strict", description = "Fails for warnings too, with exit code 78.")
    private boolean strict;

    @Option(
            names = "--show-effective",
            description =
                    "Shows what holds: every key, its value and the file and line that say it, or what does where no"
                            + " file does. Passwords and hashes are starred.")
    private boolean showEffective;

    @Option(names = "--schema", description = "Prints what a configuration may say, as JSON Schema, for editors.")
    private boolean schema;

    @Option(
            names = "--output",
            paramLabel = "FORM",
            defaultValue = "table",
            description = "How --show-effective prints: table or json.")
    private Output output;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    CheckConfig() {}

    @Override
    public Integer call() throws ConfigException {
        PrintWriter out = spec.commandLine().getOut();
        if (schema) return done(out, HumanConfig.tree(ConfigSchema.shipped()));
        if (file == null) throw new CommandFailed(ExitCode.USAGE, "which FILE?");
        if (showEffective) {
            var effective = ConfigFile.effective(file);
            return done(out, output == Output.JSON ? HumanConfig.json(effective) : HumanConfig.table(effective));
        }
        return check(out, file);
    }

    private static int done(PrintWriter out, String text) {
        out.println(text.stripTrailing());
        out.flush();
        return ExitCode.OK;
    }

    private int check(PrintWriter out, Path path) throws ConfigException {
        MomentumConfig config = ConfigFile.read(path);
        if (isNewer(out, path, config.dataDir())) return ExitCode.CONFIG;
        GatewayConfig gateway = config.gateway();
        List<String> warnings = gateway.warnings();
        for (String warning : warnings) out.printf("%s: warning: %s%n", path, warning);
        boolean refused = strict && !warnings.isEmpty();
        out.printf(
                "%s: %s (accounts: %d, carriers: %d, routes: %d)%n",
                path,
                refused ? "refused for its warnings" : "ok",
                gateway.accounts().size(),
                gateway.carriers().size(),
                gateway.routes().size());
        out.flush();
        return refused ? ExitCode.CONFIG : ExitCode.OK;
    }

    /** An older program must not be put over the data of a newer one. Whoever may not look into them is told nothing. */
    private static boolean isNewer(PrintWriter out, Path path, Path dataDir) {
        try {
            DataFormat.check(dataDir, Build.version());
            return false;
        } catch (NewerDataException e) {
            out.printf("%s: dataDir: %s%n", path, e.getMessage());
            out.flush();
            return true;
        } catch (IOException | BackupException e) {
            return false;
        }
    }
}
