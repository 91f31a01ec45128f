package io.momentum.ops.kpi;

import java.time.Duration;

/** What belongs together in time. */
final class Limits {

    /** A final outcome so soon after the first reply counts as closure. */
    static final Duration CLOSED_WITHIN = Duration.ofDays(7);

    /** So long a carrier may take to say what became of a message. */
    static final Duration RECEIPT_WITHIN = Duration.ofDays(3);

    /** A reply or opt-out so soon after a campaign's first message counts as an answer to it. */
    static final Duration ANSWERS_WITHIN = Duration.ofDays(7);

    /** A contact that was silent for so long is a cold one. */
    static final Duration COLD_AFTER = Duration.ofDays(30);

    private Limits() {}
}
