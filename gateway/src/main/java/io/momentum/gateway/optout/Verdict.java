package io.momentum.gateway.optout;

/**
 * What a subscriber's text says about being written to.
 *
 * @param word those of its words that decided, in one form; empty for {@link Kind#NONE}
 * @param language of the rules that know them: en, es, pt, fr; empty for {@link Kind#NONE}
 * @param rule those rules and their version, {@code optout-en@1}; empty for {@link Kind#NONE}
 */
public record Verdict(Kind kind, String word, String language, String rule) {

    static final int WORD_MAX = 80;

    public static final Verdict NONE = new Verdict(Kind.NONE, "", "", "");

    /** What the text is. */
    public enum Kind {
        NONE,
        /** The whole text is a word that opts out. */
        KEYWORD,
        /** A phrase that leaves no doubt: "stop texting me". */
        PHRASE,
        /** It may be an opt-out: "stop calling me". Somebody is to look, and advertising waits for that. */
        AMBIGUOUS,
        /** It begins like an opt-out, and is about a matter of business: "cancel my appointment". */
        BUSINESS,
        /** The whole text is a word that wants messages again. */
        OPT_IN,
        /** The whole text is a call for help. */
        HELP
    }

    /** Whether the number is closed at once. */
    public boolean closes() {
        return kind == Kind.KEYWORD || kind == Kind.PHRASE;
    }

    /** The same word, where it was offered as an answer. */
    Verdict doubted() {
        return new Verdict(Kind.AMBIGUOUS, word + ", offered as an answer", language, rule);
    }

    /** The words and the rules that know them, for the journal: {@code stop texting me (optout-en@1)}. */
    public String reason() {
        return word + " (" + rule + ")";
    }
}
