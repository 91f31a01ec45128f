package io.momentum.ops.followup;

import io.momentum.store.fact.CareFact.Stage;
import java.util.List;
import java.util.Map;

/** What somebody wants of one conversation. */
public sealed interface Command {

    /** Takes it, where nobody has it: exactly one of many wins. */
    record Claim(String owner) implements Command {}

    /** Gives it to a team, or to one of it. */
    record Assign(String team, String owner, String reason) implements Command {}

    /** Says what it is; the same label again confirms it. */
    record Relabel(String label, String detail, boolean urgent) implements Command {}

    record Note(String text) implements Command {}

    /**
     * An answer has been accepted for sending.
     *
     * @param mtId the message
     */
    record Answered(long mtId) implements Command {}

    /** Something was done outside. */
    record Act(String kind, String text) implements Command {}

    /** In progress, waiting for the contact, or asleep until a time. */
    record Move(Stage stage, long untilMicros, String reason) implements Command {}

    record Close(String outcome, Map<String, String> fields) implements Command {}

    record Reopen(String reason) implements Command {}

    /** Makes it part of another one of the same contact. */
    record Merge(Conversation into) implements Command {}

    /** Says what a reply answers; 0 for the last one. */
    record Relink(long moId, long mtId, String campaign, String reason) implements Command {}

    record Escalate(String to, String reason) implements Command {}

    /** What a promise came to. */
    record Settle(String state, String amount) implements Command {}

    /**
     * Undoes a change.
     *
     * @param kind of the change
     * @param memory as {@link TakingBack#memory} made it
     */
    record TakeBack(String kind, Map<String, String> memory) implements Command {}

    /** Several in a row, all or none: a bulk change of one conversation. */
    record All(List<Command> commands) implements Command {}
}
