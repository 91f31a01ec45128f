package io.momentum.ops.log;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/** What a line says, without the numbers of people: {@code %msg} in patterns. */
public final class MaskedMessage extends ClassicConverter {

    @Override
    public String convert(ILoggingEvent event) {
        return of(event);
    }

    static String of(ILoggingEvent event) {
        if (isOff(event)) return event.getFormattedMessage();
        return Masking.line(event.getMessage(), event.getArgumentArray());
    }

    static boolean isOff(ILoggingEvent event) {
        return event.getLoggerContextVO().getPropertyMap().containsKey(Logs.UNMASKED);
    }
}
