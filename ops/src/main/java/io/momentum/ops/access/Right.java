package io.momentum.ops.access;

import java.util.Optional;

/** What can be allowed. A constant's name is its word in the contract's {@code x-right}. */
public enum Right {
    // ---- of one conversation
    /** That it is there, whose it is, how it stands. */
    READ(false),
    /** What was said, and by which number. */
    SEE(false),
    /** Claim for oneself, answer, note, move, close. */
    WORK(false),
    /** Say what a reply is. */
    LABEL(false),
    /** Give it to somebody. */
    ASSIGN(false),
    /** Change many at once, and take that back. */
    BULK(false),
    /** Answer over somebody's draft. */
    OVERRIDE(false),

    // ---- of the team
    /** Who works here. */
    PEOPLE(false),
    /** Answers that are ready. */
    TEMPLATES(false),
    /** Saved views for others. */
    SHARE(false),
    /** What was done by whom. */
    AUDIT(false),

    // ---- of the whole
    /** People, their roles and tokens. */
    MANAGE_PEOPLE(true),
    /** Messages, contacts, campaigns, suppressions, carriers. */
    GATEWAY_READ(true),
    /** Send, suppress, import, run campaigns. */
    GATEWAY_WRITE(true),
    /** Doubts about opt-outs, what undoes them, and their proofs. */
    OPT_OUTS(true),
    /** Take evidence along. Its texts open for those alone who are trusted with {@link #OPT_OUTS}. */
    EVIDENCE(true),
    /** Let a message or campaign leave whatever the rules for its recipients say. */
    WAIVE(true),
    /** Configuration, erasure. */
    GATEWAY_ADMIN(true);

    private final boolean whole;

    Right(boolean whole) {
        this.whole = whole;
    }

    /** Whether it concerns all zones and teams at once: whoever is bound to some has no part in it. */
    public boolean isOfTheWhole() {
        return whole;
    }

    /** The right of a word; empty where there is none. */
    public static Optional<Right> of(String word) {
        for (Right right : values()) {
            if (right.name().equalsIgnoreCase(word)) return Optional.of(right);
        }
        return Optional.empty();
    }
}
