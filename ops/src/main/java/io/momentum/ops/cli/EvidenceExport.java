package io.momentum.ops.cli;

import io.momentum.ops.config.ConfigException;
import io.momentum.store.value.Msisdn;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "export",
        header = "Writes evidence into files for others.",
        description = {
            "evidence.jsonl proves itself (momentum evidence verify) and is always there; evidence.csv and"
                    + " evidence.pdf are for",
            "reading. Days are UTC. Files that are there already are not written over. For the roles compliance, operator",
            "and admin; auditor and integrator get it with texts and numbers encrypted. Who exported what is in the audit."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  momentum evidence export --campaign nov --format jsonl,csv,pdf --out nov-evidence",
            "  momentum evidence export --from 2026-11-01 --to 2026-11-30 --closed --out november"
        })
final class EvidenceExport implements Callable<Integer> {

    private static final Set<String> FORMATS = Set.of("jsonl", "csv", "pdf");
    private static final Set<String> FILES = Set.of("evidence.jsonl", "evidence.csv", "evidence.pdf");

    /** Which records. */
    static final class Which {

        @Option(names = "--conversation", required = true, paramLabel = "ID", description = "Those of a conversation.")
        private @Nullable String conversation;

        @Option(
                names = "--campaign",
                required = true,
                paramLabel = "NAME",
                description = "Those of a campaign's conversations.")
        private @Nullable String campaign;

        @Option(names = "--contact", required = true, paramLabel = "NUMBER", description = "Those of a contact.")
        private @Nullable String contact;

        @ArgGroup(exclusive = false, multiplicity = "1")
        private @Nullable Days days;
    }

    /** From one day to another, both included. */
    static final class Days {

        @Option(
                names = "--from",
                required = true,
                paramLabel = "DAY",
                description = "All from this day on, 2026-11-01.")
        private LocalDate from;

        @Option(names = "--to", required = true, paramLabel = "DAY", description = "To this day, it too.")
        private LocalDate to;

        @SuppressWarnings("NullAway.Init") // picocli fills in the fields
        Days() {}
    }

    @Spec
    private CommandSpec spec;

    @Mixin
    private ApiPlace place;

    @ArgGroup(multiplicity = "1")
    private Which which;

    @Option(
            names = "--format",
            split = ",",
            paramLabel = "FORMAT",
            description = "jsonl, csv, pdf, parted by commas. All three without it.")
    private List<String> formats = List.of("jsonl", "csv", "pdf");

    @Option(
            names = "--closed",
            description =
                    "Leaves texts and numbers encrypted: they can be read as long as the contact is not erased here.")
    private boolean closed;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to; made if need be.")
    private Path out;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    EvidenceExport() {}

    @Override
    public Integer call() throws ConfigException, IOException {
        String path = "/v1/evidence/export?" + query();
        Files.createDirectories(out);
        try (InputStream answer = place.calls().stream(path);
                var zip = new ZipInputStream(answer)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!FILES.contains(entry.getName()))
                    throw new CommandFailed(ExitCode.FAILED, "the answer has a file that is none of evidence");
                take(zip, out.resolve(entry.getName()));
            }
        }
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    private void take(InputStream from, Path file) throws IOException {
        try (OutputStream to = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            from.transferTo(to);
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailed(ExitCode.FAILED, file + " is there already");
        }
        spec.commandLine().getOut().println(file);
    }

    private String query() {
        var query = new StringJoiner("&");
        if (which.conversation != null) query.add("conversation=" + ApiCalls.encode(which.conversation));
        if (which.campaign != null) query.add("campaign=" + ApiCalls.encode(which.campaign));
        if (which.contact != null) query.add("contact=" + digits(which.contact));
        Days days = which.days;
        if (days != null) query.add("from=" + days.from).add("to=" + days.to);
        for (String format : formats) {
            if (!FORMATS.contains(format))
                throw new ParameterException(spec.commandLine(), "'" + format + "' is no format: jsonl, csv, pdf");
        }
        return query.add("format=" + String.join(",", Set.copyOf(formats)))
                .add("closed=" + closed)
                .toString();
    }

    private long digits(String number) {
        long digits = Msisdn.digitsOf(number);
        if (digits != Msisdn.NONE) return digits;
        throw new ParameterException(spec.commandLine(), "'" + number + "' is no number of 1 to 15 digits");
    }
}
