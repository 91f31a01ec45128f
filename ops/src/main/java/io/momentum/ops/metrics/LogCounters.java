package io.momentum.ops.metrics;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.LoggerFactory;

/** Counts the lines of the log by level. What a level keeps out of the log costs nothing. Any thread. */
final class LogCounters extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final LongAdder errors = new LongAdder();
    private final LongAdder warnings = new LongAdder();
    private final LongAdder others = new LongAdder();

    /** Counts from now on. */
    static LogCounters attached() {
        var counters = new LogCounters();
        counters.setName("momentum-log-counters");
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            counters.setContext(context);
            counters.start();
            context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(counters);
        }
        return counters;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.ERROR)) errors.increment();
        else if (event.getLevel().isGreaterOrEqual(Level.WARN)) warnings.increment();
        else others.increment();
    }

    Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        counts.put("error", errors.sum());
        counts.put("warn", warnings.sum());
        counts.put("info", others.sum());
        return counts;
    }

    @Override
    public void close() {
        if (getContext() instanceof LoggerContext context)
            context.getLogger(Logger.ROOT_LOGGER_NAME).detachAppender(this);
        stop();
    }
}
