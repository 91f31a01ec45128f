package io.momentum.ops.cli;

import io.momentum.gateway.GatewayConfig;
import io.momentum.ops.api.Build;
import io.momentum.ops.api.HumanConfig;
import io.momentum.ops.api.HumanText;
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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            "  momentum check-config --json /etc/momentum/momentum.yaml",
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

    @Mixin
    private AnswerForm form;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    CheckConfig() {}

    @Override
    public Integer call() throws ConfigException {
        PrintWriter out = spec.commandLine().getOut();
        if (schema) return done(out, HumanText.pretty(ConfigSchema.shipped()));
        if (file == null) throw new CommandFailed(ExitCode.USAGE, "which FILE?");
        if (showEffective) {
            var effective = ConfigFile.effective(file);
            return done(out, form.isJson() ? HumanConfig.json(effective) : HumanConfig.table(effective));
        }
        return check(out, file);
    }

    private static int done(PrintWriter out, String text) {
        return done(out, text, ExitCode.OK);
    }

    private static int done(PrintWriter out, String text, int exitCode) {
        out.println(text.stripTrailing());
        out.flush();
        return exitCode;
    }

    private int check(PrintWriter out, Path path) throws ConfigException {
        MomentumConfig config;
        try {
            config = ConfigFile.read(path);
        } catch (ConfigException e) {
            if (!form.isJson()) throw e;
            return done(out, HumanConfig.mistakes(path, e.problems()), ExitCode.CONFIG);
        }
        Optional<String> newer = newer(config.dataDir());
        List<String> warnings = config.gateway().warnings(LocalDate.now(ZoneOffset.UTC));
        boolean refused = newer.isPresent() || (strict && !warnings.isEmpty());
        if (form.isJson()) out.println(HumanConfig.checked(path, config.gateway(), !refused, warnings, newer));
        else say(out, path, config.gateway(), warnings, refused, newer);
        out.flush();
        return refused ? ExitCode.CONFIG : ExitCode.OK;
    }

    private static void say(
            PrintWriter out,
            Path path,
            GatewayConfig gateway,
            List<String> warnings,
            boolean refused,
            Optional<String> newer) {
        if (newer.isPresent()) {
            out.printf("%s: dataDir: %s%n", path, newer.get());
            return;
        }
        for (String warning : warnings) out.printf("%s: warning: %s%n", path, warning);
        out.printf(
                "%s: %s (accounts: %d, carriers: %d, routes: %d)%n",
                path,
                refused ? "refused for its warnings" : "ok",
                gateway.accounts().size(),
                gateway.carriers().size(),
                gateway.routes().size());
    }

    /** An older program must not be put over the data of a newer one. Whoever may not look into them is told nothing. */
    private static Optional<String> newer(Path dataDir) {
        try {
            DataFormat.check(dataDir, Build.version());
            return Optional.empty();
        } catch (NewerDataException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (IOException | BackupException e) {
            return Optional.empty();
        }
    }
}
