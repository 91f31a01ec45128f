package io.momentum.gateway.optout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether whole words of plain letters stand in octets, whatever else they are: one look into a table for each, no text is made.
 * Octets that are 0 are passed over, so that UCS-2 is read as well. Immutable.
 */
final class PlainWords {

    private static final int LETTERS = 32;
    private static final int BEGIN = 0;
    /** Inside a word that is none of them. */
    private static final int OTHER = 1;

    private final int[] next;
    private final int[] marks;
    private final int all;

    /** @param words each with a bit; words of other letters than a to z are never found */
    PlainWords(Map<String, Integer> words) {
        List<int[]> states = new ArrayList<>(List.of(new int[LETTERS], new int[LETTERS]));
        List<Integer> bits = new ArrayList<>(List.of(0, 0));
        for (Map.Entry<String, Integer> word : words.entrySet()) {
            if (!word.getKey().chars().allMatch(c -> c >= 'a' && c <= 'z')) continue;
            int at = BEGIN;
            for (char c : word.getKey().toCharArray()) {
                int letter = c - 'a' + 1;
                if (states.get(at)[letter] == 0) {
                    states.get(at)[letter] = states.size();
                    states.add(new int[LETTERS]);
                    bits.add(0);
                }
                at = states.get(at)[letter];
            }
            bits.set(at, bits.get(at) | word.getValue());
        }
        next = new int[states.size() * LETTERS];
        for (int state = 0; state < states.size(); state++) {
            for (int letter = 1; letter <= 26; letter++) {
                int to = states.get(state)[letter];
                next[state * LETTERS + letter] = to == 0 ? OTHER : to;
            }
        }
        marks = bits.stream().mapToInt(Integer::intValue).toArray();
        all = words.values().stream().reduce(0, (x, y) -> x | y);
    }

    /** The bits of the words that stand in it. */
    int in(byte[] octets) {
        int found = 0;
        int state = BEGIN;
        for (byte octet : octets) {
            if (octet == 0) continue;
            int letter = (octet | 0x20) - 'a' + 1;
            if (letter >= 1 && letter <= 26) {
                state = next[state * LETTERS + letter];
                continue;
            }
            found |= marks[state];
            if (found == all) return found;
            state = BEGIN;
        }
        return found | marks[state];
    }
}
