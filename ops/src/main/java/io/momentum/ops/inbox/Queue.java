package io.momentum.ops.inbox;

import java.util.Arrays;
import java.util.Optional;

/** The lists that a team works, the most pressing first. A constant's path stands in URLs. */
public enum Queue {
    BREACHING("breaching", "breaching"),
    OPT_OUT_REVIEW("opt-out-review", "opt_out_review"),
    URGENT("urgent", "urgent"),
    MINE("mine", ""),
    UNOWNED("unowned", "unowned"),
    WAITING("waiting", "waiting"),
    NO_CONTEXT("no-context", "no_context"),
    NO_OUTCOME("no-outcome-today", ""),
    TRIAGE("triage", "triage"),
    SCHEDULED("scheduled", "scheduled"),
    OPEN("open", "open"),
    CLOSED("closed", "closed");

    private final String path;
    private final String view;

    Queue(String path, String view) {
        this.path = path;
        this.view = view;
    }

    public String path() {
        return path;
    }

    /** The key of its name. */
    public String key() {
        return "queue.name." + path;
    }

    /** The list of the API, and of its counts; empty where it is made otherwise. */
    String view() {
        return view;
    }

    static Optional<Queue> of(String path) {
        return Arrays.stream(values()).filter(each -> each.path.equals(path)).findFirst();
    }
}
