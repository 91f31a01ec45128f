package io.momentum.gateway.route;

import org.jspecify.annotations.Nullable;

/** Values by the leading digits of a number. Filled once, then only looked at. */
final class DigitTrie<T> {

    private static final int DIGITS_MAX = 18;
    private static final long[] POWERS = new long[DIGITS_MAX + 1];

    static {
        POWERS[0] = 1;
        for (int i = 1; i <= DIGITS_MAX; i++) POWERS[i] = POWERS[i - 1] * 10;
    }

    private static final class Node<T> {
        @SuppressWarnings({"unchecked", "rawtypes"})
        final @Nullable Node<T>[] next = new Node[10];

        @Nullable
        T value;
    }

    private final Node<T> root = new Node<>();

    /** Shows the values on a number's way, the shortest prefix first. */
    interface Visitor<T> {
        void at(int prefixLength, T value);
    }

    /** The value of exactly this prefix; the empty one is any number's. */
    @Nullable
    T get(String prefix) {
        Node<T> node = root;
        for (int i = 0; i < prefix.length() && node != null; i++) node = node.next[prefix.charAt(i) - '0'];
        return node == null ? null : node.value;
    }

    void put(String prefix, T value) {
        Node<T> node = root;
        for (int i = 0; i < prefix.length(); i++) {
            int digit = prefix.charAt(i) - '0';
            Node<T> next = node.next[digit];
            if (next == null) {
                next = new Node<>();
                node.next[digit] = next;
            }
            node = next;
        }
        node.value = value;
    }

    void visit(long digits, Visitor<T> visitor) {
        Node<T> node = root;
        if (node.value != null) visitor.at(0, node.value);
        int length = length(digits);
        for (int i = 1; i <= length; i++) {
            node = node.next[(int) (digits / POWERS[length - i] % 10)];
            if (node == null) return;
            if (node.value != null) visitor.at(i, node.value);
        }
    }

    /** The value of the longest prefix, null where none has one. */
    @Nullable
    T longest(long digits) {
        Node<T> node = root;
        T found = node.value;
        int length = length(digits);
        for (int i = 1; i <= length; i++) {
            node = node.next[(int) (digits / POWERS[length - i] % 10)];
            if (node == null) return found;
            if (node.value != null) found = node.value;
        }
        return found;
    }

    private static int length(long digits) {
        int length = 0;
        while (length < DIGITS_MAX && POWERS[length] <= digits) length++;
        return length;
    }
}
