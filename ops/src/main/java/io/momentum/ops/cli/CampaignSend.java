package io.momentum.ops.cli;

import io.momentum.ops.api.HumanCampaigns;
import io.momentum.ops.config.ConfigException;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "send",
        header = "Sends a text to all numbers of a file.",
        description = {
            "{name} in the text is filled from the column of that name, or from what is known of the contact;"
                    + " {name|friend} where",
            "neither knows it. Shows first what would be sent, and asks. Ctrl-C pauses the campaign. The process sends"
                    + " it: it",
            "goes on when the process is stopped and started again, and nobody gets it twice."
        },
        footerHeading = "%nExample:%n",
        footer = "  momentum campaign send visits.csv --campaign nov --account acme --from 890123 --template \"Hello"
                + " {name}\"")
final class CampaignSend implements Callable<Integer> {

    private static final long LOOK_MILLIS = 500;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ApiPlace place;

    @Mixin
    private RowFile file;

    @Option(names = "--campaign", required = true, paramLabel = "NAME", description = "What it is called.")
    private String campaign;

    @Option(names = "--template", required = true, paramLabel = "TEXT", description = "The text.")
    private String template;

    @Option(names = "--account", required = true, paramLabel = "SYSTEM_ID", description = "On whose behalf.")
    private String account;

    @Option(names = "--from", required = true, paramLabel = "SENDER", description = "The number or name it comes from.")
    private String from;

    @Option(names = "--program", paramLabel = "NAME", description = "The name by which people know who writes.")
    private @Nullable String program;

    @Option(
            names = "--category",
            paramLabel = "KIND",
            description = "marketing, reminder, collections, service, alert or other.")
    private @Nullable String category;

    @Option(
            names = "--gsm7",
            paramLabel = "LEVEL",
            description =
                    "Make texts fit the GSM 7-bit alphabet where all of one then does: typography (quotes, dashes,"
                            + " blanks) or letters (accents too).")
    private @Nullable String gsm7;

    @Option(names = "--pace", paramLabel = "N", description = "Messages a second; as fast as it can without.")
    private @Nullable Double pace;

    @Option(names = "--cost", paramLabel = "AMOUNT", description = "What a part costs, to say what all of it will.")
    private @Nullable Double cost;

    @Option(names = "--yes", description = "Does not ask.")
    private boolean yes;

    @Option(names = "--force", description = "Sends it in spite of what the linter calls an error.")
    private boolean force;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    CampaignSend() {}

    @Override
    public Integer call() throws ConfigException, IOException, InterruptedException {
        ApiCalls api = place.calls();
        PrintWriter out = spec.commandLine().getOut();
        String path = Campaign.pathOf(campaign);
        api.put(path, HumanCampaigns.definition(texts(), pace));
        String report = file.take(api, path + "/recipients");
        out.print(HumanCampaigns.importReport(report));
        if (file.isDryRun()) {
            out.flush();
            return ExitCode.OK;
        }
        String preview = api.post(path + "/preview", "{}");
        out.print(HumanCampaigns.preview(preview, cost));
        out.flush();
        if (HumanCampaigns.hasErrors(preview) && !force)
            throw new CommandFailed(ExitCode.FAILED, "not sent: it has errors; --force sends it all the same");
        if (!yes && !agreed()) {
            out.println("Not sent. Without a question: --yes");
            out.flush();
            return ExitCode.FAILED;
        }
        api.post(path + "/send?force=" + force, "{}");
        return watch(api, path, out);
    }

    private Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("account", account);
        texts.put("sender", from);
        texts.put("text", template);
        if (program != null) texts.put("program", program);
        if (gsm7 != null) texts.put("gsm7", gsm7.toLowerCase(Locale.ROOT));
        if (category != null) texts.put("category", category.toLowerCase(Locale.ROOT));
        return texts;
    }

    private static boolean agreed() {
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console -> console.readLine("Send it? [y/N] "))
                .filter(answer -> answer.strip().toLowerCase(Locale.ROOT).startsWith("y"))
                .isPresent();
    }

    /** Shows how far it is until it has ended; whoever breaks it off pauses the campaign. */
    private int watch(ApiCalls api, String path, PrintWriter out) throws InterruptedException {
        var ended = new AtomicBoolean();
        var pause = new Thread(() -> {
            if (ended.get()) return;
            api.post(path + "/pause", "{}");
            out.printf("%nPaused. Go on with: momentum campaign resume %s%n", campaign);
            out.flush();
        });
        Runtime.getRuntime().addShutdownHook(pause);
        String shown = "";
        while (true) {
            String now = api.get(path);
            String line = HumanCampaigns.progress(now);
            if (!line.equals(shown)) out.println(line);
            out.flush();
            shown = line;
            if (!HumanCampaigns.isRunning(now)) break;
            Thread.sleep(LOOK_MILLIS);
        }
        ended.set(true);
        Runtime.getRuntime().removeShutdownHook(pause);
        return ExitCode.OK;
    }
}
