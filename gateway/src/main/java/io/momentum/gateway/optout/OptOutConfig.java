package io.momentum.gateway.optout;

import java.util.List;

/**
 * How opt-outs by text are recognised, answered and looked at.
 *
 * @param rules those of each language in force; a word of two languages belongs to the first. STOP is in force without any
 * @param answers what we write back
 * @param review how long people have where there is a doubt
 */
public record OptOutConfig(List<WordRules> rules, AnswerTexts answers, ReviewTerms review) {

    /** The words alone that no configuration can take away. */
    public static final OptOutConfig BARE = new OptOutConfig(List.of(), AnswerTexts.NONE, ReviewTerms.DEFAULT);

    public OptOutConfig {
        rules = List.copyOf(rules);
    }
}
