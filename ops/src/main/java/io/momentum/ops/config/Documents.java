package io.momentum.ops.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Makes trees of YAML texts, and writes down what is wrong with them. */
final class Documents {

    private static final LoadSettings SETTINGS = LoadSettings.builder().build();

    private final Reading reading;

    Documents(Reading reading) {
        this.reading = reading;
    }

    /** What relative paths in the configuration start from. */
    Path directory() {
        return reading.directory();
    }

    /** The file's tree; empty where it has none, or where it is no YAML, which is a problem. */
    Optional<Placed<Node>> parse(Path path) {
        return text(path).flatMap(text -> parse(path.toString(), text));
    }

    /**
     * The text's tree, as of a file.
     *
     * @param name where the text is from, for messages
     */
    Optional<Placed<Node>> parse(String name, String text) {
        var source = new Source(name, text, reading);
        try {
            return new Compose(SETTINGS).composeString(text).map(node -> new Placed<>(node, source, node));
        } catch (MarkedYamlEngineException e) {
            source.problem(
                    e.getProblemMark().or(e::getContextMark), Objects.requireNonNullElse(e.getProblem(), "not YAML"));
        } catch (YamlEngineException e) {
            source.problem(Objects.requireNonNullElse(e.getMessage(), "not YAML"));
        }
        return Optional.empty();
    }

    /** The tree as a section, empty where there is no tree. */
    Section section(String name, Optional<Placed<Node>> tree, String path) {
        return tree.map(found -> new Section(found.source(), found.node(), path))
                .orElseGet(() -> new Section(new Source(name, "", reading), nothing(), path));
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

    private static Node nothing() {
        return new ScalarNode(Tag.NULL, "", ScalarStyle.PLAIN);
    }
}
