package io.momentum.ops.cli;

import io.momentum.ops.config.ConfigException;
import java.io.PrintWriter;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code momentum} command. */
@Command(
        name = "momentum",
        header = "An SMPP gateway with built-in follow-up.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Version.class,
        subcommands = {
            Run.class,
            Demo.class,
            Status.class,
            Top.class,
            DoctorVisit.class,
            ReloadConfig.class,
            Trace.class,
            Route.class,
            Policy.class,
            Records.class,
            Contacts.class,
            Campaign.class,
            Evidence.class,
            People.class,
            Canned.class,
            View.class,
            AuditList.class,
            Suppress.class,
            Events.class,
            Webhooks.class,
            Dlr.class,
            KpiShow.class,
            Report.class,
            Classify.class,
            Learning.class,
            CheckConfig.class,
            ProbeCarrier.class,
            Simulate.class,
            Load.class,
            CrashTest.class,
            Journal.class,
            IndexRebuild.class,
            BackupMake.class,
            RestoreData.class,
            RetentionPass.class,
            HashPassword.class,
            Token.class,
            Version.class,
            HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:done",
            " 1:failed",
            " 2:wrong usage",
            "69:what the command talks to does not answer",
            "78:the configuration, or the data that it names, cannot be used by this version"
        })
public final class Momentum implements Runnable {

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    private Momentum() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The whole command, to be run or to be written about. */
    static CommandLine commandLine() {
        return Typed.register(new CommandLine(new Momentum()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(Momentum::refuse)
                .setExecutionExceptionHandler(Momentum::explain);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    /** Says what is wrong with what was typed; the mistake must not scroll away above a page of help. */
    private static int refuse(ParameterException mistake, String[] args) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("momentum: " + mistake.getMessage());
        boolean suggested = UnmatchedArgumentException.printSuggestions(mistake, err);
        if (!command.getSubcommands().isEmpty() && !suggested) command.usage(err);
        else err.printf("See %s --help%n", command.getCommandSpec().qualifiedName());
        return ExitCode.USAGE;
    }

    private static int explain(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (failure instanceof ConfigException) {
            err.println(failure.getMessage());
            return ExitCode.CONFIG;
        }
        err.println("momentum: " + Objects.requireNonNullElse(failure.getMessage(), failure));
        if (failure instanceof CommandFailed failed) return failed.exitCode();
        failure.printStackTrace(err);
        return ExitCode.FAILED;
    }
}
