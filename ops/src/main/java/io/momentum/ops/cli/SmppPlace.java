package io.momentum.ops.cli;

import io.momentum.store.value.SystemId;
import picocli.CommandLine.Option;

/** The options of whom an ESME binds to, and as whom. */
final class SmppPlace {

    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "The SMPP server. Default: ${DEFAULT-VALUE}.")
    private String host;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "2775",
            description = "Its port. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--system-id",
            paramLabel = "SYSTEM_ID",
            required = true,
            description = "As in the server's configuration.")
    private SystemId systemId;

    @Option(names = "--password", paramLabel = "SECRET", defaultValue = "", description = "Default: none.")
    private String password;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    SmppPlace() {}

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    String systemId() {
        return systemId.value();
    }

    String password() {
        return password;
    }
}
