package io.momentum.gateway.profile;

import io.momentum.gateway.cause.CauseTable;

/**
 * What the carrier's codes mean, and what follows.
 *
 * @param optOuts how wide the door is closed that the carrier reports as closed by the subscriber
 */
public record CauseRules(CauseTable table, OptOuts optOuts) {

    public static final CauseRules DEFAULT = new CauseRules(CauseTable.EMPTY, OptOuts.ACCOUNT);

    /** What a carrier's report of an opt-out closes. */
    public enum OptOuts {
        /** Nothing: it is only shown. */
        OFF,
        /** The number, for the account whose message was refused. */
        ACCOUNT,
        /** The number, for everybody. */
        GLOBAL
    }
}
