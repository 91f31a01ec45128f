package io.momentum.ops.cli;

import io.momentum.ops.api.HumanConfig;
import picocli.CommandLine.Command;

@Command(
        name = "reload",
        header = "Lets the gateway that runs read its configuration again, and says what is another now.",
        description = "All or nothing: with a mistake in it nothing changes, and the command fails with all mistakes.",
        footerHeading = "%nExample:%n",
        footer = "  momentum reload --config /etc/momentum/momentum.yaml")
final class ReloadConfig extends ApiQuestion {

    @Override
    String ask(ApiCalls api) {
        return api.post("/v1/config/reload", "");
    }

    @Override
    String read(String answer) {
        return HumanConfig.reload(answer);
    }
}
