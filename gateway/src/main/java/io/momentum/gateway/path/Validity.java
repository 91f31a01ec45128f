package io.momentum.gateway.path;

import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.SmppTime;
import java.util.concurrent.TimeUnit;

/** How long a message may wait in our queue. */
final class Validity {

    /** Where the ESME sets no validity_period: nothing is sent days late. */
    static final long DEFAULT_MILLIS = TimeUnit.HOURS.toMillis(48);

    private Validity() {}

    /** When a message must not be sent any more, milliseconds since 1970. */
    static long expiresAtMillis(MessagePdu message, long acceptedMillis) {
        String validity = message.validity();
        if (validity.isEmpty()) return acceptedMillis + DEFAULT_MILLIS;
        long micros = SmppTime.micros(validity, acceptedMillis * 1000);
        return micros == SmppTime.NONE ? acceptedMillis + DEFAULT_MILLIS : micros / 1000;
    }
}
