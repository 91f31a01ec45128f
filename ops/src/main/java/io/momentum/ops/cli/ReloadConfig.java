package io.momentum.ops.cli;

import io.momentum.ops.api.HumanConfig;
import io.momentum.ops.api.HumanText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "reload",
        header = "Lets the gateway that runs read its configuration again, and says what is another now.",
        description = "All or nothing: with a mistake in it nothing changes, and the command fails with all mistakes.",
        footerHeading = "%nExample:%n",
        footer = "  momentum reload --config /etc/momentum/momentum.yaml")
final class ReloadConfig extends ApiQuestion {

    @Option(names = "--output", paramLabel = "FORM", defaultValue = "table", description = "table or json.")
    private Output output;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    ReloadConfig() {}

    @Override
    String ask(ApiCalls api) {
        String answer = api.post("/v1/config/reload", "");
        return output == Output.JSON ? HumanText.pretty(answer) + System.lineSeparator() : HumanConfig.reload(answer);
    }
}
