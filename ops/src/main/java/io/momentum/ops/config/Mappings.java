package io.momentum.ops.config;

import io.momentum.ops.event.EventType;
import io.momentum.ops.event.TypeFilter;
import io.momentum.ops.webhook.Mapping;
import io.momentum.ops.webhook.Mapping.Form;
import io.momentum.ops.webhook.Template;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** The forms in which systems of record take events: {@code webhooks/NAME.yaml} beside the configuration, or shipped. */
final class Mappings {

    private static final String KEYS = "mapping";
    private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH");

    private final Library files;
    private final Map<String, Optional<Mapping>> read = new HashMap<>();

    Mappings(Documents documents) {
        files = new Library(documents, "form of events", "webhooks");
    }

    Optional<Mapping> find(Placed<String> name) {
        return read.computeIfAbsent(name.value(), id -> {
            Optional<Section> section = files.find(id, KEYS);
            if (section.isEmpty()) files.isMissing(name);
            return section.map(found -> mapping(id, found));
        });
    }

    private static Mapping mapping(String name, Section section) {
        section.required("source", Values.visible(1, 500));
        String contentType = section.value("contentType", Values.visible(3, 100), "application/json");
        Map<String, Template> headers = new LinkedHashMap<>();
        section.map("headers", Mappings::headerName, text -> Template.of((Object) text))
                .forEach(headers::put);
        String acknowledge = section.value("acknowledge", Values.visible(1, 100), "");
        Map<EventType, Form> forms = new EnumMap<>(EventType.class);
        for (Section each : section.sections("forms")) form(each, forms);
        if (forms.isEmpty()) section.problem("forms", "must have a form for at least one type");
        section.end();
        return new Mapping(name, contentType, headers, forms, acknowledge);
    }

    private static void form(Section section, Map<EventType, Form> forms) {
        List<String> words = new ArrayList<>();
        for (var word : section.list("types", Mappings::type)) words.add(word.value());
        if (words.isEmpty()) section.problem("types", "must name at least one");
        String method = section.value("method", Mappings::method, "POST");
        Template path = section.value("path", text -> Template.of((Object) text), Template.of(""));
        Map<String, Object> body = new LinkedHashMap<>();
        section.each("body", (member, value) -> body.put(member, tree(value.node())));
        section.end();
        try {
            var form = new Form(method, path, Template.of(body));
            // The first that names a type has it.
            for (EventType type : TypeFilter.of(words).types()) forms.putIfAbsent(type, form);
        } catch (IllegalArgumentException e) {
            section.problem("body", String.valueOf(e.getMessage()));
        }
    }

    private static String type(String text) {
        TypeFilter.of(List.of(text));
        return text;
    }

    private static String method(String text) {
        if (METHODS.contains(text)) return text;
        throw Values.bad("POST, PUT or PATCH", text);
    }

    private static String headerName(String text) {
        if (text.matches("[A-Za-z][A-Za-z0-9-]{0,63}")) return text;
        throw new IllegalArgumentException("must be the name of a header");
    }

    private static Object tree(Node node) {
        return switch (node) {
            case MappingNode mapping -> {
                Map<String, Object> map = new LinkedHashMap<>();
                for (NodeTuple tuple : mapping.getValue()) {
                    if (tuple.getKeyNode() instanceof ScalarNode key)
                        map.put(key.getValue(), tree(tuple.getValueNode()));
                }
                yield map;
            }
            case SequenceNode sequence ->
                sequence.getValue().stream().map(Mappings::tree).toList();
            case ScalarNode scalar -> value(scalar);
            default -> "";
        };
    }

    private static Object value(ScalarNode scalar) {
        String text = scalar.getValue();
        if (scalar.getTag().equals(Tag.BOOL)) return Boolean.parseBoolean(text);
        if (scalar.getTag().equals(Tag.INT)) return Long.parseLong(text);
        return text;
    }
}
