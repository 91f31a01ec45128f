package io.momentum.store.fact;

/** What was decided about when a message may leave, and by whom. {@link Fact.MtHeldBack} is the one that says no. */
public sealed interface PolicyFact extends Fact
        permits PolicyFact.MtPurposed, PolicyFact.MtAllowed, PolicyFact.PolicyWaived {

    /**
     * What a message is for, where its account alone does not say so: a campaign's, or a person's answer. Goes to the disk together
     * with the MtAccepted, behind it: a changed campaign does not change what was accepted.
     *
     * @param category the word of its class: {@code marketing}, {@code notification}, {@code collections}
     * @param program the family of campaigns that it belongs to; empty for none
     */
    record MtPurposed(long atMicros, long mtId, String category, String program) implements PolicyFact {}

    /**
     * The rules for its recipient let a message leave now. It counts from here on among those that the recipient has had. Written
     * before the attempt, and again before each further one.
     *
     * @param digits the recipient, E.164
     * @param category as what it counts, the word of its class
     * @param why what was looked at, in words: the packs with their versions, or who has let it go
     */
    record MtAllowed(long atMicros, long mtId, long digits, String category, String why) implements PolicyFact {}

    /**
     * Somebody lets a message, or all of a campaign, leave whatever the rules for its recipient say. It never lets one leave for a
     * number that opted out.
     *
     * @param actor who: {@code user:maria}, {@code token:crm}
     * @param mtId the message; 0 where it is a campaign
     * @param campaign the campaign; empty where it is a message
     * @param reason not blank
     * @param untilMicros until when, microseconds since 1970; not after {@code atMicros} for one that is taken back
     */
    record PolicyWaived(long atMicros, String actor, long mtId, String campaign, String reason, long untilMicros)
            implements PolicyFact {}
}
