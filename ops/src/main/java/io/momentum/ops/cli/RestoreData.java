package io.momentum.ops.cli;

import io.momentum.ops.api.Build;
import io.momentum.ops.backup.BackupException;
import io.momentum.ops.backup.Restore;
import io.momentum.ops.backup.Restore.Restored;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "restore",
        header = "Makes a data directory out of a backup.",
        description = {
            "On a host that has none, or with --force in the place of one, which is put aside. Everything is compared"
                    + " with",
            "what was written. Messages that wait in the backup are not sent again, since they may have been sent"
                    + " after it:",
            "they end as unknown, and campaigns are paused; --pending send where nothing was sent after it."
        },
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  momentum restore --from /srv/backup/momentum --to /var/lib/momentum",
            "  momentum restore --from /srv/backup/momentum/20261129T020000Z --to /var/lib/momentum --pending send"
        })
final class RestoreData implements Callable<Integer> {

    private enum Pending {
        HOLD,
        SEND
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private AnswerForm form;

    @Option(
            names = "--from",
            required = true,
            paramLabel = "DIR",
            description = "A backup, or a directory of them: then the newest.")
    private Path from;

    @Option(names = "--to", required = true, paramLabel = "DATADIR", description = "The data directory.")
    private Path to;

    @Option(names = "--force", description = "Puts aside what is there.")
    private boolean force;

    @Option(
            names = "--pending",
            paramLabel = "WHAT",
            defaultValue = "hold",
            description = "What becomes of messages that wait: hold or send. Default: ${DEFAULT-VALUE}.")
    private Pending pending;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    RestoreData() {}

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            Path data = to.toAbsolutePath().normalize();
            long[] bytes = new long[1];
            Restored restored = new Restore(from, data, Build.version(), more -> bytes[0] += more)
                    .run(force, pending == Pending.HOLD);
            if (form.isJson()) {
                form.printJson(json(restored, data, bytes[0]));
                return ExitCode.OK;
            }
            out.printf("%s: restored from %s, %d KiB%n", data, restored.backup(), bytes[0] >> 10);
            restored.aside().ifPresent(aside -> out.printf("  the old data are in %s%n", aside));
            if (!restored.hasKeys())
                out.println("  without keys of evidence: what contacts said in it does not open, and a new key signs");
            out.print(warning(restored, data));
            out.flush();
            return ExitCode.OK;
        } catch (BackupException | IOException e) {
            throw CommandFailed.of(ExitCode.FAILED, e);
        }
    }

    private Map<String, Object> json(Restored restored, Path data, long bytes) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("dataDir", data.toString());
        json.put("backup", restored.backup().toString());
        json.put("copiedBytes", bytes);
        restored.aside().ifPresent(aside -> json.put("aside", aside.toString()));
        json.put("keys", restored.hasKeys());
        json.put("endedAt", restored.endedAt().toString());
        json.put("facts", restored.facts());
        json.put("pending", pending.name().toLowerCase(Locale.ROOT));
        json.put("warning", warning(restored, data).strip());
        return json;
    }

    private String warning(Restored restored, Path data) {
        String pended = pending == Pending.HOLD
                ? "Messages that wait end as unknown, with a receipt; campaigns are paused: momentum campaign review,"
                        + " then resume."
                : "Messages that wait are sent: whatever was sent after the backup is sent twice.";
        return """

            WARNING: opt-outs that were taken after %s are not here. Before carriers are bound:
              - if the old disk can be read:
                  momentum journal dump --data-dir OLD --from %d --type OptedOut
              - else ask your CRM (event suppression.added), carriers and ESMEs who opted out since, and
                  momentum suppress import --deactivated FILE, or: momentum suppress add NUMBER
              Bind no carrier until then: start with its binds taken out of the configuration.
            %s
            Start with: momentum run --config FILE (dataDir: %s), owned by the user that runs it.
            """.formatted(restored.endedAt(), restored.facts() + 1, pended, data);
    }
}
