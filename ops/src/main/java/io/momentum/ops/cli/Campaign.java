package io.momentum.ops.cli;

import io.momentum.ops.api.HumanCampaigns;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "campaign",
        header = "Messages to many, and what became of them.",
        subcommands = {
            CampaignSend.class,
            Campaign.Shown.class,
            Campaign.Show.class,
            Campaign.Lint.class,
            Campaign.Pause.class,
            Campaign.Resume.class,
            Campaign.Cancel.class,
            Campaign.Review.class
        })
final class Campaign implements Runnable {

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    Campaign() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    /** A command about one campaign. */
    abstract static class OfOne extends ApiQuestion {

        @Parameters(paramLabel = "CAMPAIGN", description = "Its name.")
        private String campaign;

        @SuppressWarnings("NullAway.Init") // picocli fills in the fields
        OfOne() {}

        /** @param path of the campaign */
        abstract String ask(ApiCalls api, String path);

        @Override
        String ask(ApiCalls api) {
            return ask(api, pathOf(campaign));
        }
    }

    static String pathOf(String campaign) {
        return "/v1/campaigns/" + ApiCalls.encode(campaign);
    }

    @Command(
            name = "list",
            header = "Lists campaigns and how far they are.",
            footerHeading = "%nExample:%n",
            footer = "  momentum campaign list")
    static final class Shown extends ApiQuestion {
        @Override
        String ask(ApiCalls api) {
            return api.get("/v1/campaigns?limit=500");
        }

        @Override
        String read(String answer) {
            return HumanCampaigns.list(answer);
        }
    }

    @Command(
            name = "show",
            header = "Shows a campaign and how far it is.",
            footerHeading = "%nExample:%n",
            footer = "  momentum campaign show nov")
    static final class Show extends OfOne {
        @Override
        String ask(ApiCalls api, String path) {
            return api.get(path);
        }

        @Override
        String read(String answer) {
            return HumanCampaigns.campaign(answer);
        }
    }

    @Command(
            name = "lint",
            header = "Says what is wrong or doubtful about a campaign, and sends nothing.",
            footerHeading = "%nExample:%n",
            footer = "  momentum campaign lint nov")
    static final class Lint extends OfOne {
        @Override
        String ask(ApiCalls api, String path) {
            return api.post(path + "/lint", "{}");
        }

        @Override
        String read(String answer) {
            return HumanCampaigns.findings(answer);
        }
    }

    @Command(
            name = "pause",
            header = "Stops the sending until it is resumed.",
            footerHeading = "%nExample:%n",
            footer = "  momentum campaign pause nov")
    static final class Pause extends OfOne {
        @Override
        String ask(ApiCalls api, String path) {
            return api.post(path + "/pause", "{}");
        }

        @Override
        String read(String answer) {
            return HumanCampaigns.campaign(answer);
        }
    }

    @Command(
            name = "resume",
            header = "Goes on with those that have no message yet.",
            footerHeading = "%nExample:%n",
            footer = "  momentum campaign resume nov")
    static final class Resume extends OfOne {
        @Option(names = "--force", description = "Goes on in spite of what the linter calls an error.")
        private boolean force;

        @Override
        String ask(ApiCalls api, String path) {
            return api.post(path + "/resume?force=" + force, "{}");
        }

        @Override
        String read(String answer) {
            return HumanCampaigns.campaign(answer);
        }
    }

    @Command(
            name = "cancel",
            header = "Ends a campaign for good; what was accepted goes on.",
            footerHeading = "%nExample:%n",
            footer = "  momentum campaign cancel nov")
    static final class Cancel extends OfOne {
        @Override
        String ask(ApiCalls api, String path) {
            return api.post(path + "/cancel", "{}");
        }

        @Override
        String read(String answer) {
            return HumanCampaigns.campaign(answer);
        }
    }

    @Command(
            name = "review",
            header = "Says what became of a campaign's messages, by cause, with what to do.",
            footerHeading = "%nExample:%n",
            footer = "  momentum campaign review nov")
    static final class Review extends OfOne {
        @Override
        String ask(ApiCalls api, String path) {
            return api.get(path + "/review");
        }

        @Override
        String read(String answer) {
            return HumanCampaigns.review(answer);
        }
    }
}
