package io.momentum.ops.cli;

import io.momentum.ops.api.HumanSuppressions;
import io.momentum.ops.api.HumanText;
import io.momentum.ops.config.ConfigException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands about opt-outs that leave a doubt, that were none, or that have to be shown. */
final class SuppressReview {

    private SuppressReview() {}

    @Command(
            name = "held",
            header = "Lists subscribers who may have opted out.",
            description = {
                "Advertising to them waits until somebody confirms or dismisses it; at the deadline it counts as an"
                        + " opt-out.",
                "Columns: number, scope, deadline, rule, what the subscriber wrote. Those first whose deadline is"
                        + " first."
            },
            footerHeading = "%nExample:%n",
            footer = "  momentum suppress held")
    static final class Held implements Callable<Integer> {

        @Mixin
        private Suppress.Where where;

        @Mixin
        private AnswerForm form;

        @SuppressWarnings("NullAway.Init") // picocli fills in the fields
        Held() {}

        @Override
        public Integer call() throws ConfigException {
            form.printPages(where.calls(), "/v1/suppressions/held?limit=500", HumanSuppressions::held);
            return ExitCode.OK;
        }
    }

    @Command(
            name = "confirm",
            header = "Says that a subscriber has opted out.",
            footerHeading = "%nExample:%n",
            footer = "  momentum suppress confirm +15550100 --reason \"means our texts\"")
    static final class Confirm extends Decision {

        @Override
        String decision() {
            return "confirm";
        }
    }

    @Command(
            name = "dismiss",
            header = "Says that a subscriber has not opted out.",
            footerHeading = "%nExample:%n",
            footer = "  momentum suppress dismiss +15550100 --reason \"means the calls of another firm\"")
    static final class Dismiss extends Decision {

        @Override
        String decision() {
            return "dismiss";
        }
    }

    /** What the two have in common. */
    abstract static class Decision implements Callable<Integer> {

        @Mixin
        private Suppress.Where where;

        @Parameters(paramLabel = "NUMBER", description = "In international form.")
        private String number;

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Kept in the journal.")
        private String reason;

        @SuppressWarnings("NullAway.Init") // picocli fills in the fields
        Decision() {}

        abstract String decision();

        @Override
        public Integer call() throws ConfigException {
            Map<String, String> body = new LinkedHashMap<>();
            body.put("decision", decision());
            body.put("reason", reason);
            String named = where.scope();
            if (named != null) body.put("scope", named);
            where.calls().post(where.pathOf(number) + "/review", HumanText.json(body));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "undo",
            header = "Opens a number whose words were no opt-out.",
            description = {
                "Only what rules, a reviewer or time took for an opt-out, never a keyword, a registry or a carrier's"
                        + " report.",
                "After a confirmation has gone out it takes a proof."
            },
            footerHeading = "%nExample:%n",
            footer = "  momentum suppress undo +15550100 --scope account:acme --reason \"asked for fewer\" --proof"
                    + " call-4711")
    static final class Undo implements Callable<Integer> {

        @Mixin
        private Suppress.Where where;

        @Parameters(paramLabel = "NUMBER", description = "In international form.")
        private String number;

        @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Kept in the journal.")
        private String reason;

        @Option(names = "--proof", paramLabel = "TEXT", description = "What the subscriber has said since.")
        private @Nullable String proof;

        @SuppressWarnings("NullAway.Init") // picocli fills in the fields
        Undo() {}

        @Override
        public Integer call() throws ConfigException {
            Map<String, String> body = new LinkedHashMap<>();
            body.put("reason", reason);
            String named = where.scope();
            if (named != null) body.put("scope", named);
            if (proof != null) body.put("proof", proof);
            where.calls().post(where.pathOf(number) + "/undo", HumanText.json(body));
            return ExitCode.OK;
        }
    }

    @Command(
            name = "proof",
            header = "Prints all that the journal says about a number's opt-outs, as JSON.",
            description = {
                "Each fact with its sequence number and time, what the subscriber wrote, and what became of each"
                        + " message.",
                "Nothing in it is masked: keep it accordingly."
            },
            footerHeading = "%nExample:%n",
            footer = "  momentum suppress proof +15550100")
    static final class Proof implements Callable<Integer> {

        @Mixin
        private Suppress.Where where;

        @Parameters(paramLabel = "NUMBER", description = "In international form.")
        private String number;

        @SuppressWarnings("NullAway.Init") // picocli fills in the fields
        Proof() {}

        @Override
        public Integer call() throws ConfigException {
            PrintWriter out = where.out();
            out.println(HumanText.pretty(where.calls().get(where.pathOf(number) + "/proof")));
            out.flush();
            return ExitCode.OK;
        }
    }
}
