package io.momentum.ops.cli;

import io.momentum.ops.api.HumanLearning;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the classifier learns from those who correct it. */
@Command(
        name = "learning",
        header = "Shows what the classifier of replies has learned, and lets it serve or takes it back.",
        description = {
            "Each label that a person puts on a reply is a lesson. Once a day (followup.learning.at) a copy of the"
                    + " model is taught all of them, and serves from then on if it does no worse on replies that nobody"
                    + " taught it."
        },
        subcommands = {Learning.State.class, Learning.Judge.class, Learning.Promote.class, Learning.Revert.class})
final class Learning implements Runnable {

    private static final String PATH = "/v1/classifier";

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    Learning() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    /** With people whose corrections do not count. */
    abstract static class OfCandidate extends ApiQuestion {

        @Option(
                names = "--without",
                paramLabel = "WHO",
                split = ",",
                description = "Whose corrections do not count, as the audit names them.")
        private List<String> without = List.of();

        String query() {
            return without.isEmpty() ? "" : "?without=" + ApiCalls.encode(String.join(",", without));
        }
    }

    @Command(
            name = "status",
            header = "Shows which classifier serves and how many corrections wait.",
            footerHeading = "%nExample:%n",
            footer = "  momentum learning status")
    static final class State extends ApiQuestion {
        @Override
        String ask(ApiCalls api) {
            return api.get(PATH);
        }

        @Override
        String read(String answer) {
            return HumanLearning.state(answer);
        }
    }

    @Command(
            name = "judge",
            header = "Says what would be learned, and how it would do; changes nothing.",
            footerHeading = "%nExample:%n",
            footer = "  momentum learning judge")
    static final class Judge extends OfCandidate {
        @Override
        String ask(ApiCalls api) {
            return api.get(PATH + "/candidate" + query());
        }

        @Override
        String read(String answer) {
            return HumanLearning.verdict(answer);
        }
    }

    @Command(
            name = "promote",
            header = "Lets what was learned serve, if it does no worse.",
            footerHeading = "%nExample:%n",
            footer = "  momentum learning promote --without token:trainee")
    static final class Promote extends OfCandidate {
        @Override
        String ask(ApiCalls api) {
            return api.post(PATH + "/promote" + query(), "{}");
        }

        @Override
        String read(String answer) {
            return HumanLearning.verdict(answer);
        }
    }

    @Command(
            name = "revert",
            header = "Takes the last promotion back.",
            footerHeading = "%nExample:%n",
            footer = "  momentum learning revert")
    static final class Revert extends ApiQuestion {
        @Override
        String ask(ApiCalls api) {
            return api.post(PATH + "/revert", "{}");
        }

        @Override
        String read(String answer) {
            return HumanLearning.state(answer);
        }
    }
}
