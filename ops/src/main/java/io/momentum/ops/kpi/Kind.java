package io.momentum.ops.kpi;

/** What a row is about, and so what its time is. The codes are in the index: never change one, nor give it again. */
public enum Kind {
    /** A message of a campaign, when it was accepted. */
    MESSAGE(1),
    /** A contact that a campaign wrote to, when its first message was accepted. */
    RECIPIENT(2),
    /** A subscriber's message, when it was journalled. */
    REPLY(3),
    /** From a first reply to its outcome, when that reply was journalled. */
    EPISODE(4),
    /** The close of a conversation, when it was closed. */
    CLOSE(5),
    /** A response-time clock, when it was due. */
    DEADLINE(6),
    /** An answer to a further reply, when that reply was journalled. */
    RESPONSE(7),
    /** A promise to pay, when it was due, days of grace included. */
    PROMISE(8),
    /** A conversation that waits for us, since when; there while it does. */
    OPEN(9),
    /** A recipient that a campaign did not write to, when that was decided. */
    SKIPPED(10);

    private final int code;

    Kind(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** Whether its rows tell how things stand and not what happened: they go when that is over, and count in no hour. */
    boolean isStanding() {
        return this == OPEN;
    }
}
