package io.momentum.ops.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Holds back what repeats: of one sentence about one thing (its first argument: a carrier, an account, a reason) so many lines a
 * minute, of one sentence about anything some more; the first line of the next minute says how many were held back. The thing
 * that changes its state now and then keeps a line for each change. Any thread.
 */
public final class Repeats extends TurboFilter {

    private static final int ABOUT_ONE = 10;
    private static final int ABOUT_ANY = 300;
    private static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);
    /** Sentences and things that are remembered; beyond it all begin anew. */
    private static final int REMEMBERED = 10_000;

    private final LongSupplier nanos;
    private final Map<String, Window> windows = new ConcurrentHashMap<>();

    public Repeats() {
        this(System::nanoTime);
    }

    Repeats(LongSupplier nanos) {
        this.nanos = nanos;
    }

    private static final class Window {
        private long beganNanos;
        private int lines;
        private long heldBack;

        Window(long beganNanos) {
            this.beganNanos = beganNanos;
        }

        /** How many were held back in the window before, where this is the first line of the next; -1 to hold this one back. */
        long next(long now, int most) {
            if (now - beganNanos >= WINDOW_NANOS) {
                long before = heldBack;
                beganNanos = now;
                lines = 1;
                heldBack = 0;
                return before;
            }
            if (lines >= most) {
                heldBack++;
                return -1;
            }
            lines++;
            return 0;
        }
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] arguments,
            @Nullable Throwable error) {
        if (format == null || !level.isGreaterOrEqual(logger.getEffectiveLevel())) return FilterReply.NEUTRAL;
        String sentence = logger.getName() + ' ' + format;
        String thing = arguments == null || arguments.length == 0 ? "" : String.valueOf(arguments[0]);
        long one = next(sentence + ' ' + thing, ABOUT_ONE);
        if (one < 0) return FilterReply.DENY;
        long any = next(sentence, ABOUT_ANY);
        if (any < 0) return FilterReply.DENY;
        if (one + any > 0) logger.warn(HELD_BACK, one + any, format);
        return FilterReply.NEUTRAL;
    }

    private static final String HELD_BACK = "{} lines like the next were held back, for they came too often: {}";

    private long next(String key, int most) {
        if (windows.size() >= REMEMBERED) windows.clear();
        long[] next = new long[1];
        windows.compute(key, (same, window) -> {
            Window at = window == null ? new Window(nanos.getAsLong()) : window;
            next[0] = at.next(nanos.getAsLong(), most);
            return at;
        });
        return next[0];
    }
}
