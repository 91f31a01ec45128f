package io.momentum.ops.cli;

import io.momentum.ops.config.ConfigException;
import io.momentum.store.value.Msisdn;
import io.momentum.store.value.SuppressionScope;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            SuppressFiles.Export.class,
            SuppressReview.Held.class,
            SuppressReview.Confirm.class,
            SuppressReview.Dismiss.class,
            SuppressReview.Undo.class,
            SuppressReview.Proof.class
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

    /** What its commands share: where the API is, and how far a suppression reaches. */
    static final class Where {

        @Spec(Spec.Target.MIXEE)
        private CommandSpec spec;

        @Mixin
        private ApiPlace place;

        @Option(
                names = "--scope",
                paramLabel = "SCOPE",
                description = "global, account:SYSTEM_ID, sender:ADDRESS, program:SYSTEM_ID/NAME,"
                        + " category:SYSTEM_ID/CLASS or registry:NAME. Without it global, or the token's account.")
        private @Nullable String scope;

        @SuppressWarnings("NullAway.Init") // picocli fills in the fields
        Where() {}

        ApiCalls calls() throws ConfigException {
            return place.calls();
        }

        /** What follows a path: "?scope=...", or nothing. */
        String query() {
            return scope == null ? "" : "?scope=" + ApiCalls.encode(checked(scope));
        }

        @Nullable
        String scope() {
            return scope == null ? null : checked(scope);
        }

        /** The path of a number as it was typed, with or without a "+". */
        String pathOf(String number) {
            long digits = Msisdn.digitsOf(number);
            if (digits == Msisdn.NONE) throw wrong("'" + number + "' is no number of 1 to 15 digits");
            return "/v1/suppressions/" + digits;
        }

        PrintWriter out() {
            return spec.commandLine().getOut();
        }

        private String checked(String text) {
            try {
                return SuppressionScope.parse(text).toString();
            } catch (IllegalArgumentException e) {
                throw wrong(String.valueOf(e.getMessage()));
            }
        }

        ParameterException wrong(String why) {
            return new ParameterException(spec.commandLine(), why);
        }
    }
}
