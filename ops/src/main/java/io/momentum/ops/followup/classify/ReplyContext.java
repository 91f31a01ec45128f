package io.momentum.ops.followup.classify;

import java.util.Map;

/**
 * What is known of a reply besides its text.
 *
 * @param asked what the message before it asked
 * @param answers what that message offered as answers, folded as {@link Folded} does, and what each means
 * @param hours since that message; negative where unknown
 * @param language of the contact, "en", "es" and so on; empty where unknown
 * @param optOut what the opt-out rules found
 */
public record ReplyContext(Asked asked, Map<String, Intent> answers, int hours, String language, OptOutTier optOut) {

    /** After three days a bare "yes" answers nothing in particular. */
    private static final int OPEN_HOURS = 72;

    public static final ReplyContext NONE = of(Asked.NONE);

    public ReplyContext {
        answers = Map.copyOf(answers);
    }

    public static ReplyContext of(Asked asked) {
        return new ReplyContext(asked, Map.of(), -1, "", OptOutTier.NONE);
    }

    public ReplyContext with(OptOutTier tier) {
        return new ReplyContext(asked, answers, hours, language, tier);
    }

    /** Without what a message asked too long ago. */
    ReplyContext stillOpen() {
        return hours <= OPEN_HOURS ? this : new ReplyContext(Asked.NONE, Map.of(), hours, language, optOut);
    }
}
