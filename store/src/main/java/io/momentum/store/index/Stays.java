package io.momentum.store.index;

/** Why a message, or its text, stays in the index and the journal, however old it is. */
public enum Stays {
    /** It has been waiting to be sent, or something has happened to it since. */
    IN_USE("not ended, or something has happened to it lately"),
    /** A receipt of it waits for its ESME. */
    RECEIPT_WAITS("a receipt waits for the ESME"),
    /** It belongs to a campaign, whose figures it is part of. */
    CAMPAIGN("of a campaign"),
    /** Its contact has written: it is part of a conversation. */
    CONVERSATION("to contacts who have written"),
    /** Something is known of whether its contact may be written to. */
    OPT_OUT("to contacts who opted out or in"),
    /** Its contact is under legal hold. */
    HOLD("to contacts under legal hold"),
    /** It, or a receipt of it, is what other decisions rest on. */
    PROOF("what a permission, or the reading of receipts, rests on"),
    /** A conversation with its contact goes on, or did until lately. */
    GOES_ON("of conversations that go on, or did until lately"),
    /** By it somebody opted out or in, or it is what a permission rests on. */
    SAYS_SO("by which somebody opted out or in, or what a permission rests on");

    private final String words;

    Stays(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }
}
