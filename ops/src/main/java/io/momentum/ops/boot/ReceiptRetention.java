package io.momentum.ops.boot;

import io.momentum.gateway.net.Loop;
import io.momentum.store.fact.Fact.ReceiptsForgotten;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Says every hour which receipts without a message are kept no longer. It is a fact, so that the index comes out the same
 * whatever the configuration says on the day of a rebuild. Owned by a loop.
 */
final class ReceiptRetention {

    private static final long FIRST_MILLIS = TimeUnit.MINUTES.toMillis(1);
    private static final long EVERY_MILLIS = TimeUnit.HOURS.toMillis(1);

    private final Loop loop;
    private final long keepMicros;

    private ReceiptRetention(Loop loop, Duration keep) {
        this.loop = loop;
        keepMicros = TimeUnit.MILLISECONDS.toMicros(keep.toMillis());
    }

    static void start(Loop loop, Duration keep) {
        var retention = new ReceiptRetention(loop, keep);
        loop.run(() -> loop.after(FIRST_MILLIS, retention::forget));
    }

    private void forget() {
        long now = loop.nowMicros();
        loop.stage().note(new ReceiptsForgotten(now, now - keepMicros));
        loop.after(EVERY_MILLIS, this::forget);
    }
}
