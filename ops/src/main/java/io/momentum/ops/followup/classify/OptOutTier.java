package io.momentum.ops.followup.classify;

import io.momentum.gateway.optout.Verdict;

/** What the opt-out rules found before the classifier was asked. */
public enum OptOutTier {
    NONE,
    /** The whole reply is a keyword. */
    T1,
    /** A phrase that says it: "stop texting me". */
    T2,
    /** It may be one, and is held until somebody looks: "stop calling me". */
    T3,
    /** A keyword beside a matter of business: "cancel my appointment". Not an opt-out. */
    T3B;

    /** The degree of what the opt-out rules say. */
    public static OptOutTier of(Verdict verdict) {
        return switch (verdict.kind()) {
            case KEYWORD -> T1;
            case PHRASE -> T2;
            case AMBIGUOUS -> T3;
            case BUSINESS -> T3B;
            case OPT_IN, HELP, NONE -> NONE;
        };
    }
}
