package io.momentum.ops.followup.sla;

/** What a clock has to say. Each once in the clock's life. */
public sealed interface SlaSignal {

    /** So much of the time has gone. */
    record Warned(int percent) implements SlaSignal {}

    /** It is past its due time. */
    record Breached() implements SlaSignal {}

    /** The next on the ladder is to be told. */
    record Escalated(Rung.Whom whom) implements SlaSignal {}

    /** Whether it is said only once its moment is over: what is done at the due time itself is done in time. */
    default boolean isAfterDue() {
        return !(this instanceof Warned);
    }
}
