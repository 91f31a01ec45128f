package io.momentum.gateway.intercept;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PhrasesTest {

    @Test
    void aPhraseIsFoundAnywhereCapitalsOrNot() {
        var phrases = new Phrases(List.of("bit.ly/", "Win a car"));
        assertTrue(phrases.areIn("see BIT.LY/x"));
        assertTrue(phrases.areIn("you WIN A CAR"));
        assertFalse(phrases.areIn("bit.l y/"));
        assertFalse(phrases.areIn(""));
    }

    @Test
    void itFindsWhatALookForEachPhraseFinds() {
        var random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            List<String> phrases = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(4); i++) phrases.add(word(random, 1 + random.nextInt(4)));
            String text = word(random, random.nextInt(20));
            boolean naive = phrases.stream().anyMatch(text::contains);
            assertEquals(naive, new Phrases(phrases).areIn(text), phrases + " in " + text);
        }
    }

    private static String word(Random random, int length) {
        var word = new StringBuilder();
        for (int i = 0; i < length; i++) word.append("ab".charAt(random.nextInt(2)));
        return word.toString().toLowerCase(Locale.ROOT);
    }

    @Test
    void aTextMadeToBeSlowIsNot() {
        String hard = "a".repeat(60_000);
        List<String> phrases = new ArrayList<>();
        for (int i = 1; i <= 100; i++) phrases.add("a".repeat(50 + i) + "b");
        var all = new Phrases(phrases);
        long began = System.nanoTime();
        assertFalse(all.areIn(hard));
        assertTrue(System.nanoTime() - began < 2_000_000_000L, "one look at each character");
    }
}
