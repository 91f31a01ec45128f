package io.momentum.ops.followup.classify;

import java.util.Locale;

/** What a reply is, for queues, owners and reports. Where one reply is several, the first in this order counts. */
public enum Label {
    OPT_OUT(0),
    /** Danger, theft or fraud in progress; a threat of lawyer, press or regulator. */
    URGENCY(1),
    COMPLAINT(2),
    /** An appointment or a payment date is to be moved or cancelled, though it may be asked as a question. */
    RESCHEDULE(3),
    /** An acceptance or a sign that somebody will buy; stronger than a question in the same reply. */
    INTERESTED(4),
    CONFIRMATION(5),
    QUESTION(6),
    NO_ACTION(7);

    private final int place;

    Label(int place) {
        this.place = place;
    }

    /** Its place in the order, from 0. */
    int place() {
        return place;
    }

    /** As it is written everywhere outside: "opt_out". */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
