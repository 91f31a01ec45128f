package io.momentum.ops.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void accentsAndCapitalsMakeNoOtherWord() {
        assertEquals(List.of("manana", "llamenme", "10"), Words.of("¡Mañana, LLÁMENME a 10!"));
    }

    @Test
    void ofALongTextTheFirstWordsCount() {
        var text = new StringBuilder();
        for (int i = 0; i < 500; i++) text.append("w").append(i).append(' ');
        assertEquals(Words.TEXT_MAX, Words.of(text.toString()).size());
        assertEquals(List.of("x".repeat(24)), Words.of("x".repeat(100)));
    }
}
