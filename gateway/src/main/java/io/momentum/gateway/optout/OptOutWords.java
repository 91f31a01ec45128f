package io.momentum.gateway.optout;

/** Whole-message keywords. */
public final class OptOutWords {

    private OptOutWords() {}

    public static OptOutWords of(OptOutConfig config) {
        return new OptOutWords();
    }

    /** What the text says. */
    public Verdict classify(String text) {
        return Verdict.NONE;
    }
}
