package io.momentum.ops.cli;

import io.momentum.gateway.server.Password;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "hash-password",
        header = "Turns an account's password into the hash that the configuration may hold.",
        description = {
            "Asks for the password, or takes the first line of its input.",
            "Only for accounts: a carrier must be told the password itself."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  momentum hash-password", "  momentum hash-password < password.txt"})
final class HashPassword implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    HashPassword() {}

    @Override
    public Integer call() throws IOException {
        String password = password();
        if (password == null || password.isEmpty()) throw new CommandFailed(ExitCode.USAGE, "no password was given");
        spec.commandLine().getOut().printf("password: { hash: \"%s\" }%n", Password.hash(password));
        return ExitCode.OK;
    }

    private static @Nullable String password() throws IOException {
        Optional<Console> terminal = Optional.ofNullable(System.console()).filter(Console::isTerminal);
        if (terminal.isPresent()) {
            char[] typed = terminal.get().readPassword("Password: ");
            return typed == null ? null : new String(typed);
        }
        var in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        return in.readLine();
    }
}
