package io.momentum.gateway.server;

import io.momentum.gateway.codec.BindRequest;
import io.momentum.gateway.server.EsmeProfile.BindLimits;

/** What a bind is for (SMPP 3.4 section 2.2). */
public enum BindKind {
    TRANSMITTER,
    RECEIVER,
    TRANSCEIVER;

    static BindKind of(BindRequest request) {
        if (!request.receives()) return TRANSMITTER;
        return request.transmits() ? TRANSCEIVER : RECEIVER;
    }

    int most(BindLimits limits) {
        return switch (this) {
            case TRANSMITTER -> limits.transmitters();
            case RECEIVER -> limits.receivers();
            case TRANSCEIVER -> limits.transceivers();
        };
    }
}
