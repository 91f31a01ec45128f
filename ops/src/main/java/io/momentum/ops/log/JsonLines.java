package io.momentum.ops.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.LayoutBase;
import org.jspecify.annotations.Nullable;

/** One JSON object a line, with time, level, logger, thread, message and, where there is one, error. */
final class JsonLines extends LayoutBase<ILoggingEvent> {

    private final boolean toJournal;
    private final MaskedError errors = new MaskedError();

    /**
     * Makes the form.
     *
     * @param toJournal whether a line begins with its priority, as journald takes it off again
     */
    JsonLines(boolean toJournal) {
        this.toJournal = toJournal;
    }

    @Override
    public void start() {
        errors.start();
        super.start();
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        var line = new StringBuilder(256);
        if (toJournal) line.append('<').append(priority(event.getLevel())).append('>');
        line.append('{');
        member(line, "time", event.getInstant().toString()).append(',');
        member(line, "level", event.getLevel().toString()).append(',');
        member(line, "logger", event.getLoggerName()).append(',');
        member(line, "thread", event.getThreadName()).append(',');
        member(line, "message", MaskedMessage.of(event));
        String error = error(event);
        if (!error.isEmpty()) member(line.append(','), "error", error);
        return line.append("}\n").toString();
    }

    private String error(ILoggingEvent event) {
        @Nullable IThrowableProxy error = event.getThrowableProxy();
        if (error == null) return "";
        String text = errors.of(error).stripTrailing();
        return MaskedMessage.isOff(event) ? text : Masking.text(text);
    }

    /** As syslog counts, see sd-daemon(3). */
    private static int priority(Level level) {
        return switch (level.toInt()) {
            case Level.ERROR_INT -> 3;
            case Level.WARN_INT -> 4;
            case Level.INFO_INT -> 6;
            default -> 7;
        };
    }

    private static StringBuilder member(StringBuilder line, String name, String value) {
        line.append('"').append(name).append("\":\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"', '\\' -> line.append('\\').append(c);
                case '\n' -> line.append("\\n");
                case '\t' -> line.append("\\t");
                default -> {
                    if (c >= ' ' && c != 0x7f && !Character.isSurrogate(c)) line.append(c);
                    else line.append("\\u%04x".formatted((int) c));
                }
            }
        }
        return line.append('"');
    }
}
