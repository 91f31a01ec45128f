package io.momentum.ops.followup.sla;

import java.util.Locale;

/** What a clock waits for. Each begins when the subscriber's message was journalled. */
public enum ClockKind {
    /** Anything that a person does about it, a reply or not. */
    FIRST_ACTION,
    /** The first reply of a person. */
    FIRST_RESPONSE,
    /** The reply to each message after that. */
    NEXT_RESPONSE,
    /** The end of the episode. */
    RESOLUTION;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
