package io.momentum.ops.cli;

import io.momentum.ops.api.HumanText;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * How a command prints what it found or was told: as people read it, or as JSON. The members of JSON are called as the
 * API calls them, whether the answer is the API's or was made here.
 */
final class AnswerForm {

    private enum Output {
        TABLE,
        JSON
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--json", description = "As JSON, with the names that the API has.")
    private boolean json;

    /** What some commands understood before all had --json. */
    @Option(names = "--output", paramLabel = "FORM", defaultValue = "table", hidden = true)
    private Output output;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    AnswerForm() {}

    boolean isJson() {
        return json || output == Output.JSON;
    }

    /**
     * Prints an answer of the API.
     *
     * @param answer a JSON object
     * @param read makes of it what people read, with its line ends
     */
    void print(String answer, UnaryOperator<String> read) {
        PrintWriter out = out();
        if (isJson()) out.println(HumanText.pretty(answer));
        else out.print(read.apply(answer));
        out.flush();
    }

    /**
     * Prints all pages of a list as they come, so that a long one takes no memory: as JSON one object whose items are
     * those of all pages, a line each.
     *
     * @param path of the first page, with a parameter
     */
    void printPages(ApiCalls api, String path, UnaryOperator<String> read) {
        PrintWriter out = out();
        Optional<String> page = Optional.of(api.get(path));
        String before = "{\"items\": [\n";
        while (page.isPresent() && !out.checkError()) {
            if (!isJson()) out.print(read.apply(page.get()));
            else
                for (String item : HumanText.itemLines(page.get())) {
                    out.print(before + item);
                    before = ",\n";
                }
            page = HumanText.next(page.get()).map(cursor -> api.get(path + "&cursor=" + ApiCalls.encode(cursor)));
        }
        if (isJson()) out.println(before.startsWith(",") ? "\n]}" : before + "]}");
        out.flush();
    }

    /** Prints what was found without the API, of maps, lists and values, as JSON. */
    void printJson(Map<String, ?> found) {
        out().println(HumanText.pretty(found));
        out().flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
