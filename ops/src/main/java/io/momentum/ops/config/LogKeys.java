package io.momentum.ops.config;

import io.momentum.ops.log.LogConfig;

/** Reads how the process logs. */
final class LogKeys {

    private LogKeys() {}

    static LogConfig read(Section section) {
        LogConfig usual = LogConfig.DEFAULT;
        var log = new LogConfig(
                section.value("format", Values.constant(LogConfig.Format.class), usual.format()),
                section.value("level", Values.constant(LogConfig.Severity.class), usual.level()),
                section.value("masked", Values.FLAG, usual.masked()));
        section.end();
        return log;
    }
}
