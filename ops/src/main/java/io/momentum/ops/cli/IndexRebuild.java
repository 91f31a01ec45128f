package io.momentum.ops.cli;

import io.momentum.ops.api.Build;
import io.momentum.ops.backup.BackupException;
import io.momentum.ops.backup.DataFormat;
import io.momentum.ops.boot.Rebuild;
import io.momentum.ops.config.ConfigException;
import io.momentum.store.journal.JournalException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "index", header = "The index, which is made out of the journal.", subcommands = IndexRebuild.Anew.class)
final class IndexRebuild implements Runnable {

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    IndexRebuild() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    @Command(
            name = "rebuild",
            header = "Makes the index anew out of the journal, while the gateway does not run.",
            description = "A start does so by itself where there is no index, or one of another format.",
            footerHeading = "%nExample:%n",
            footer = "  momentum index rebuild --data-dir /var/lib/momentum")
    static final class Anew implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Mixin
        private AnswerForm form;

        @ArgGroup(multiplicity = "1")
        private JournalPlace place;

        @SuppressWarnings("NullAway.Init") // picocli fills in the fields
        Anew() {}

        @Override
        public Integer call() throws ConfigException {
            // With --json, how far it is goes beside the answer.
            PrintWriter told = form.isJson()
                    ? spec.commandLine().getErr()
                    : spec.commandLine().getOut();
            try {
                Path data = place.directory().resolveSibling("");
                // What this program cannot read it must not take for what is to be made anew.
                DataFormat.check(data, Build.version());
                long facts = Rebuild.index(data, line -> {
                    told.println(line);
                    told.flush();
                });
                Path index = data.resolve("index");
                if (form.isJson()) form.printJson(Map.of("index", index.toString(), "facts", facts));
                else told.printf("%s: made anew from %d facts%n", index, facts);
                told.flush();
                return ExitCode.OK;
            } catch (IOException | BackupException | JournalException e) {
                throw CommandFailed.of(ExitCode.FAILED, e);
            }
        }
    }
}
