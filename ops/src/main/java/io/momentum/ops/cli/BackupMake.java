package io.momentum.ops.cli;

import io.momentum.ops.api.HumanBackup;
import io.momentum.ops.api.HumanBackup.Standing;
import io.momentum.ops.backup.BackupDirectory;
import io.momentum.ops.backup.BackupDirectory.Summary;
import io.momentum.ops.backup.BackupException;
import io.momentum.ops.config.ConfigException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "backup",
        header = "Makes a backup while the gateway runs.",
        description = {
            "The process that runs writes it, as its own user, to a directory of its host: all that it has"
                    + " acknowledged, and",
            "only what is new since the backup before. An interruption leaves nothing behind that counts as a backup."
        },
        sortOptions = false,
        subcommands = BackupMake.Verify.class,
        footerHeading = "%nExamples:%n",
        footer = {
            "  momentum backup --to /srv/backup/momentum --keep 14",
            "  momentum backup verify /srv/backup/momentum",
            "  momentum restore --from /srv/backup/momentum --to /var/lib/momentum"
        })
final class BackupMake implements Callable<Integer> {

    private static final long LOOK_MILLIS = 300;
    private static final int LOOKS_A_LINE = 7;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ApiPlace place;

    @Mixin
    private AnswerForm form;

    @Option(names = "--to", paramLabel = "DIR", description = "Where backups are kept; made if need be.")
    private @Nullable Path to;

    @Option(
            names = "--keep",
            paramLabel = "COUNT",
            defaultValue = "0",
            description = "How many remain, this one included; older ones are deleted once it is whole. Default: all.")
    private int keep;

    @Option(
            names = "--without-keys",
            description = "Without the keys of evidence: what a contact said in it opens on no other host.")
    private boolean withoutKeys;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    BackupMake() {}

    @Override
    public Integer call() throws ConfigException, InterruptedException {
        if (to == null) throw new ParameterException(spec.commandLine(), "Missing required option: '--to=DIR'");
        if (keep < 0) throw new ParameterException(spec.commandLine(), "--keep: 0 or more");
        ApiCalls api = place.calls();
        String directory = to.toAbsolutePath().normalize().toString();
        String answer = api.post("/v1/backup", HumanBackup.request(directory, !withoutKeys, keep));
        Standing begun = HumanBackup.standing(answer);
        Standing now = begun;
        for (int looks = 1; now.isRunning(); looks++) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            answer = api.get("/v1/backup");
            now = HumanBackup.standing(answer);
            if (now.isRunning() && looks % LOOKS_A_LINE == 0) say(now);
        }
        if (!now.startedAt().equals(begun.startedAt()))
            throw new CommandFailed(ExitCode.FAILED, "another backup was begun meanwhile");
        if (!now.isDone()) throw new CommandFailed(ExitCode.FAILED, now.error());
        say(now);
        String backup = now.backup();
        form.print(answer, _ -> backup + System.lineSeparator());
        return ExitCode.OK;
    }

    private void say(Standing standing) {
        PrintWriter err = spec.commandLine().getErr();
        err.printf(
                "%d of %d files, %d KiB copied%n",
                standing.filesDone(), standing.files(), standing.copiedBytes() >> 10);
        err.flush();
    }

    @Command(
            name = "verify",
            header = "Reads a backup and compares all of it with what was written.",
            footerHeading = "%nExample:%n",
            footer = "  momentum backup verify /srv/backup/momentum")
    static final class Verify implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Mixin
        private AnswerForm form;

        @Parameters(paramLabel = "DIR", description = "A backup, or a directory of them: then the newest.")
        private Path dir;

        @SuppressWarnings("NullAway.Init") // picocli fills in the fields
        Verify() {}

        @Override
        public Integer call() {
            try {
                Summary summary = BackupDirectory.summary(dir);
                List<String> wrong = BackupDirectory.verify(dir, bytes -> {});
                if (form.isJson()) form.printJson(json(summary, wrong));
                else say(summary, wrong, spec.commandLine().getOut());
                return wrong.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
            } catch (BackupException | IOException e) {
                throw CommandFailed.of(ExitCode.FAILED, e);
            }
        }

        private static void say(Summary summary, List<String> wrong, PrintWriter out) {
            out.printf("%s: %s%n", summary.backup(), wrong.isEmpty() ? "ok" : "damaged");
            out.printf("  ended    %s%n", summary.endedAt());
            out.printf("  program  %s%n", summary.program());
            out.printf("  files    %d%n", summary.files());
            if (summary.facts() > 0) out.printf("  facts    %d at the least%n", summary.facts());
            out.printf("  keys     %s%n", summary.hasKeys() ? "there" : "not kept with it");
            wrong.forEach(each -> out.println("  error    " + each));
            out.flush();
        }

        private static Map<String, Object> json(Summary summary, List<String> wrong) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("backup", summary.backup().toString());
            json.put("ok", wrong.isEmpty());
            json.put("endedAt", summary.endedAt().toString());
            json.put("version", summary.program());
            json.put("files", summary.files());
            json.put("facts", summary.facts());
            json.put("keys", summary.hasKeys());
            json.put("errors", wrong);
            return json;
        }
    }
}
