package io.momentum.ops.cli;

import io.momentum.ops.config.ConfigException;
import io.momentum.ops.config.ConfigFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a journal is. Exactly one of the two options is given. */
final class JournalPlace {

    @Option(names = "--data-dir", paramLabel = "DIR", description = "The data directory.")
    private @Nullable Path dataDir;

    @Option(names = "--config", paramLabel = "FILE", description = "The configuration that names it.")
    private @Nullable Path config;

    Path directory() throws ConfigException {
        Path data = dataDir;
        if (data == null && config != null) data = ConfigFile.read(config).dataDir();
        if (data == null) throw new IllegalStateException("picocli asks for one of the two");
        Path journal = data.resolve("journal");
        if (!Files.isDirectory(journal)) throw new CommandFailed(ExitCode.FAILED, "there is no journal in " + data);
        return journal;
    }
}
