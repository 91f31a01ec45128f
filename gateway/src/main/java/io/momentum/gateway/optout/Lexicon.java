package io.momentum.gateway.optout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The words that rules know, each with a number, found by the characters of a text without making strings of them. */
final class Lexicon {

    /** The number of a word that no rule knows. */
    static final int UNKNOWN = 0;

    private final char[][] words;
    private final int[] slots;

    private Lexicon(List<String> all) {
        words = new char[all.size() + 1][];
        words[UNKNOWN] = new char[0];
        slots = new int[Integer.highestOneBit(Math.max(16, all.size() * 4))];
        for (int id = 1; id <= all.size(); id++) {
            words[id] = all.get(id - 1).toCharArray();
            slots[freeSlot(words[id])] = id;
        }
    }

    private int freeSlot(char[] word) {
        int at = hash(word, 0, word.length) & slots.length - 1;
        while (slots[at] != UNKNOWN) at = at + 1 & slots.length - 1;
        return at;
    }

    int idOf(char[] text, int from, int to) {
        int at = hash(text, from, to) & slots.length - 1;
        while (slots[at] != UNKNOWN) {
            if (isWord(words[slots[at]], text, from, to)) return slots[at];
            at = at + 1 & slots.length - 1;
        }
        return UNKNOWN;
    }

    /** One more than the largest number. */
    int size() {
        return words.length;
    }

    String word(int id) {
        return new String(words[id]);
    }

    private static boolean isWord(char[] word, char[] text, int from, int to) {
        if (word.length != to - from) return false;
        for (int i = 0; i < word.length; i++) if (word[i] != text[from + i]) return false;
        return true;
    }

    private static int hash(char[] text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) hash = hash * 31 + text[i];
        return hash ^ hash >>> 15;
    }

    /** Gathers words. */
    static final class Builder {
        private final Map<String, Integer> ids = new HashMap<>();
        private final List<String> words = new ArrayList<>();

        int add(String word) {
            return ids.computeIfAbsent(word, each -> {
                words.add(each);
                return words.size();
            });
        }

        Lexicon build() {
            return new Lexicon(words);
        }
    }
}
