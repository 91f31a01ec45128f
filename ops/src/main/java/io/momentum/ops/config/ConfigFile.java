package io.momentum.ops.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads the configuration: one file, and beside it {@code accounts.d/*.yaml} and {@code carriers.d/*.yaml}, each with one
 * account or carrier or a list of them, and {@code profiles/*.yaml} for the carriers that name them.
 */
public final class ConfigFile {

    private final Path file;
    private final Reading reading;
    private final Documents documents;

    private ConfigFile(Path file, Map<String, String> environment, boolean survey) {
        this.file = file;
        this.reading = new Reading(directory(file), environment, survey);
        this.documents = new Documents(reading);
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
        var config = new ConfigFile(file, environment, false);
        return config.sound();
    }

    /**
     * Reads and checks everything, and says what holds: each key with where it is said.
     *
     * @throws ConfigException with all that is wrong
     */
    public static Effective effective(Path file) throws ConfigException {
        var config = new ConfigFile(file, System.getenv(), false);
        config.sound();
        return new Effective(config.reading.asked().all().stream()
                .map(each -> new Effective.Line(each.path(), each.value(), each.place()))
                .toList());
    }

    private MomentumConfig sound() throws ConfigException {
        MomentumConfig result = read();
        if (reading.problems().isEmpty()) return result;
        throw new ConfigException(reading.problems().stream().sorted().toList());
    }

    /** All that a configuration may say, learned by reading one that says nothing. */
    static Asked survey() {
        var config = new ConfigFile(Path.of("/nowhere/momentum.yaml"), Map.of(), true);
        config.read();
        return config.reading.asked();
    }

    /** The keys that reading a file asked for, whether they are there or not. */
    static List<String> keysOf(Path file) {
        var config = new ConfigFile(file, Map.of(), false);
        config.read();
        return List.copyOf(config.reading.asked().keys().keySet());
    }

    private MomentumConfig read() {
        var accounts = new Accounts(new PolicyPacks(documents));
        var carriers = new Carriers(new Profiles(documents));
        parts("accounts", accounts::read);
        parts("carriers", carriers::read);
        Section top = documents.section(file.toString(), documents.parse(file), "");
        return new Top(top, accounts, carriers, new Mappings(documents)).read();
    }

    private void parts(String name, Consumer<Section> reader) {
        Path directory = reading.directory().resolve(name + ".d");
        if (!Files.isDirectory(directory)) return;
        for (Path part : list(directory)) {
            if (part.toString().endsWith(".yml")) {
                new Source(part.toString(), "", reading).problem("only files named *.yaml are read here");
            }
            if (!part.toString().endsWith(".yaml")) continue;
            documents.parse(part).ifPresent(tree -> sections(tree, name + "[]").forEach(reader));
        }
    }

    private static Stream<Section> sections(Placed<Node> tree, String path) {
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

    private static Path directory(Path file) {
        return Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file.toAbsolutePath());
    }
}
