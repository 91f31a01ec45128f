package io.momentum.ops.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a configuration may say, as JSON Schema for editors. It is made from what the reader itself asks of a file, so that it
 * cannot say anything else; descriptions are the comments of the file that shows every key.
 */
public final class ConfigSchema {

    /** Keys of profiles may stand in a carrier's entry too; they are counted apart. */
    private static final String PROFILE = "profile.";

    private final KeyComments comments;

    private ConfigSchema(KeyComments comments) {
        this.comments = comments;
    }

    /** The schema as a tree of maps and lists, with the comments of the files that are shipped. */
    public static Map<String, Object> shipped() {
        return of(Shipped.file("momentum.yaml"), Shipped.text("profiles", "default"));
    }

    /**
     * The schema with other comments.
     *
     * @param reference the configuration that explains each key
     * @param profile the profile that explains each key
     */
    static Map<String, Object> of(String reference, String profile) {
        SortedMap<String, Asked.Key> keys = new TreeMap<>();
        ConfigFile.survey().keys().forEach((path, key) -> {
            if (path.startsWith(PROFILE)) keys.putIfAbsent("carriers[]." + path.substring(PROFILE.length()), key);
            else keys.put(path, key);
        });
        KeyComments comments = KeyComments.of(reference, "").and(KeyComments.of(profile, "carriers[]."));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "The configuration of Momentum");
        schema.put(
                "description",
                "Made by 'momentum check-config --schema' from what the program reads. Durations 500ms, 30s, 5m, 1h, 2d;"
                        + " sizes 70000 (bytes), 64KiB, 64MiB, 1GiB; rates 50/s or unlimited.");
        schema.putAll(new ConfigSchema(comments).mapping(keys, ""));
        return schema;
    }

    /** The mapping whose keys begin with a path. */
    private Map<String, Object> mapping(SortedMap<String, Asked.Key> keys, String path) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        keys.tailMap(path).forEach((full, key) -> {
            if (!full.startsWith(path)) return;
            String name = full.substring(path.length());
            if (name.isEmpty() || name.contains(".") || name.contains("[")) return;
            properties.put(name, property(keys, full, key));
            if (key.required) required.add(name);
        });
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", List.of("object", "null"));
        schema.put("additionalProperties", false);
        if (!required.isEmpty()) schema.put("required", required);
        schema.put("properties", properties);
        return schema;
    }

    private Map<String, Object> property(SortedMap<String, Asked.Key> keys, String path, Asked.Key key) {
        Map<String, Object> schema = new LinkedHashMap<>();
        String comment = comments.of(path);
        if (!comment.isEmpty()) schema.put("description", comment);
        if (!key.fallback.isEmpty()) schema.put("default", key.fallback);
        List<Map<String, Object>> forms = forms(keys, path, key);
        if (forms.size() == 1) schema.putAll(forms.getFirst());
        else if (!forms.isEmpty()) schema.put("anyOf", forms);
        return schema;
    }

    private List<Map<String, Object>> forms(SortedMap<String, Asked.Key> keys, String path, Asked.Key key) {
        List<Map<String, Object>> forms = new ArrayList<>();
        List<Map<String, Object>> elements = new ArrayList<>();
        key.shapes.forEach((shape, of) -> {
            switch (shape) {
                case VALUE -> forms.add(new TreeMap<>(of));
                case LIST -> elements.add(new TreeMap<>(of));
                case MAPPING -> forms.add(mapping(keys, path + "."));
                case MAPPINGS -> elements.add(mapping(keys, path + "[]."));
                case WORDS -> forms.add(words(of));
            }
        });
        if (!elements.isEmpty()) forms.add(list(elements));
        return forms;
    }

    private static Map<String, Object> list(List<Map<String, Object>> elements) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", List.of("array", "null"));
        schema.put("items", elements.size() == 1 ? elements.getFirst() : Map.of("anyOf", elements));
        return schema;
    }

    private static Map<String, Object> words(Map<String, Object> values) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", List.of("object", "null"));
        schema.put("additionalProperties", values.isEmpty() ? true : new TreeMap<>(values));
        return schema;
    }
}
