package io.momentum.ops.cli;

import io.momentum.ops.api.HumanText;
import picocli.CommandLine.Command;

@Command(
        name = "list",
        header = "Lists the connections that are recorded.",
        footerHeading = "%nExample:%n",
        footer = "  momentum record list")
final class RecordList extends ApiQuestion {

    @Override
    String ask(ApiCalls api) {
        return api.get("/v1/records");
    }

    @Override
    String read(String answer) {
        return HumanText.recorded(answer);
    }
}
