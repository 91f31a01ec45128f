package io.momentum.ops.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
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

    /** Keys that name what a section is of. */
    private static final Set<String> NAMES = Set.of("systemId", "id", "name");

    private final Source source;
    private final Node node;
    private final String path;
    private final Map<String, Node> keys;
    private final Map<String, Node> values;
    private final SortedSet<String> asked;
    private final Shown shown;

    /**
     * What is shown of a section where somebody asks what holds.
     *
     * @param path the keys that lead here, with names in the place of numbers; null where nothing is shown
     * @param silence what says what holds where the file says nothing
     */
    private record Shown(@Nullable String path, String silence) {
        Shown under(@Nullable String inner) {
            return new Shown(inner, silence);
        }
    }

    /**
     * Takes any node: one that is no mapping is reported, and read as if it were empty.
     *
     * @param path the keys that lead here, empty for the top of the file
     */
    Section(Source source, Node node, String path) {
        this(source, node, path, new Shown(path.replaceFirst("\\[]$", "") + label(path, node, 0), "default"));
    }

    private Section(Source source, Node node, String path, Shown shown) {
        this(source, node, path, new LinkedHashMap<>(), new LinkedHashMap<>(), new TreeSet<>(), shown);
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
            SortedSet<String> asked,
            Shown shown) {
        this.source = source;
        this.node = node;
        this.path = path;
        this.keys = keys;
        this.values = values;
        this.asked = asked;
        this.shown = shown;
    }

    /**
     * This section with its keys counted as another's: for keys that may stand in either.
     *
     * @param silence what says what holds where this section says nothing
     */
    Section as(String otherPath, String silence) {
        return new Section(source, node, otherPath, keys, values, asked, new Shown(shown.path, silence));
    }

    /** This section without a place among what holds: what it says is shown where it is taken up. */
    Section unlisted() {
        return new Section(source, node, path, keys, values, asked, new Shown(null, ""));
    }

    /** The name of an element of a list, else its number. */
    private static String label(String path, Node element, int number) {
        if (!path.endsWith("[]")) return "";
        if (element instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key
                        && tuple.getValueNode() instanceof ScalarNode value
                        && NAMES.contains(key.getValue())) return "[" + value.getValue() + "]";
            }
        }
        return "[" + (number + 1) + "]";
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
        return find(key) != null || isSurvey();
    }

    /** The key's value, or the fallback where it is absent or wrong. */
    <T> T value(String key, Function<String, T> parser, T fallback) {
        Optional<Placed<T>> found = optional(key, parser);
        if (found.isPresent()) return found.get().value();
        String written = written(parser, fallback);
        holds(key, written, shown.silence);
        asked().key(pathOf(key)).fallback = written;
        return fallback;
    }

    /** The key's value; empty where it is absent or wrong. */
    <T> Optional<Placed<T>> optional(String key, Function<String, T> parser) {
        Node value = find(key);
        asked().shape(pathOf(key), Asked.Shape.VALUE, Spelled.schemaOf(parser));
        if (value == null) return Optional.empty();
        Optional<Placed<T>> parsed = parse(key, value, parser);
        parsed.ifPresent(found -> holds(key, text(value), found.place()));
        return parsed;
    }

    /** The key's value; empty, and a problem, where it is absent or wrong. */
    <T> Optional<Placed<T>> required(String key, Function<String, T> parser) {
        if (find(key) == null) problem("'" + key + "' is missing");
        asked().key(pathOf(key)).required = true;
        return optional(key, parser);
    }

    /** The elements of a list; the wrong ones are left out. */
    <T> List<Placed<T>> list(String key, Function<String, T> parser) {
        asked().shape(pathOf(key), Asked.Shape.LIST, Spelled.schemaOf(parser));
        var elements = new ArrayList<Placed<T>>();
        for (Node element : sequence(key)) parse(key, element, parser).ifPresent(elements::add);
        holdsTree(key);
        return elements;
    }

    private Asked asked() {
        return source.reading().asked();
    }

    /** Whether all keys are asked for though none is there, to know which there are. */
    private boolean isSurvey() {
        return source.reading().isSurvey();
    }

    private void holds(String key, String value, String place) {
        if (shown.path != null) asked().holds(shownOf(key), value, place);
    }

    /** A list or a mapping as it is written, where it is. */
    private void holdsTree(String key) {
        Node value = values.get(key);
        if (value != null) holds(key, text(value), source.place(value));
    }

    private static <T> String written(Function<String, T> parser, T fallback) {
        return parser instanceof Spelled<T> spelled ? spelled.write(fallback) : Defaults.written(fallback);
    }

    /** What a file says, on one line. */
    private static String text(Node node) {
        return switch (node) {
            case ScalarNode scalar -> scalar.getValue().replace("\n", "\\n");
            case SequenceNode sequence ->
                sequence.getValue().stream().map(Section::text).collect(Collectors.joining(", ", "[", "]"));
            case MappingNode mapping ->
                mapping.getValue().stream()
                        .map(each -> text(each.getKeyNode()) + ": " + text(each.getValueNode()))
                        .collect(Collectors.joining(", ", "{ ", " }"));
            default -> "";
        };
    }

    /** One element of a list that may be a single value or a mapping. */
    final class Element {
        private final String key;
        private final Node at;
        private final int number;

        private Element(String key, Node at, int number) {
            this.key = key;
            this.at = at;
            this.number = number;
        }

        boolean isMapping() {
            return at instanceof MappingNode || isSurvey();
        }

        /** The value; empty for a mapping, and where it is wrong. */
        <T> Optional<Placed<T>> scalar(Function<String, T> parser) {
            return isMapping() ? Optional.empty() : parse(key, at, parser);
        }

        Section section() {
            return element(key, at, number);
        }
    }

    private Section element(String key, Node at, int number) {
        String path = pathOf(key) + "[]";
        return new Section(
                source, at, path, shown.under(shown.path == null ? null : shownOf(key) + label(path, at, number)));
    }

    /** The elements of a list of either kind. */
    List<Element> elements(String key) {
        asked().shape(pathOf(key), Asked.Shape.LIST, Spelled.schemaOf(text -> text));
        asked().shape(pathOf(key), Asked.Shape.MAPPINGS, Map.of());
        List<Node> elements = inSurvey(sequence(key));
        List<Element> all = new ArrayList<>();
        for (Node at : elements) all.add(new Element(key, at, all.size()));
        holdsTree(key);
        return all;
    }

    private List<Node> inSurvey(List<Node> elements) {
        return isSurvey() && elements.isEmpty() ? List.of(nothing()) : elements;
    }

    /** A mapping whose keys are words of the user's own; the wrong ones are left out. */
    <K, T> Map<K, T> map(String key, Function<String, K> keyParser, Function<String, T> parser) {
        asked().shape(pathOf(key), Asked.Shape.WORDS, Spelled.schemaOf(parser));
        var map = new LinkedHashMap<K, T>();
        Section section = mapping(key);
        holdsTree(key);
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
        asked().shape(pathOf(key), Asked.Shape.WORDS, Map.of());
        Section section = mapping(key);
        holdsTree(key);
        section.values.forEach((word, value) -> action.accept(word, new Placed<>(value, source, value)));
    }

    /** The mapping under a key, empty where it is absent. */
    Section section(String key) {
        asked().shape(pathOf(key), Asked.Shape.MAPPING, Map.of());
        return mapping(key);
    }

    private Section mapping(String key) {
        Node value = find(key);
        return new Section(
                source,
                value == null ? nothing() : value,
                pathOf(key),
                shown.under(shown.path == null ? null : shownOf(key)));
    }

    /** The mappings in the list under a key. */
    List<Section> sections(String key) {
        asked().shape(pathOf(key), Asked.Shape.MAPPINGS, Map.of());
        List<Section> all = new ArrayList<>();
        for (Node element : inSurvey(sequence(key))) all.add(element(key, element, all.size()));
        return all;
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
        asked().key(pathOf(key));
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

    private String shownOf(String key) {
        return shown.path == null || shown.path.isEmpty() ? key : shown.path + "." + key;
    }

    /** Stands for an absent mapping, at the place where it would be missed. */
    private Node nothing() {
        return new ScalarNode(Tag.NULL, true, "", ScalarStyle.PLAIN, node.getStartMark(), node.getEndMark());
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }
}
