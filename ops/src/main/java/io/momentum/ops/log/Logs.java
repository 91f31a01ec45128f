package io.momentum.ops.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import org.slf4j.LoggerFactory;

/** Puts into force what the configuration says of the log. Until then, text and INFO hold, masked. */
public final class Logs {

    static final String UNMASKED = "momentum.log.unmasked";

    private Logs() {}

    /** What an operator's own logback.xml says of appenders with other names than ours stays as it is. */
    public static void apply(LogConfig config) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) apply(config, context);
    }

    static void apply(LogConfig config, LoggerContext context) {
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        if (!config.masked()) context.putProperty(UNMASKED, "true");
        if (System.getProperty("momentum.log.level") == null)
            root.setLevel(Level.toLevel(config.level().name()));
        Appender<ILoggingEvent> appender = root.getAppender("stdout");
        if (config.format() == LogConfig.Format.JSON && appender instanceof OutputStreamAppender<ILoggingEvent> lines) {
            writeJson(context, lines);
        }
    }

    private static void writeJson(LoggerContext context, OutputStreamAppender<ILoggingEvent> appender) {
        var layout = new JsonLines("journal".equals(System.getProperty("momentum.log")));
        layout.setContext(context);
        layout.start();
        var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
        encoder.setContext(context);
        encoder.setLayout(layout);
        encoder.start();
        appender.setEncoder(encoder);
    }
}
