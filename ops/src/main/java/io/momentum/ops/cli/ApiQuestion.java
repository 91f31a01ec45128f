package io.momentum.ops.cli;

import io.momentum.ops.config.ConfigException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that asks the admin API and prints what it is told. */
abstract class ApiQuestion implements Callable<Integer> {

    @Mixin
    private ApiPlace place;

    @Mixin
    private AnswerForm form;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    ApiQuestion() {}

    /** Asks. @return the answer, a JSON object */
    abstract String ask(ApiCalls api);

    /** What people read of the answer, with its line ends. */
    abstract String read(String answer);

    /** How it ends, by what was answered. */
    int exitCode(String answer) {
        return ExitCode.OK;
    }

    @Override
    public final Integer call() throws ConfigException {
        String answer = ask(place.calls());
        form.print(answer, this::read);
        return exitCode(answer);
    }
}
