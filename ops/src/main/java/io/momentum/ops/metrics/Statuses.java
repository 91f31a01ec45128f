package io.momentum.ops.metrics;

import io.momentum.gateway.codec.CommandStatus;
import io.momentum.store.value.MessageState;

/** Codes of the wire as label values: few, whatever a peer sends. */
final class Statuses {

    private static final int STANDARD_MAX = 0x3FF;

    private Statuses() {}

    /** The name of a command_status; all vendors' codes are {@code vendor}, unknown ones {@code other}. */
    static String name(int status) {
        if (status < 0) return "other";
        String name = CommandStatus.name(status);
        if (!name.startsWith("0x")) return name;
        return status > STANDARD_MAX && status < 0x500 ? "vendor" : "other";
    }

    static String kind(int status) {
        if (CommandStatus.isOk(status)) return "ok";
        return CommandStatus.isTemporary(status) ? "temporary" : "permanent";
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The word of a message_state. */
    static String state(int code) {
        for (MessageState state : MessageState.values()) {
            if (state.code() == code) return state.stat().toLowerCase(java.util.Locale.ROOT);
        }
        return "other";
    }
}
