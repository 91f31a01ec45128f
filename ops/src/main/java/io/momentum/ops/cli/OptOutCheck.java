package io.momentum.ops.cli;

import io.momentum.ops.api.HumanText;
import io.momentum.ops.api.LocalToken;
import io.momentum.ops.config.MomentumConfig;
import io.momentum.store.value.Msisdn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Whether numbers may be written to by a command of its own: the process that runs knows who opted out. Where none
 * has run yet, nobody can have.
 */
final class OptOutCheck {

    private final MomentumConfig config;

    OptOutCheck(MomentumConfig config) {
        this.config = config;
    }

    /** Ends the command if one of the numbers opted out, or if nobody can be asked. */
    void refuse(List<String> numbers) throws IOException {
        Path data = config.dataDir();
        if (!Files.exists(data.resolve("journal"))) return;
        Optional<String> token = LocalToken.read(data);
        if (token.isEmpty()) throw unknown(data);
        var calls = new ApiCalls(ApiPlace.url(config.admin().listen()), token.get());
        for (String number : numbers) {
            long digits = Msisdn.digitsOf(number);
            if (HumanText.isEmptyPage(asked(calls, digits, data))) continue;
            throw new CommandFailed(ExitCode.FAILED, Msisdn.masked(digits) + " opted out: choose another handset");
        }
    }

    private static String asked(ApiCalls calls, long digits, Path data) {
        try {
            return calls.get("/v1/suppressions/" + digits);
        } catch (CommandFailed e) {
            if (e.exitCode() == ExitCode.UNAVAILABLE) throw unknown(data);
            throw e;
        }
    }

    private static CommandFailed unknown(Path data) {
        return new CommandFailed(
                ExitCode.UNAVAILABLE,
                data + " has a suppression list, and only 'momentum run' can say who is on it: start it first");
    }
}
