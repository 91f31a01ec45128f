package io.momentum.ops.followup.classify;

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
    T3B
}
