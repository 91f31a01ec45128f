package io.momentum.ops.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One mapping of the file. Asking for a key makes it known, and {@link #end} reports the keys that nobody asked for. A wrong
 * value is reported and answered with the fallback, so that reading goes on to the next mistake.
 */
final class Section {

    private final Source source;
    private final Node node;
    private final String path;
    private final Map<String, Node> keys;
    private final Map<String, Node> values;
    private final SortedSet<String> asked;

    /**
     * Takes any node: one that is no mapping is reported, and read as if it were empty.
     *
     * @param path the keys that lead here, empty for the top of the file
     */
    Section(Source source, Node node, String path) {
        this(source, node, path, new LinkedHashMap<>(), new LinkedHashMap<>(), new TreeSet<>());
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(this::add);
        } else if (!isNull(node)) {
            source.problem(node, (path.isEmpty() ? "the file" : path) + " must be a mapping of keys to values");
        }
    }

    private Section(
            Source source,
            Node node,
            String path,
            Map<String, Node> keys,
            Map<String, Node> values,
            SortedSet<String> asked) {
        this.source = source;
        this.node = node;
        this.path = path;
        this.keys = keys;
        this.values = values;
        this.asked = asked;
    }

    /** This section with its keys counted as another's: for keys that may stand in either. */
    Section as(String otherPath) {
        return new Section(source, node, otherPath, keys, values, asked);
    }

    private void add(NodeTuple tuple) {
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            source.problem(tuple.getKeyNode(), "a key must be a word");
            return;
        }
        Node first = keys.putIfAbsent(key.getValue(), key);
        if (first == null) {
            values.put(key.getValue(), tuple.getValueNode());
            return;
        }
        source.problem(key, "duplicate key '%s', first at %s".formatted(key.getValue(), source.place(first)));
    }

    Source source() {
        return source;
    }

    /** How many keys are there, known or not. */
    int size() {
        return keys.size();
    }

    /** The keys that were asked for so far. */
    String knownKeys() {
        return String.join(", ", asked);
    }

    /** Whether a list is there that has nothing in it. */
    boolean isEmptyList(String key) {
        return values.get(key) instanceof SequenceNode sequence
                && sequence.getValue().isEmpty();
    }

    boolean has(String key) {
        return find(key) != null;
    }

    /** The key's value, or the fallback where it is absent or wrong. */
    <T> T value(String key, Function<String, T> parser, T fallback) {
        return optional(key, parser).map(Placed::value).orElse(fallback);
    }

    /** The key's value; empty where it is absent or wrong. */
    <T> Optional<Placed<T>> optional(String key, Function<String, T> parser) {
        Node value = find(key);
        return value == null ? Optional.empty() : parse(key, value, parser);
    }

    /** The key's value; empty, and a problem, where it is absent or wrong. */
    <T> Optional<Placed<T>> required(String key, Function<String, T> parser) {
        if (!has(key)) problem("'" + key + "' is missing");
        return optional(key, parser);
    }

    /** The elements of a list; the wrong ones are left out. */
    <T> List<Placed<T>> list(String key, Function<String, T> parser) {
        var elements = new ArrayList<Placed<T>>();
        for (Node element : sequence(key)) parse(key, element, parser).ifPresent(elements::add);
        return elements;
    }

    /** One element of a list that may be a single value or a mapping. */
    final class Element {
        private final String key;
        private final Node at;

        private Element(String key, Node at) {
            this.key = key;
            this.at = at;
        }

        boolean isMapping() {
            return at instanceof MappingNode;
        }

        /** The value; empty for a mapping, and where it is wrong. */
        <T> Optional<Placed<T>> scalar(Function<String, T> parser) {
            return isMapping() ? Optional.empty() : parse(key, at, parser);
        }

        Section section() {
            return new Section(source, at, pathOf(key) + "[]");
        }
    }

    /** The elements of a list of either kind. */
    List<Element> elements(String key) {
        return sequence(key).stream().map(at -> new Element(key, at)).toList();
    }

    /** A mapping whose keys are words of the user's own; the wrong ones are left out. */
    <K, T> Map<K, T> map(String key, Function<String, K> keyParser, Function<String, T> parser) {
        var map = new LinkedHashMap<K, T>();
        Section section = section(key);
        section.keys.forEach((word, at) -> {
            Optional<Placed<K>> name = section.parse(word, at, keyParser);
            Optional<Placed<T>> value = section.parse(word, section.values.getOrDefault(word, at), parser);
            if (name.isPresent() && value.isPresent())
                map.put(name.get().value(), value.get().value());
        });
        return map;
    }

    /** Shows a mapping whose keys are words of the user's own, with values of any kind. */
    void each(String key, BiConsumer<String, Placed<Node>> action) {
        Section section = section(key);
        section.values.forEach((word, value) -> action.accept(word, new Placed<>(value, source, value)));
    }

    /** The mapping under a key, empty where it is absent. */
    Section section(String key) {
        Node value = find(key);
        return new Section(source, value == null ? nothing() : value, pathOf(key));
    }

    /** The mappings in the list under a key. */
    List<Section> sections(String key) {
        return sequence(key).stream()
                .map(element -> new Section(source, element, pathOf(key) + "[]"))
                .toList();
    }

    void problem(String message) {
        source.problem(node, message);
    }

    /** Says what is wrong with a key's value. */
    void problem(String key, String message) {
        source.problem(values.getOrDefault(key, node), key + ": " + message);
    }

    /** To be called once all keys have been asked for. */
    void end() {
        keys.forEach((key, at) -> {
            if (asked.contains(key)) return;
            String hint = Similar.to(key, asked)
                    .map(" (did you mean '%s'?)"::formatted)
                    .orElse(", known here: " + knownKeys());
            source.problem(at, "unknown key '" + key + "'" + hint);
        });
    }

    private @Nullable Node find(String key) {
        asked.add(key);
        source.reading().asked(pathOf(key));
        return values.get(key);
    }

    private List<Node> sequence(String key) {
        Node value = find(key);
        if (value == null || isNull(value)) return List.of();
        if (value instanceof SequenceNode sequence) return sequence.getValue();
        source.problem(value, key + ": must be a list");
        return List.of();
    }

    /** Reads a value that the caller has found. */
    <T> Optional<Placed<T>> parse(String key, Node value, Function<String, T> parser) {
        if (!(value instanceof ScalarNode scalar)) {
            source.problem(value, key + ": must be a single value");
            return Optional.empty();
        }
        if (isNull(value)) {
            source.problem(value, key + ": has no value");
            return Optional.empty();
        }
        try {
            return Optional.of(new Placed<>(parser.apply(scalar.getValue()), source, value));
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            source.problem(value, message.startsWith(key + ": ") ? message : key + ": " + message);
            return Optional.empty();
        }
    }

    private String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /** Stands for an absent mapping, at the place where it would be missed. */
    private Node nothing() {
        return new ScalarNode(Tag.NULL, true, "", ScalarStyle.PLAIN, node.getStartMark(), node.getEndMark());
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }
}
