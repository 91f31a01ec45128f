package io.momentum.store.suppression;

/**
 * What a message is for, as far as opt-outs tell messages of one account apart.
 *
 * @param category the word of its class: {@code marketing}, {@code notification}, {@code collections}
 * @param program the family of campaigns that it belongs to; empty for none
 */
public record Purpose(String category, String program) {

    private static final String MARKETING_WORD = "marketing";
    private static final String NOTIFICATION_WORD = "notification";

    /** An advertisement of no programme. What is not said to be something else is one. */
    public static final Purpose MARKETING = new Purpose(MARKETING_WORD, "");

    /** Whether it is held back while somebody looks at what may be an opt-out. */
    public boolean isPromotional() {
        return category.equals(MARKETING_WORD);
    }

    /** Whether it concerns something that its recipient has begun, so that registries against advertising do not. */
    public boolean isWanted() {
        return category.equals(NOTIFICATION_WORD);
    }

    boolean isOfProgram() {
        return !program.isEmpty();
    }
}
