package io.momentum.ops.cli;

import io.momentum.ops.api.HumanEvidence;
import io.momentum.ops.config.ConfigException;
import io.momentum.ops.evidence.Finding;
import io.momentum.ops.evidence.Report;
import io.momentum.ops.evidence.SigningKey;
import io.momentum.ops.evidence.Verifier;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "evidence",
        header = "Records that prove what was said, done and decided.",
        subcommands = {EvidenceExport.class, Evidence.Verify.class, Evidence.Keys.class, Evidence.RotateKey.class})
final class Evidence implements Runnable {

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    Evidence() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    @Command(
            name = "verify",
            header = "Checks exported evidence by itself.",
            description = {
                "Needs no server and no configuration. Says of each thing that does not hold what it is and where, and"
                        + " goes on.",
                "evidence.csv and evidence.pdf are checked too where they lie beside the file. Ends with 0 if all"
                        + " holds, with",
                "1 if something does not, with 2 if there is nothing to check."
            },
            footerHeading = "%nExamples:%n",
            footer = {
                "  momentum evidence verify evidence.jsonl",
                "  momentum evidence verify --trusted-key momentum.pem evidence.jsonl"
            })
    static final class Verify implements Callable<Integer> {

        @Spec
        private CommandSpec spec;

        @Mixin
        private AnswerForm form;

        @Parameters(paramLabel = "FILE", description = "evidence.jsonl of an export.")
        private Path file;

        @Option(
                names = "--trusted-key",
                paramLabel = "FILE|ID",
                description = {
                    "The key that must have signed, itself or by those that it vouches for: a public key in PEM, or"
                            + " its id.",
                    "Without it, a file that is whole may still be somebody else's."
                })
        private @Nullable String trusted;

        @SuppressWarnings("NullAway.Init") // picocli fills in the fields
        Verify() {}

        @Override
        public Integer call() throws IOException {
            if (!Files.isReadable(file)) throw new CommandFailed(ExitCode.USAGE, file + " cannot be read");
            Report report = Verifier.check(file, trustedId());
            if (form.isJson()) form.printJson(json(report));
            else say(report, spec.commandLine().getOut());
            return report.holds() ? ExitCode.OK : ExitCode.FAILED;
        }

        private void say(Report report, PrintWriter out) {
            report.findings().forEach(finding -> out.println(line(finding)));
            summary(report, out);
            out.flush();
        }

        private Map<String, Object> json(Report report) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("file", file.toString());
            json.put("ok", report.holds());
            json.put("records", report.records());
            json.put("unsealed", report.unsealed());
            json.put("erased", report.erased());
            json.put("closed", report.closed());
            json.put("days", report.days());
            json.put("scope", report.scope());
            json.put("exportedAt", report.made());
            json.put("signer", report.signer());
            json.put("trusted", trusted != null && report.holds());
            json.put("findings", report.findings().stream().map(Verify::json).toList());
            return json;
        }

        private static Map<String, Object> json(Finding finding) {
            Map<String, Object> json = new LinkedHashMap<>();
            if (finding.line() > 0) json.put("line", finding.line());
            json.put("kind", finding.kind().name().toLowerCase(Locale.ROOT));
            json.put("text", finding.text());
            return json;
        }

        private Optional<String> trustedId() throws IOException {
            if (trusted == null) return Optional.empty();
            Path pem = Path.of(trusted);
            if (!Files.exists(pem)) return Optional.of(trusted);
            try {
                return Optional.of(SigningKey.idOfPublicPem(Files.readString(pem)));
            } catch (IllegalArgumentException e) {
                throw new CommandFailed(ExitCode.USAGE, pem + ": " + e.getMessage());
            }
        }

        private String line(Finding finding) {
            String place = finding.line() == 0 ? file.toString() : file + ":" + finding.line();
            return place + ": " + finding.kind().name().toLowerCase(Locale.ROOT) + ": " + finding.text();
        }

        private void summary(Report report, PrintWriter out) {
            String all = "%d records (%s), %d sealed days".formatted(report.records(), report.scope(), report.days());
            if (!report.holds()) {
                out.printf(
                        "FAILED: %d things do not hold, of %s%n",
                        report.findings().size(), all);
                return;
            }
            out.printf("OK: %s, exported %s, signed by %s%n", all, report.made(), report.signer());
            if (report.unsealed() > 0)
                out.printf(
                        "%d of them are of a day that had not ended: only the signature of this export vouches for"
                                + " them.%n",
                        report.unsealed());
            if (report.erased() > 0)
                out.printf("%d of them are erased: they verify, and cannot be read any more.%n", report.erased());
            if (report.closed() > 0) out.printf("%d of them came without the key to read them.%n", report.closed());
            if (trusted == null)
                out.println("No --trusted-key was given: compare the signer with a key that you have from elsewhere.");
        }
    }

    @Command(
            name = "keys",
            header = "Shows the public keys that sign evidence or have signed it.",
            description = "The oldest first, each in PEM under a line with its id. Give them to whoever is to check"
                    + " evidence.",
            footerHeading = "%nExample:%n",
            footer = "  momentum evidence keys --config /etc/momentum/momentum.yaml")
    static final class Keys extends ApiQuestion {

        @Override
        String ask(ApiCalls api) {
            return api.get("/v1/evidence/keys");
        }

        @Override
        String read(String answer) {
            return HumanEvidence.keys(answer);
        }
    }

    @Command(
            name = "rotate-key",
            header = "Signs with a new key from now on.",
            description = {
                "The old key vouches for the new one and is destroyed; what it signed can still be checked. Where the",
                "configuration gives the key (evidence.signingKey), change it there instead."
            },
            footerHeading = "%nExample:%n",
            footer = "  momentum evidence rotate-key --config /etc/momentum/momentum.yaml")
    static final class RotateKey implements Callable<Integer> {

        @Mixin
        private ApiPlace place;

        @SuppressWarnings("NullAway.Init") // picocli fills in the fields
        RotateKey() {}

        @Override
        public Integer call() throws ConfigException {
            place.calls().post("/v1/evidence/keys", "{}");
            return ExitCode.OK;
        }
    }
}
