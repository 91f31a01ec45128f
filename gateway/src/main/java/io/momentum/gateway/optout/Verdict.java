package io.momentum.gateway.optout;

/**
 * What a subscriber's text says about being written to.
 *
 * @param word the keyword that the text is, normalised; empty for {@link Kind#NONE}
 * @param language the word list that has it: en, es, pt, fr; empty for {@link Kind#NONE}
 */
public record Verdict(Kind kind, String word, String language) {

    public static final Verdict NONE = new Verdict(Kind.NONE, "", "");

    /** What the whole text is. */
    public enum Kind {
        NONE,
        OPT_OUT,
        OPT_IN,
        HELP
    }
}
