package io.momentum.ops.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What one reading asked of its files: every key with the forms that it may have, and what holds for it. Owned by the thread
 * that reads.
 */
final class Asked {

    /** How a key may stand in a file. */
    enum Shape {
        VALUE,
        LIST,
        MAPPING,
        MAPPINGS,
        WORDS
    }

    /** What is known of a key, counted by its place: {@code accounts[].window}. */
    static final class Key {
        final Map<Shape, Map<String, Object>> shapes = new TreeMap<>();
        boolean required;
        String fallback = "";
    }

    /**
     * What holds.
     *
     * @param path the key with the names of what it belongs to: {@code accounts[acme].window}
     * @param value as a file would say it; secrets are starred
     * @param place file and line, or what says it where no file does: "default", "profile twilio"
     */
    record Holds(String path, String value, String place) {}

    /** What stands for a value that must not be seen. */
    static final String STARS = "***";

    private static final Pattern SECRET_KEY = Pattern.compile("(^|.*\\.)(plain|hash)");
    private static final Pattern URL_SECRET = Pattern.compile("(://)[^/@\\s]*@|([?&][^=&\\s]*=)[^&\\s]+");

    private final SortedMap<String, Key> keys = new TreeMap<>();
    private final Map<String, Holds> holds = new LinkedHashMap<>();

    Key key(String path) {
        return keys.computeIfAbsent(path, unknown -> new Key());
    }

    void shape(String path, Shape shape, Map<String, Object> schema) {
        key(path).shapes.putIfAbsent(shape, schema);
    }

    SortedMap<String, Key> keys() {
        return keys;
    }

    /** Writes down what holds; what a file says is stronger than what was said for want of it. */
    void holds(String path, String value, String place) {
        holds.put(path, new Holds(path, redacted(path, value), place));
    }

    List<Holds> all() {
        return new ArrayList<>(holds.values());
    }

    /** Without what is secret: passwords, hashes that could be guessed at, and what URLs carry besides their place. */
    static String redacted(String path, String value) {
        if (SECRET_KEY.matcher(path).matches()) return STARS;
        return URL_SECRET
                .matcher(value)
                .replaceAll(found -> found.group(1) != null ? "://" + STARS + "@" : found.group(2) + STARS);
    }
}
