package io.momentum.ops.config;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The comments of a file that shows every key, by key. A comment begins with {@code ##} and stands above its key; a key that
 * is off begins with {@code #}, and one that needs a file beside it with {@code ##} too.
 */
final class KeyComments {

    /** A key, perhaps off, perhaps the first of an element of a list. */
    private static final Pattern KEY = Pattern.compile("(#{0,2})( *)(- )?([A-Za-z][A-Za-z0-9]*):( .*)?");

    private static final Pattern COMMENT = Pattern.compile(" *##? ?(.*)");
    private static final Pattern TRAILING = Pattern.compile("(?:\"[^\"]*\"|[^#\"])*? # *(.*)");
    private static final int LENGTH_MAX = 600;

    private final Map<String, String> comments;

    private KeyComments(Map<String, String> comments) {
        this.comments = comments;
    }

    /** The comment on a key, on one line; empty where there is none. */
    String of(String path) {
        return comments.getOrDefault(path, "");
    }

    KeyComments and(KeyComments others) {
        var both = new LinkedHashMap<>(others.comments);
        both.putAll(comments);
        return new KeyComments(both);
    }

    private record Level(int indent, String path) {}

    /**
     * Reads them.
     *
     * @param prefix what the paths of the keys begin with
     */
    static KeyComments of(String text, String prefix) {
        Map<String, String> comments = new LinkedHashMap<>();
        Deque<Level> levels = new ArrayDeque<>();
        var said = new StringBuilder();
        for (String line : text.lines().toList()) {
            Matcher key = KEY.matcher(line);
            Matcher comment = COMMENT.matcher(line);
            // "## Units: …" is prose: a key that is off stands at the column where it would stand when it is on.
            boolean isProse = line.startsWith("## ") && !line.startsWith("##  ");
            if (key.matches() && !isProse && !isSentence(key)) {
                String path = place(levels, key, prefix);
                comments.putIfAbsent(path, sentence(said, key.group(5)));
                said.setLength(0);
            } else if (comment.matches()) {
                said.append(comment.group(1).strip()).append(' ');
            } else {
                said.setLength(0);
            }
        }
        comments.values().removeIf(String::isEmpty);
        return new KeyComments(comments);
    }

    /** "Exactly one of: plain" and the like: prose that has a colon after a word with a capital. */
    private static boolean isSentence(Matcher key) {
        return Character.isUpperCase(key.group(4).charAt(0));
    }

    private static String place(Deque<Level> levels, Matcher key, String prefix) {
        boolean isElement = key.group(3) != null;
        int indent = key.group(2).length() + (isElement ? 2 : 0);
        while (!levels.isEmpty() && levels.getLast().indent() >= indent) levels.removeLast();
        String parent = levels.isEmpty() ? prefix : levels.getLast().path();
        if (isElement) {
            parent = parent.replaceFirst("\\.$", "") + "[].";
            levels.addLast(new Level(indent - 1, parent));
        }
        String path = parent + key.group(4);
        levels.addLast(new Level(indent, path + "."));
        return path;
    }

    private static String sentence(StringBuilder above, @org.jspecify.annotations.Nullable String rest) {
        Matcher trailing = TRAILING.matcher(rest == null ? "" : rest);
        String text = (above + (trailing.matches() ? trailing.group(1) : "")).strip();
        return text.length() <= LENGTH_MAX ? text : text.substring(0, LENGTH_MAX - 1) + "…";
    }
}
