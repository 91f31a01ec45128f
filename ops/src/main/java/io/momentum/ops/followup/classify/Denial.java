package io.momentum.ops.followup.classify;

import java.util.Set;

/** The words that turn the next ones into their opposite. */
final class Denial {

    private static final Set<String> WORDS = Set.of(
            "no", "not", "dont", "doesnt", "didnt", "wont", "cant", "cannot", "isnt", "arent", "wasnt", "never",
            "without", "ni", "nunca", "jamas", "sin", "tampoco", "nao", "ne", "pas", "dnt");

    private Denial() {}

    static boolean isDenial(String word) {
        return WORDS.contains(word);
    }
}
