package io.momentum.gateway.intercept;

/** What a rule does with a message that it matches. */
public sealed interface Action {

    /** Refuses it: its ESME gets the status, and nothing of it is kept. */
    record Reject(int status) implements Action {}

    /** Takes it and ends it at once: the ESME's submit is accepted, and the receipt that it asked for says REJECTD. */
    record Drop() implements Action {}

    /** Changes it; the rules behind this one see it changed. */
    record Rewrite(Changes changes) implements Action {}

    /** Lets it go: no rule behind this one is looked at. */
    record Pass() implements Action {}

    /** Asks a program which of the others is to be done. */
    record Ask(String hook, Unanswered unanswered) implements Action {}

    /** What becomes of a message for which a program has no answer in time: each rule has to say it. */
    enum Unanswered {
        /** It goes on to the next rule, as if the program had let it. */
        PASS,
        /** It is refused with ESME_RX_T_APPN: whoever sent it may try again later. */
        REFUSE
    }

    /** The command_status of what a rule refuses that names none, and of what it drops: in the range for vendors. */
    int STATUS = 0x0432;
}
