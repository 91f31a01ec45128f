package io.momentum.ops.followup;

import java.util.List;

/**
 * A way to end a conversation.
 *
 * @param code as in facts and files
 * @param required fields without which it is refused
 * @param isFinal whether it settles the matter; {@code follow_up_pending} does not
 * @param isPositive whether it is what the campaign hoped for
 */
public record Outcome(String code, List<String> required, boolean isFinal, boolean isPositive) {

    /** Those of the product; a team may add its own. */
    public static final List<Outcome> STANDARD = List.of(
            new Outcome("appointment_confirmed", List.of("date"), true, true),
            new Outcome("interested_assigned", List.of("assignee"), true, true),
            new Outcome("opt_out_applied", List.of(), true, false),
            new Outcome("escalated", List.of("to"), true, false),
            new Outcome("payment_promised", List.of("date", "amount"), true, true),
            new Outcome("resolved", List.of(), true, true),
            new Outcome("follow_up_pending", List.of("date"), false, false));
}
