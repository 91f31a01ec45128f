package io.momentum.ops.cli;

import io.momentum.ops.api.HumanEvents;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "webhooks",
        header = "Events to systems of record: how it goes, and what to do about it.",
        subcommands = {
            Webhooks.Shown.class,
            Webhooks.Pause.class,
            Webhooks.Resume.class,
            Webhooks.Test.class,
            Webhooks.Dead.class,
            Webhooks.Replay.class
        })
final class Webhooks implements Runnable {

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    Webhooks() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    /** A command about one subscription. */
    abstract static class OfOne extends ApiQuestion {

        @Parameters(paramLabel = "WEBHOOK", description = "Its name in the configuration.")
        private String webhook;

        @SuppressWarnings("NullAway.Init") // picocli fills in the fields
        OfOne() {}

        String path() {
            return "/v1/webhooks/" + ApiCalls.encode(webhook);
        }
    }

    @Command(
            name = "list",
            header = "Lists subscriptions: state, what was delivered, waits and was given up, and the last failure.",
            footerHeading = "%nExample:%n",
            footer = "  momentum webhooks list")
    static final class Shown extends ApiQuestion {
        @Override
        String ask(ApiCalls api) {
            return api.get("/v1/webhooks");
        }

        @Override
        String read(String answer) {
            return HumanEvents.webhooks(answer);
        }
    }

    @Command(
            name = "pause",
            header = "Sends nothing until it is resumed; what happens meanwhile is owed.",
            footerHeading = "%nExample:%n",
            footer = "  momentum webhooks pause crm --reason \"moves house\"")
    static final class Pause extends OfOne {

        @Option(names = "--reason", paramLabel = "TEXT", description = "Shown to whoever looks.")
        private String reason = "";

        @Override
        String ask(ApiCalls api) {
            return api.post(path() + "/pause?reason=" + ApiCalls.encode(reason), "{}");
        }

        @Override
        String read(String answer) {
            return HumanEvents.webhook(answer);
        }
    }

    @Command(
            name = "resume",
            header = "Goes on, whether it was paused or its receiver said 410.",
            footerHeading = "%nExamples:%n",
            footer = {"  momentum webhooks resume crm", "  momentum webhooks resume crm --skip"})
    static final class Resume extends OfOne {

        @Option(names = "--skip", description = "Only with what happens from now on, and what failed before.")
        private boolean skip;

        @Override
        String ask(ApiCalls api) {
            return api.post(path() + "/resume?skip=" + skip, "{}");
        }

        @Override
        String read(String answer) {
            return HumanEvents.webhook(answer);
        }
    }

    @Command(
            name = "test",
            header = "Sends an event that tells nothing, and says what came back.",
            footerHeading = "%nExample:%n",
            footer = "  momentum webhooks test crm")
    static final class Test extends OfOne {

        @Override
        String ask(ApiCalls api) {
            return api.post(path() + "/test", "{}");
        }

        @Override
        String read(String answer) {
            return HumanEvents.tested(answer);
        }

        @Override
        int exitCode(String answer) {
            return HumanEvents.isTaken(answer) ? ExitCode.OK : ExitCode.FAILED;
        }
    }

    @Command(
            name = "dead",
            header = "Lists events that were given up, with the last failure of each.",
            footerHeading = "%nExample:%n",
            footer = "  momentum webhooks dead crm")
    static final class Dead extends OfOne {

        @Option(names = "--after", paramLabel = "EVENT", description = "Goes on behind this one.")
        private String after = "";

        @Override
        String ask(ApiCalls api) {
            String cursor = after.isEmpty() ? "" : "&cursor=" + ApiCalls.encode(after);
            return api.get(path() + "/dead?limit=500" + cursor);
        }

        @Override
        String read(String answer) {
            return HumanEvents.dead(answer);
        }
    }

    @Command(
            name = "replay",
            header = "Tries dead letters again, all of them or some.",
            footerHeading = "%nExamples:%n",
            footer = {"  momentum webhooks replay crm", "  momentum webhooks replay crm ev_184467 ev_184470_1"})
    static final class Replay extends OfOne {

        @Parameters(index = "1..*", paramLabel = "EVENT", description = "Which; all without it.")
        private List<String> events = List.of();

        @Override
        String ask(ApiCalls api) {
            return api.post(path() + "/replay", HumanEvents.replay(events));
        }

        @Override
        String read(String answer) {
            return HumanEvents.replayed(answer);
        }
    }
}
