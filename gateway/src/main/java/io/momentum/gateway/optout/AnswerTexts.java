package io.momentum.gateway.optout;

import io.momentum.store.fact.Fact.OptAnswer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What we answer to an opt-out, an opt-in and a call for help.
 *
 * @param texts by what they answer, and by language; the empty language is for those that have no text of their own
 */
public record AnswerTexts(Map<OptAnswer, Map<String, String>> texts) {

    /** None. */
    public static final AnswerTexts NONE = new AnswerTexts(Map.of());

    private static final String ANY = "";

    public AnswerTexts {
        Map<OptAnswer, Map<String, String>> copy = new EnumMap<>(OptAnswer.class);
        texts.forEach((answer, byLanguage) -> copy.put(answer, Map.copyOf(byLanguage)));
        texts = copy;
    }

    /** One text that confirms every opt-out, and nothing else. */
    public static AnswerTexts confirming(String text) {
        return new AnswerTexts(Map.of(OptAnswer.CONFIRMATION, Map.of(ANY, text)));
    }

    /** The text, in the language if there is one; empty where nothing is to be answered. */
    public Optional<String> of(OptAnswer answer, String language) {
        Map<String, String> byLanguage = texts.getOrDefault(answer, Map.of());
        return Optional.ofNullable(byLanguage.getOrDefault(language, byLanguage.get(ANY)));
    }
}
