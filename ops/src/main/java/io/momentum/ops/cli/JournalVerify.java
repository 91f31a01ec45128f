package io.momentum.ops.cli;

import io.momentum.ops.config.ConfigException;
import io.momentum.store.journal.JournalException;
import io.momentum.store.journal.JournalVerifier;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "verify",
        header = "Reads the whole journal and says what is wrong with it.",
        description = {
            "Checksums, facts, sequences without a gap. Changes nothing, also while the gateway runs. Fails if"
                    + " something is",
            "wrong, and says where: the epoch, the document, the last sound fact and the file that it stands in."
        },
        footerHeading = "%nExample:%n",
        footer = "  momentum journal verify --data-dir /var/lib/momentum")
final class JournalVerify implements Callable<Integer> {

    private static final long TELL_NANOS = 2_000_000_000L;

    @Spec
    private CommandSpec spec;

    private long toldNanos = System.nanoTime();

    @Mixin
    private AnswerForm form;

    @ArgGroup(multiplicity = "1")
    private JournalPlace place;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    JournalVerify() {}

    @Override
    public Integer call() throws ConfigException {
        Path dir = place.directory();
        try {
            return report(dir, JournalVerifier.verify(dir, this::progress));
        } catch (JournalException | IOException e) {
            throw CommandFailed.of(ExitCode.FAILED, e);
        }
    }

    private void progress(long sequence) {
        long now = System.nanoTime();
        if (now - toldNanos < TELL_NANOS) return;
        toldNanos = now;
        PrintWriter err = spec.commandLine().getErr();
        err.printf("read up to fact %d%n", sequence);
        err.flush();
    }

    private int report(Path dir, JournalVerifier.Report report) {
        boolean sound = report.errors().isEmpty();
        if (form.isJson()) form.printJson(json(dir, report));
        else say(dir, report);
        return sound ? ExitCode.OK : ExitCode.FAILED;
    }

    private static Map<String, Object> json(Path dir, JournalVerifier.Report report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("journal", dir.toString());
        json.put("ok", report.errors().isEmpty());
        json.put("epochs", report.epochs());
        json.put("documents", report.documents());
        json.put("facts", report.facts());
        if (report.facts() > 0) {
            json.put("firstSequence", report.firstSequence());
            json.put("lastSequence", report.lastSequence());
        }
        json.put("gone", report.gone());
        json.put("errors", report.errors());
        return json;
    }

    private void say(Path dir, JournalVerifier.Report report) {
        PrintWriter out = spec.commandLine().getOut();
        boolean sound = report.errors().isEmpty();
        out.printf("%s: %s%n", dir, sound ? "ok" : "damaged");
        out.printf("  epochs     %d%n", report.epochs());
        out.printf("  documents  %d%n", report.documents());
        out.printf("  facts      %d", report.facts());
        if (report.facts() > 0) out.printf(", %d to %d", report.firstSequence(), report.lastSequence());
        out.println();
        if (report.gone() > 0) out.printf("  gone       %d, older than is kept%n", report.gone());
        for (String error : report.errors()) out.println("  error      " + error);
        out.flush();
    }
}
