package io.momentum.ops.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "version",
        header = "Prints the versions of Momentum and of its JVM.",
        footerHeading = "%nExamples:%n",
        footer = {"  momentum version", "  momentum version --json"})
final class Version implements Callable<Integer>, IVersionProvider {

    @Spec
    private CommandSpec spec;

    @Mixin
    private AnswerForm form;

    @SuppressWarnings("NullAway.Init") // picocli fills in the fields
    Version() {}

    @Override
    public Integer call() {
        if (form.isJson())
            form.printJson(
                    Map.of("version", version(), "java", Runtime.version().toString()));
        else for (String line : getVersion()) spec.commandLine().getOut().println(line);
        return ExitCode.OK;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"momentum " + version(), "java " + Runtime.version()};
    }

    /** The version as the build wrote it down. */
    static String version() {
        try (InputStream in = Version.class.getResourceAsStream("/io/momentum/ops/version.properties")) {
            var properties = new Properties();
            if (in != null) properties.load(in);
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
