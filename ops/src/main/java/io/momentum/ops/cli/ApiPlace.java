package io.momentum.ops.cli;

import io.momentum.ops.api.LocalToken;
import io.momentum.ops.config.ConfigException;
import io.momentum.ops.config.ConfigFile;
import io.momentum.ops.config.MomentumConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the process that runs is, and what lets us in: what is typed, else what the configuration says, else the usual. */
final class ApiPlace {

    private static final String USUAL_URL = "http://127.0.0.1:8080";
    private static final Path USUAL_DATA_DIR = Path.of("/var/lib/momentum");
    private static final String TOKEN_VARIABLE = "MOMENTUM_TOKEN";

    @Option(names = "--api", paramLabel = "URL", description = "The admin API; " + USUAL_URL + " if nothing says more.")
    private @Nullable URI api;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = {
                "A token of admin.tokens. Better in the environment, as " + TOKEN_VARIABLE
                        + ": others see what is typed.",
                "Without one, the token that the process keeps in its data directory for its own user."
            })
    private @Nullable String token;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration, for the address and the data directory.")
    private @Nullable Path config;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "The data directory, for the token; /var/lib/momentum if nothing says more.")
    private @Nullable Path dataDir;

    /** Looks everything up. */
    ApiCalls calls() throws ConfigException {
        Optional<MomentumConfig> read = config == null ? Optional.empty() : Optional.of(ConfigFile.read(config));
        URI url = api != null
                ? api
                : URI.create(read.map(each -> url(each.admin().listen())).orElse(USUAL_URL));
        Path data =
                dataDir != null ? dataDir : read.map(MomentumConfig::dataDir).orElse(USUAL_DATA_DIR);
        return new ApiCalls(url.toString().replaceAll("/+$", ""), token(data));
    }

    /** Where an API that listens there is reached from this host. */
    static String url(InetSocketAddress listen) {
        boolean everywhere = listen.getAddress() == null || listen.getAddress().isAnyLocalAddress();
        String host = everywhere ? "127.0.0.1" : listen.getHostString();
        return "http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, listen.getPort());
    }

    private String token(Path data) {
        if (token != null) return token;
        String inEnvironment = System.getenv(TOKEN_VARIABLE);
        if (inEnvironment != null && !inEnvironment.isBlank()) return inEnvironment.strip();
        try {
            return LocalToken.read(data).orElseThrow(() -> noToken("there is none in " + data));
        } catch (IOException e) {
            throw noToken("that in " + data + " cannot be read by this user");
        }
    }

    private static CommandFailed noToken(String why) {
        return new CommandFailed(
                ExitCode.USAGE,
                "no token: give one with --token or " + TOKEN_VARIABLE
                        + ", or name the process with --data-dir or --config (" + why + ")");
    }
}
