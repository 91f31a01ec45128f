package io.momentum.ops.followup;

import io.momentum.store.fact.CareFact;
import java.util.List;
import java.util.Map;

/** What is to be journalled, or why not. */
public sealed interface Decision {

    /** These facts, in their order and together; none where nothing changes. */
    record Facts(List<CareFact> facts) implements Decision {
        public Facts(CareFact... facts) {
            this(List.of(facts));
        }
    }

    /**
     * No.
     *
     * @param code stable, for programs
     * @param more what the refused one needs to know: who has it, which fields are missing
     */
    record Refused(Code code, String detail, Map<String, String> more) implements Decision {
        public Refused(Code code, String detail) {
            this(code, detail, Map.of());
        }
    }

    /** Why not. */
    enum Code {
        /** Somebody else was first. */
        TAKEN,
        /** It has changed since it was looked at. */
        CHANGED,
        CLOSED,
        NOT_CLOSED,
        MERGED,
        /** Closing needs an outcome that is known here. */
        OUTCOME_UNKNOWN,
        /** An outcome asks for fields, or for better ones. */
        FIELDS,
        UNKNOWN_LABEL,
        /** Nobody here has the name that it is to be given to. */
        UNKNOWN_OWNER,
        UNKNOWN_TEAM,
        BAD_TIME,
        NOT_FOUND,
        NOTHING_PROMISED,
        /** What it is in does not allow it: a campaign that runs, one that has ended. */
        STAGE,
        /** The linter has found an error. */
        LINT,
        /** The contact must not be written to. */
        OPTED_OUT,
        /** The contact is under legal hold. */
        HELD,
        BUSY
    }
}
