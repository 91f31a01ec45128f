package io.momentum.gateway.path;

import io.momentum.gateway.codec.MessagePdu;
import io.momentum.gateway.codec.SmppTime;
import java.util.concurrent.TimeUnit;

/** From when on, and until when, a message may leave our queue: schedule_delivery_time and validity_period. */
final class Times {

    /** Where the ESME sets no validity_period: nothing is sent days late. */
    static final long DEFAULT_MILLIS = TimeUnit.HOURS.toMillis(48);

    private Times() {}

    /** When a message must not be sent any more, milliseconds since 1970. One for later has its whole time from then on. */
    static long expiresAtMillis(MessagePdu message, long acceptedMillis) {
        long fromMillis = Math.max(acceptedMillis, dueAtMillis(message, acceptedMillis));
        String validity = message.validity();
        if (validity.isEmpty()) return fromMillis + DEFAULT_MILLIS;
        long micros = SmppTime.micros(validity, acceptedMillis * 1000);
        return micros == SmppTime.NONE ? fromMillis + DEFAULT_MILLIS : micros / 1000;
    }

    /** When a message is due that is to be sent later, milliseconds since 1970; 0 for now. */
    static long dueAtMillis(MessagePdu message, long acceptedMillis) {
        String schedule = message.scheduleTime();
        if (schedule.isEmpty()) return 0;
        long millis = SmppTime.micros(schedule, acceptedMillis * 1000) / 1000;
        return millis > acceptedMillis ? millis : 0;
    }
}
