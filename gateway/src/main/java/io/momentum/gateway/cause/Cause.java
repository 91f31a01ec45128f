package io.momentum.gateway.cause;

/** Why a message ended as it did, in the words of those who must do something about it. */
public enum Cause {
    DELIVERED(Retry.NOT_NEEDED, ""),
    IN_TRANSIT(Retry.NOT_NEEDED, "Wait for the final receipt."),
    NUMBER_FORMAT(Retry.NEVER, "Correct the number: E.164, without leading zeros."),
    NUMBER_DEAD(Retry.NEVER, "Take the number off the list: nobody has it."),
    NOT_SMS_CAPABLE(Retry.NEVER, "Use another channel: the line takes no messages."),
    HANDSET_ABSENT(Retry.HOURS, "Send at another time of the day: the handset was off or out of reach."),
    HANDSET_BUSY(Retry.MINUTES, "Send again later: the handset was busy or its memory full."),
    HANDSET_TECH(Retry.NEVER, "Send plain text: the handset refuses this class, coding or content."),
    EXPIRED(Retry.NEVER, "Give a longer validity, or send at another time of the day."),
    NETWORK_TEMP(Retry.BACK_OFF, "Wait or fail over; if it lasts, open a ticket at the carrier."),
    ROUTE(Retry.OTHER_CARRIER, "Take another carrier for this destination."),
    LENGTH(Retry.NEVER, "Shorten the text, and check its encoding and how it is split."),
    CONTENT(Retry.NEVER, "Reword the text, use links of a domain of your own, register the template."),
    REGISTRATION(Retry.NEVER, "Correct the registration of sender, campaign or template."),
    OPTED_OUT(Retry.NEVER, "Take the number off the list: the subscriber wants no messages."),
    BLOCKED(Retry.NEVER, "Ask the carrier: the operator blocks this sender, subscriber or account."),
    VOLUME(Retry.SLOWER, "Lower the rate, or spread it over more senders."),
    CREDIT(Retry.NEVER, "Top up the account at the carrier."),
    ENCODING(Retry.NEVER, "Correct the character set in the carrier's profile."),
    CANCELLED(Retry.NOT_NEEDED, ""),
    /** The rules for its recipient do not let it leave. */
    POLICY(Retry.NEVER, "See which pack of rules decided, with momentum policy explain."),
    /** It ended with us: suppressed, expired in the queue, no route. */
    OUR_SIDE(Retry.NEVER, "See the message's timeline: it ended before any carrier had it."),
    UNKNOWN(Retry.NEVER, "Ask the carrier what the code means, and add it to a file of causes.");

    private final Retry retry;
    private final String advice;

    Cause(Retry retry, String advice) {
        this.retry = retry;
        this.advice = advice;
    }

    /** What usually helps; a carrier's own file may know better. */
    public Retry retry() {
        return retry;
    }

    /** What to do, one sentence; empty where nothing is to be done. */
    public String advice() {
        return advice;
    }
}
