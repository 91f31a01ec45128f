package io.momentum.ops.followup.classify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What words mean in business, whatever the language: "mover", "push" and "reschedule" are one concept. By it the model
 * understands words that none of its examples has.
 */
public final class Concepts {

    private static final int[] NOTHING = {};
    private static final int STEM_MIN = 3;
    private static final char STEM = '*';

    /** Shapes of numbers are concepts too, before those of the file. */
    private static final List<String> SHAPES = List.of("number", "time", "date", "amount", "reference");

    private final List<String> names;
    private final Map<String, int[]> words;
    private final Map<String, int[]> stems;
    private final int digest;

    private Concepts(List<String> names, Map<String, int[]> words, Map<String, int[]> stems, int digest) {
        this.names = List.copyOf(names);
        this.words = Map.copyOf(words);
        this.stems = Map.copyOf(stems);
        this.digest = digest;
    }

    /**
     * Reads a file of concepts: a name and its words, divided by a tab; "pay*" stands for all words that begin so,
     * "por_favor" for two words.
     *
     * @throws WrongLine where a line is wrong
     */
    public static Concepts parse(String name, String file) {
        List<String> names = new ArrayList<>(SHAPES);
        Map<String, int[]> words = new HashMap<>();
        Map<String, int[]> stems = new HashMap<>();
        for (TextTable.Row row : new TextTable(name, file).rows(2)) {
            int concept = names.size();
            names.add(row.cells().get(0));
            for (String word : row.cells().get(1).split(" ", -1)) add(row, word, concept, words, stems);
        }
        return new Concepts(names, words, stems, Digest.add(Digest.start(0), file));
    }

    private static void add(
            TextTable.Row row, String word, int concept, Map<String, int[]> words, Map<String, int[]> stems) {
        boolean stem = !word.isEmpty() && word.charAt(word.length() - 1) == STEM;
        String plain = stem ? word.substring(0, word.length() - 1) : word;
        String spaced = plain.replace('_', ' ');
        if (plain.isEmpty() || !Folded.of(spaced).text().equals(spaced)) throw row.wrong("not folded: '" + word + "'");
        if (stem && plain.length() < STEM_MIN) throw row.wrong("too short a beginning: '" + word + "'");
        (stem ? stems : words).merge(plain, new int[] {concept}, Concepts::join);
    }

    private static int[] join(int[] some, int[] more) {
        int[] all = java.util.Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }

    int digest() {
        return digest;
    }

    String name(int concept) {
        return names.get(concept);
    }

    /** Concepts of a word, or of two written with "_" between them. */
    int[] of(String word) {
        int[] exact = words.get(word);
        if (exact != null) return exact;
        char first = word.charAt(0);
        if (first >= '0' && first <= '9') return shape(word);
        for (int end = word.length(); end >= STEM_MIN; end--) {
            int[] stem = stems.get(word.substring(0, end));
            if (stem != null) return stem;
        }
        return NOTHING;
    }

    /** The same without the shapes and stems that only whole words have. */
    int[] ofPair(String pair) {
        int[] exact = words.get(pair);
        if (exact != null) return exact;
        for (int end = pair.length(); pair.lastIndexOf('_', end - 1) > 0; end--) {
            int[] stem = stems.get(pair.substring(0, end));
            if (stem != null) return stem;
        }
        return NOTHING;
    }

    private static int[] shape(String word) {
        if (word.indexOf('/') > 0 || word.indexOf('-') > 0) return new int[] {2};
        if (word.indexOf(':') > 0 || word.endsWith("am") || word.endsWith("pm") || word.endsWith("h")) {
            return new int[] {1};
        }
        boolean digits = word.chars().allMatch(Character::isDigit);
        if (!digits) return new int[] {word.indexOf('.') > 0 || word.indexOf(',') > 0 ? 3 : 0};
        return new int[] {word.length() <= 2 ? 0 : word.length() <= 4 ? 3 : 4};
    }
}
