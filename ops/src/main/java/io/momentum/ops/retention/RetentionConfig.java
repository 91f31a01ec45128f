package io.momentum.ops.retention;

import java.time.Duration;
import java.util.Optional;

/**
 * How long what is kept.
 *
 * @param messages how long a message is kept after it came, {@link #MESSAGES_MIN} to {@link #MAX}; empty for ever
 * @param texts how long what somebody wrote or was told is kept, {@link #MESSAGES_MIN} to {@link #MAX}; empty for ever
 */
public record RetentionConfig(Optional<Duration> messages, Optional<Duration> texts) {

    /** Rules for recipients look back for a month, and a day is no reason to lose it. */
    public static final Duration MESSAGES_MIN = Duration.ofDays(40);

    public static final Duration MAX = Duration.ofDays(36_500);

    /** Nothing ever goes. */
    public static final RetentionConfig FOR_EVER = new RetentionConfig(Optional.empty(), Optional.empty());

    /** Whether nothing goes for its age. */
    public boolean isForEver() {
        return messages.isEmpty() && texts.isEmpty();
    }
}
