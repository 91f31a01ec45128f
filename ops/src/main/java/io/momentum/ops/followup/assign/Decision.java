package io.momentum.ops.followup.assign;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Who owns it, and why.
 *
 * @param owner never empty
 * @param rule the rule that gave it; empty for the one on duty
 * @param team the rule's team; empty for the one on duty
 * @param acceptBy when it goes to the next unless it is taken up; empty for never
 * @param weight of the owner, where turns are by weight; 0 elsewhere
 * @param looks every rule that was looked at, in order
 */
public record Decision(
        String owner,
        String rule,
        String team,
        Reason reason,
        Optional<Instant> acceptBy,
        int weight,
        List<Look> looks) {

    /** What made a new owner necessary. */
    public enum Reason {
        /** It had none. */
        NEW,
        /** The one before did not take it up in time. */
        TIMEOUT,
        /** It goes on after a close. */
        REOPENED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One rule, and what became of it.
     *
     * @param outcome in words
     */
    public record Look(String rule, String outcome, List<Candidate> candidates) {}

    /** One member, and why it was or was not taken, in words. */
    public record Candidate(String member, boolean taken, String why) {}

    public Decision {
        looks = List.copyOf(looks);
    }

    /** What an operator is told. */
    public List<String> explain() {
        List<String> lines = new ArrayList<>();
        String by = rule.isEmpty() ? "on duty" : "rule " + rule + ", team " + team;
        lines.add("owner " + owner + " (" + by + ", reason " + reason.word() + ")");
        acceptBy.ifPresent(at -> lines.add("to be taken up by " + at));
        for (Look look : looks) {
            lines.add(look.rule() + ": " + look.outcome());
            for (Candidate each : look.candidates()) {
                lines.add((each.taken() ? "  + " : "  - ") + each.member() + ": " + each.why());
            }
        }
        return lines;
    }
}
