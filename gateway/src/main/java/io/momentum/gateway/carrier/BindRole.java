package io.momentum.gateway.carrier;

import io.momentum.gateway.codec.CommandId;
import java.util.Locale;

/** What a bind may do (SMPP 3.4 section 2.2). */
enum BindRole {
    TRANSMITTER(CommandId.BIND_TRANSMITTER),
    RECEIVER(CommandId.BIND_RECEIVER),
    TRANSCEIVER(CommandId.BIND_TRANSCEIVER);

    private final int commandId;

    BindRole(int commandId) {
        this.commandId = commandId;
    }

    int commandId() {
        return commandId;
    }

    boolean transmits() {
        return this != RECEIVER;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
