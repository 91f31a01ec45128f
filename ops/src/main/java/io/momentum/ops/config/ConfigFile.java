package io.momentum.ops.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads the configuration: one file, and beside it {@code accounts.d/*.yaml} and {@code carriers.d/*.yaml}, each with one
 * account or carrier or a list of them.
 */
public final class ConfigFile {

    private static final LoadSettings SETTINGS = LoadSettings.builder().build();

    private final Path file;
    private final Reading reading;

    private ConfigFile(Path file, Map<String, String> environment) {
        this.file = file;
        this.reading = new Reading(directory(file), environment);
    }

    /**
     * Reads and checks everything.
     *
     * @throws ConfigException with all that is wrong
     */
    public static MomentumConfig read(Path file) throws ConfigException {
        return read(file, System.getenv());
    }

    static MomentumConfig read(Path file, Map<String, String> environment) throws ConfigException {
        var config = new ConfigFile(file, environment);
        MomentumConfig result = config.read();
        if (config.reading.problems().isEmpty()) return result;
        throw new ConfigException(config.reading.problems().stream().sorted().toList());
    }

    /** The keys that reading a file asked for, whether they are there or not. */
    static List<String> keysOf(Path file) {
        var config = new ConfigFile(file, Map.of());
        config.read();
        return List.copyOf(config.reading.keys());
    }

    private MomentumConfig read() {
        var accounts = new Accounts();
        var carriers = new Carriers();
        parts("accounts", accounts::read);
        parts("carriers", carriers::read);
        Section top = parse(file)
                .map(tree -> new Section(tree.source(), tree.node(), ""))
                .orElseGet(() -> nothing(file));
        return new Top(top, accounts, carriers).read();
    }

    private void parts(String name, Consumer<Section> reader) {
        Path directory = reading.directory().resolve(name + ".d");
        if (!Files.isDirectory(directory)) return;
        for (Path part : list(directory)) {
            if (part.toString().endsWith(".yml")) {
                new Source(part.toString(), "", reading).problem("only files named *.yaml are read here");
            }
            if (!part.toString().endsWith(".yaml")) continue;
            parse(part).ifPresent(tree -> sections(tree, name + "[]").forEach(reader));
        }
    }

    private static Stream<Section> sections(Placed<String> tree, String path) {
        if (!(tree.node() instanceof SequenceNode sequence))
            return Stream.of(new Section(tree.source(), tree.node(), path));
        return sequence.getValue().stream().map(node -> new Section(tree.source(), node, path));
    }

    private List<Path> list(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        } catch (IOException | UncheckedIOException e) {
            new Source(directory.toString(), "", reading).problem("cannot be listed: " + e.getMessage());
            return List.of();
        }
    }

    /** The file's tree; empty where it has none, or where it is no YAML, which is a problem. */
    private Optional<Placed<String>> parse(Path path) {
        Optional<String> text = text(path);
        if (text.isEmpty()) return Optional.empty();
        var source = new Source(path.toString(), text.get(), reading);
        try {
            return new Compose(SETTINGS).composeString(text.get()).map(node -> new Placed<>(text.get(), source, node));
        } catch (MarkedYamlEngineException e) {
            source.problem(
                    e.getProblemMark().or(e::getContextMark), Objects.requireNonNullElse(e.getProblem(), "not YAML"));
        } catch (YamlEngineException e) {
            source.problem(Objects.requireNonNullElse(e.getMessage(), "not YAML"));
        }
        return Optional.empty();
    }

    private Optional<String> text(Path path) {
        var nowhere = new Source(path.toString(), "", reading);
        try {
            return Optional.of(Files.readString(path));
        } catch (CharacterCodingException e) {
            nowhere.problem("is not UTF-8");
        } catch (IOException e) {
            nowhere.problem(FileProblems.explain(path, e));
        }
        return Optional.empty();
    }

    private Section nothing(Path path) {
        var empty = new ScalarNode(Tag.NULL, "", ScalarStyle.PLAIN);
        return new Section(new Source(path.toString(), "", reading), empty, "");
    }

    private static Path directory(Path file) {
        return Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file.toAbsolutePath());
    }
}
