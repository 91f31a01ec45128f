package io.momentum.gateway.optout;

import java.util.ArrayList;
import java.util.List;

/**
 * A pattern of words: {@code stop|quit [all|the] messages}. A bar parts words of which one is meant, brackets hold what may be
 * left out.
 */
record Pattern(List<Item> items) {

    private static final int ITEMS_MAX = 14;
    private static final Lexicon NO_WORDS = new Lexicon.Builder().build();

    /** One word of several, in the form in which texts are read. */
    record Item(List<String> words, boolean optional) {}

    /** Reads it; IllegalArgumentException says what is wrong with it. */
    static Pattern parse(String text) {
        List<Item> items = new ArrayList<>();
        for (String item : text.strip().split("\\s+", -1)) {
            boolean optional = item.startsWith("[") && item.endsWith("]");
            String inner = optional ? item.substring(1, item.length() - 1) : item;
            List<String> words = new ArrayList<>();
            for (String word : inner.split("\\|", -1)) words.add(folded(word));
            items.add(new Item(List.copyOf(words), optional));
        }
        if (items.size() > ITEMS_MAX) throw new IllegalArgumentException("more than " + ITEMS_MAX + " words in a row");
        if (items.stream().allMatch(Item::optional)) throw new IllegalArgumentException("all of it may be left out");
        return new Pattern(List.copyOf(items));
    }

    /** An accent or an apostrophe in a file is no other than one in a text. */
    private static String folded(String word) {
        Tokens tokens = Tokens.of(word, NO_WORDS);
        boolean brackets = word.indexOf('[') >= 0 || word.indexOf(']') >= 0;
        if (tokens.count() != 1 || brackets) throw new IllegalArgumentException("'" + word + "' is not one word");
        return tokens.words(0, 1);
    }
}
