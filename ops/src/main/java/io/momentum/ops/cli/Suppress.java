package io.momentum.ops.cli;

import io.momentum.store.value.Msisdn;
import io.momentum.store.value.SuppressionScope;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "suppress",
        header = "Shows and changes the numbers that must not be written to.",
        description = "A change is in force on every route when the command ends.",
        subcommands = {
            SuppressChange.Add.class,
            SuppressChange.Remove.class,
            SuppressFiles.Shown.class,
            SuppressFiles.Import.class,
            SuppressFiles.Export.class
        })
final class Suppress implements Runnable {

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    Suppress() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    /** How far a suppression reaches. */
    static final class Scope {

        @Option(
                names = "--scope",
                paramLabel = "SCOPE",
                description = "global, account:SYSTEM_ID or sender:ADDRESS. Without it global, or the token's account.")
        private @Nullable String text;

        /** What follows a path: "?scope=...", or nothing. */
        String query(CommandSpec spec) {
            return text == null ? "" : "?scope=" + ApiCalls.encode(checked(spec, text));
        }

        @Nullable
        String text(CommandSpec spec) {
            return text == null ? null : checked(spec, text);
        }

        private static String checked(CommandSpec spec, String text) {
            try {
                return SuppressionScope.parse(text).toString();
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), e.getMessage(), e);
            }
        }
    }

    /** The path of a number as it was typed, with or without a "+". */
    static String pathOf(CommandSpec spec, String number) {
        long digits = Msisdn.digitsOf(number);
        if (digits == Msisdn.NONE) {
            throw new ParameterException(spec.commandLine(), "'" + number + "' is no number of 1 to 15 digits");
        }
        return "/v1/suppressions/" + digits;
    }
}
