package io.momentum.gateway.policy;

import java.time.Instant;
import java.util.List;

/** Whether a message may leave now. */
public sealed interface Decision {

    /**
     * It may.
     *
     * @param why what was looked at, for people
     */
    record Send(List<String> why) implements Decision {}

    /**
     * Not before a time.
     *
     * @param pack the one that has the last word
     * @param version its version
     */
    record Defer(Instant until, String pack, int version, String why) implements Decision {}

    /** Not within {@link PolicyBook#HORIZON}. */
    record Reject(String pack, int version, String why) implements Decision {}
}
