package io.momentum.ops.api;

import io.momentum.store.index.Views;
import io.momentum.store.value.SuppressionScope;
import io.momentum.store.value.SystemId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the API asks the index. Any thread; may block. */
public interface ApiIndex {

    Optional<Views.Message> message(long mtId);

    Views.Page<Views.ContactLine> contact(long digits, @Nullable String cursor, int limit);

    Views.Page<Views.Suppression> suppressions(@Nullable SuppressionScope scope, @Nullable String cursor, int limit);

    List<Views.Suppression> suppressionsOf(long digits);

    OptionalLong byIdempotencyKey(SystemId account, String key);

    /** Waits until all facts up to this one are folded. @return false when that took too long */
    boolean awaitSequence(long sequence, Duration atMost) throws InterruptedException;

    /** The last fact that is folded. */
    long lastSequence();
}
