package io.momentum.ops.followup;

import io.momentum.store.fact.CareFact.Verdict;
import java.util.List;
import java.util.Map;

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

    /** What it amounts to with these fields. */
    public Verdict verdict(Map<String, String> fields) {
        boolean complete = required.stream()
                .noneMatch(field -> fields.getOrDefault(field, "").isBlank());
        return new Verdict(isFinal, isPositive, complete);
    }

    /**
     * What a standard outcome amounts to where its fact does not say: an earlier release kept that to itself. Another one
     * settled the matter.
     */
    public static Verdict usual(String code, Map<String, String> fields) {
        for (Outcome each : STANDARD) {
            if (each.code().equals(code)) return each.verdict(fields);
        }
        return new Verdict(true, false, true);
    }
}
