package io.momentum.ops.followup.classify;

import java.util.Locale;

/** What a reply is, for queues, owners and reports. Where one reply is several, the first in this order counts. */
public enum Label {
    OPT_OUT,
    /** Danger, theft or fraud in progress; a threat of lawyer, press or regulator. */
    URGENCY,
    COMPLAINT,
    /** An appointment or a payment date is to be moved or cancelled, though it may be asked as a question. */
    RESCHEDULE,
    /** An acceptance or a sign that somebody will buy; stronger than a question in the same reply. */
    INTERESTED,
    CONFIRMATION,
    QUESTION,
    NO_ACTION;

    /** As it is written everywhere outside: "opt_out". */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
