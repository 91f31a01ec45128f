package io.momentum.ops.cli;

import io.momentum.ops.api.HumanRetention;
import io.momentum.ops.api.HumanRetention.Standing;
import io.momentum.ops.config.ConfigException;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "retention",
        header = "Shows what is older than is kept, or lets it go now.",
        description = {
            "The process that runs lets it go once a day: messages where retention.messages says for how long they are kept, "
                    + "texts where retention.texts does, and the texts of erased contacts. Without an option: how the last pass went.",
            "A message stays whose contact has written, opted out or in, or is under legal hold, and that of a campaign. "
                    + "A text stays under legal hold, in conversations that go on, and where somebody opted out or in by it."
        },
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {"  momentum retention --dry-run", "  momentum retention --now"})
final class RetentionPass implements Callable<Integer> {

    private static final long LOOK_MILLIS = 300;

    @Mixin
    private ApiPlace place;

    @Mixin
    private AnswerForm form;

    @ArgGroup(exclusive = true)
    private Wish wish = new Wish();

    /** What is to be done. */
    static final class Wish {
        @Option(names = "--dry-run", description = "Shows what would go, by why the rest stays; changes nothing.")
        private boolean dryRun;

        @Option(names = "--now", description = "Lets it go now; what goes is gone for ever.")
        private boolean now;

        private Wish() {}
    }

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    RetentionPass() {}

    @Override
    public Integer call() throws ConfigException, InterruptedException {
        ApiCalls api = place.calls();
        String state = wish.dryRun || wish.now ? pass(api) : api.get("/v1/retention");
        form.print(state, HumanRetention::text);
        Standing standing = HumanRetention.standing(state);
        if (standing.isFailed()) throw new CommandFailed(ExitCode.FAILED, standing.error());
        return ExitCode.OK;
    }

    private String pass(ApiCalls api) throws InterruptedException {
        String state = api.post("/v1/retention", HumanRetention.request(wish.dryRun));
        String begun = HumanRetention.standing(state).startedAt();
        while (HumanRetention.standing(state).isRunning()) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            state = api.get("/v1/retention");
        }
        if (!HumanRetention.standing(state).startedAt().equals(begun))
            throw new CommandFailed(ExitCode.FAILED, "another pass was begun meanwhile");
        return state;
    }
}
