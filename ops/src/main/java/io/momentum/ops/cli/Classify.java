package io.momentum.ops.cli;

import io.momentum.gateway.optout.OptOutConfig;
import io.momentum.gateway.optout.OptOutWords;
import io.momentum.gateway.optout.Verdict;
import io.momentum.ops.api.HumanPeople;
import io.momentum.ops.config.ClassifyFiles;
import io.momentum.ops.config.ConfigException;
import io.momentum.ops.config.ConfigFile;
import io.momentum.ops.config.OptOutFiles;
import io.momentum.ops.followup.classify.Asked;
import io.momentum.ops.followup.classify.Classification;
import io.momentum.ops.followup.classify.Classifier;
import io.momentum.ops.followup.classify.OptOutTier;
import io.momentum.ops.followup.classify.ReplyContext;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "classify",
        header = "Says what replies mean, one a line.",
        description = {
            "Reads replies from standard input, UTF-8, one a line, and prints a line for each:",
            "label, confidence (0 to 1) and up to three reasons, divided by tabs, or an object with --json. It is the code that judges live"
                    + " replies.",
            "Labels: opt_out, urgency, complaint, reschedule, interested, confirmation, question, no_action."
        },
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  momentum classify < replies.txt",
            "  momentum classify --context appointment < replies.txt",
            "  momentum classify --context \"Your visit is on Friday. Reply 1 to confirm, 2 to reschedule\" <"
                    + " replies.txt"
        })
final class Classify implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--context",
            paramLabel = "KIND|TEXT",
            description =
                    "What the message before the replies asked: appointment, payment, offer, survey, info or none;"
                            + " or its text. Default: none.")
    private @Nullable String context;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Examples, concepts and rules to use in place of the shipped ones of the same names"
                    + " (en.tsv, es.tsv, concepts.tsv, rules.tsv).")
    private @Nullable Path model;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "A configuration: its opt-out words, and the directory classify/ beside it unless --model.")
    private @Nullable Path config;

    @Mixin
    private AnswerForm form;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    Classify() {}

    @Override
    public Integer call() throws ConfigException, IOException {
        OptOutWords words = OptOutWords.of(optOut());
        Classifier classifier = classifier();
        ReplyContext asked = asked(classifier);
        Set<String> offered = context == null ? Set.of() : words.offered(context);
        PrintWriter out = spec.commandLine().getOut();
        var replies = new ReplyLines(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (Optional<String> reply = replies.next(); reply.isPresent(); reply = replies.next()) {
            Verdict verdict = OptOutWords.inAnswer(words.classify(reply.get()), 0, offered);
            Classification found = classifier.classify(reply.get(), asked.with(OptOutTier.of(verdict)));
            out.println(form.isJson() ? jsonLine(found) : line(found));
            if (out.checkError()) return ExitCode.OK; // nobody reads on
        }
        return ExitCode.OK;
    }

    private OptOutConfig optOut() throws ConfigException {
        return config == null
                ? OptOutFiles.shipped()
                : ConfigFile.read(config).gateway().optOut();
    }

    private Classifier classifier() throws ConfigException {
        if (model != null) return ClassifyFiles.of(model);
        return config == null ? ClassifyFiles.shipped() : ClassifyFiles.besides(config);
    }

    private ReplyContext asked(Classifier classifier) {
        String given = context;
        if (given == null) return ReplyContext.NONE;
        Optional<Asked> kind = Asked.named(given.strip().toLowerCase(Locale.ROOT));
        return kind.map(ReplyContext::of).orElseGet(() -> classifier.rules().contextOf(given));
    }

    private static String jsonLine(Classification found) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("label", found.label().toString());
        line.put("confidence", Math.round(found.confidence() * 100) / 100.0);
        line.put("reasons", found.reasons());
        return HumanPeople.object(line);
    }

    private static String line(Classification found) {
        String reasons = String.join("; ", found.reasons());
        return String.format(Locale.ROOT, "%s\t%.2f\t%s", found.label(), found.confidence(), reasons);
    }
}
