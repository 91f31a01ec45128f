package io.momentum.ops.webhook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A tree with places to be filled in: {@code {{data.contact.phone | default: unknown}}}. A place names members of the event and
 * filters; there are no loops, no code, and nothing that it could reach but the event. A value that is one place alone keeps its
 * kind (a number stays a number); what is not known leaves its member out. A mapping with {@code $if: PATH} is there only where
 * that is something. Immutable; equal where its tree is.
 */
public final class Template {

    private static final Pattern PLACE = Pattern.compile("\\{\\{(.*?)}}");
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_]+(\\.[A-Za-z0-9_]+)*");
    private static final String CONDITION = "$if";
    private static final int DEPTH_MAX = 16;

    private final Object tree;
    private final Part part;

    private sealed interface Part {}

    private record Constant(Object value) implements Part {}

    private record Place(String[] path, List<Filter> filters) implements Part {}

    private record Text(List<Part> pieces) implements Part {}

    private record Members(String[] condition, Map<String, Part> members) implements Part {}

    private record Elements(List<Part> elements) implements Part {}

    private Template(Object tree, Part part) {
        this.tree = tree;
        this.part = part;
    }

    /**
     * Out of texts, numbers, flags, lists and maps.
     *
     * @throws IllegalArgumentException with what is wrong with it
     */
    public static Template of(Object tree) {
        return new Template(tree, part(tree, 0));
    }

    private static Part part(@Nullable Object tree, int depth) {
        if (depth > DEPTH_MAX) throw new IllegalArgumentException("it is nested too deeply");
        return switch (tree) {
            case String text -> text(text);
            case List<?> list ->
                new Elements(list.stream().map(each -> part(each, depth + 1)).toList());
            case Map<?, ?> map -> members(map, depth);
            case null -> throw new IllegalArgumentException("a value is missing");
            default -> new Constant(tree);
        };
    }

    private static Part members(Map<?, ?> map, int depth) {
        String[] condition = {};
        Map<String, Part> members = new LinkedHashMap<>();
        for (Map.Entry<?, ?> member : map.entrySet()) {
            String name = String.valueOf(member.getKey());
            if (name.equals(CONDITION)) condition = path(String.valueOf(member.getValue()));
            else members.put(name, part(member.getValue(), depth + 1));
        }
        return new Members(condition, members);
    }

    private static Part text(String text) {
        List<Part> pieces = new ArrayList<>();
        Matcher place = PLACE.matcher(text);
        int from = 0;
        while (place.find()) {
            if (place.start() > from) pieces.add(new Constant(text.substring(from, place.start())));
            pieces.add(place(place.group(1)));
            from = place.end();
        }
        if (from < text.length()) pieces.add(new Constant(text.substring(from)));
        for (Part piece : pieces) {
            if (piece instanceof Constant(String rest) && rest.contains("{{"))
                throw new IllegalArgumentException("'{{' without '}}' in: " + text);
        }
        if (pieces.isEmpty()) return new Constant("");
        return pieces.size() == 1 ? pieces.getFirst() : new Text(pieces);
    }

    private static Part place(String inner) {
        String[] words = inner.split("\\|", -1);
        List<Filter> filters = new ArrayList<>();
        for (int i = 1; i < words.length; i++) filters.add(Filter.parse(words[i]));
        return new Place(path(words[0].strip()), filters);
    }

    private static String[] path(String text) {
        if (!PATH.matcher(text).matches())
            throw new IllegalArgumentException("'" + text + "' is no path such as data.contact.phone");
        return text.split("\\.", -1);
    }

    /** The tree filled in; empty where nothing of it is known. */
    public Optional<Object> fill(Map<String, ?> event) {
        return Optional.ofNullable(fill(part, event, Function.identity()));
    }

    /** A text filled in, each value made fit for where it comes to stand. */
    String text(Map<String, ?> event, Function<String, String> escape) {
        Object filled = fill(part, event, escape);
        return filled == null ? "" : String.valueOf(filled);
    }

    private static @Nullable Object fill(Part part, Map<String, ?> event, Function<String, String> escape) {
        return switch (part) {
            case Constant constant -> constant.value();
            case Place place -> {
                Object value = valueOf(place, event);
                yield value instanceof String text ? escape.apply(text) : value;
            }
            case Text text ->
                text.pieces().stream()
                        .map(piece -> fill(piece, event, escape))
                        .map(value -> value == null ? "" : String.valueOf(value))
                        .collect(Collectors.joining());
            case Members members -> members(members, event, escape);
            case Elements elements -> {
                List<Object> list = new ArrayList<>();
                for (Part element : elements.elements()) {
                    Object value = fill(element, event, escape);
                    if (value != null) list.add(value);
                }
                yield list;
            }
        };
    }

    private static @Nullable Object members(Members members, Map<String, ?> event, Function<String, String> escape) {
        if (members.condition().length > 0 && !isSomething(find(members.condition(), event))) return null;
        Map<String, Object> filled = new LinkedHashMap<>();
        members.members().forEach((name, part) -> {
            Object value = fill(part, event, escape);
            if (value != null) filled.put(name, value);
        });
        return filled;
    }

    private static boolean isSomething(@Nullable Object value) {
        return value != null && !value.equals(false) && !value.equals("");
    }

    private static @Nullable Object valueOf(Place place, Map<String, ?> event) {
        Object value = find(place.path(), event);
        for (Filter filter : place.filters()) value = filter.apply(value);
        return value;
    }

    /** The member at the end of a path; null where there is none. */
    static @Nullable Object find(String[] path, Map<?, ?> in) {
        Object at = in;
        for (String name : path) {
            if (!(at instanceof Map<?, ?> map)) return null;
            at = map.get(name);
        }
        return at;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Template template && tree.equals(template.tree);
    }

    @Override
    public int hashCode() {
        return tree.hashCode();
    }
}
