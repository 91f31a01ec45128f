package io.momentum.ops.followup.classify;

import java.util.List;

/**
 * What a reply was found to be, and why.
 *
 * @param label the one that decides who works on it
 * @param intent the same, finer
 * @param optOut it is an opt-out, or may be one: then {@code needsTriage} too
 * @param urgent whatever the label, somebody should look at once
 * @param confidence 0..1, that the label is right
 * @param needsTriage nobody may act on the label before a person has looked
 * @param version of what decided: rules and model
 * @param reasons up to three, the strongest first
 * @param extracted what the reply names, for the form of its outcome
 */
public record Classification(
        Label label,
        Intent intent,
        boolean optOut,
        boolean urgent,
        double confidence,
        boolean needsTriage,
        Source source,
        String version,
        List<String> reasons,
        Extracted extracted) {

    /** Who decided. */
    public enum Source {
        RULE,
        MODEL,
        HUMAN
    }

    static final int REASONS = 3;

    public Classification {
        if (!(confidence >= 0 && confidence <= 1)) throw new IllegalArgumentException("confidence: 0..1");
        reasons = List.copyOf(reasons);
    }

    /** The same reply as a person judged it. */
    public Classification corrected(Intent intent, String operator) {
        return new Classification(
                intent.label(),
                intent,
                intent == Intent.OPT_OUT,
                intent == Intent.URGENCY,
                1,
                false,
                Source.HUMAN,
                version,
                List.of("corrected from " + this.intent + " by " + operator),
                extracted);
    }
}
