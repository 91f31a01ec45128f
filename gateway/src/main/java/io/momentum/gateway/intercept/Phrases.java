package io.momentum.gateway.intercept;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a text has one of some phrases in it, capitals or not: one look at each character, however many phrases there are (the
 * automaton of Aho and Corasick, 1975). Immutable, equal to another of the same phrases.
 */
public final class Phrases {

    public static final Phrases NONE = new Phrases(List.of());

    private static final class Node {
        final Map<Character, Node> next = new HashMap<>();

        @Nullable
        Node back;

        boolean ends;
    }

    private final Node root = new Node();
    private final List<String> phrases;

    /** @param phrases none of them empty */
    public Phrases(List<String> phrases) {
        this.phrases = List.copyOf(phrases);
        for (String phrase : phrases) {
            Node at = root;
            for (char c : folded(phrase).toCharArray()) at = at.next.computeIfAbsent(c, _ -> new Node());
            at.ends = true;
        }
        link();
    }

    /** Each node points back to the longest other beginning of a phrase that ends as it does. */
    private void link() {
        var open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            Node node = open.remove();
            node.next.forEach((c, child) -> {
                Node back = step(node.back, c);
                child.back = back;
                child.ends |= back.ends;
                open.add(child);
            });
        }
    }

    private Node step(@Nullable Node from, char c) {
        for (Node at = from; at != null; at = at.back) {
            Node next = at.next.get(c);
            if (next != null) return next;
        }
        return root;
    }

    public boolean isEmpty() {
        return phrases.isEmpty();
    }

    /** Whether the text has one of them in it. */
    public boolean areIn(String text) {
        Node at = root;
        for (char c : folded(text).toCharArray()) {
            at = step(at, c);
            if (at.ends) return true;
        }
        return false;
    }

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Phrases p && phrases.equals(p.phrases);
    }

    @Override
    public int hashCode() {
        return phrases.hashCode();
    }
}
