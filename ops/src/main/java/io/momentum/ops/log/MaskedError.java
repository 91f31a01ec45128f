package io.momentum.ops.log;

import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;

/** What went wrong, without the numbers of people: {@code %ex} in patterns. */
public final class MaskedError extends ThrowableProxyConverter {

    @Override
    public String convert(ILoggingEvent event) {
        String text = super.convert(event);
        return MaskedMessage.isOff(event) ? text : Masking.text(text);
    }

    /** The same of one error, for other forms than patterns. */
    String of(IThrowableProxy error) {
        return throwableProxyToString(error);
    }
}
