package io.momentum.store.outbox;

import io.momentum.store.value.SystemId;
import java.util.List;

/**
 * Gives an account's waiting entries to whoever has a bind for it. Pulled, so that what is in memory is bounded by what was
 * asked for; the rest stays in the index.
 */
public interface OutboxFeed {

    /** Takes entries in order. Called on the projector's thread: hand over, do not work. */
    @FunctionalInterface
    interface Sink {
        void accept(List<OutboxEntry> entries);
    }

    /**
     * Asks for up to {@code max} entries after {@code afterOutboxId}. Answered once, as soon as there is at least one; a
     * later request of the same account replaces one that is still unanswered. Any thread.
     */
    void request(SystemId account, long afterOutboxId, int max, Sink sink);

    /**
     * Takes an unanswered request back: the account's last bind has gone. Only one with this very sink; a request that
     * another sink has made since stays. Any thread.
     */
    void cancel(SystemId account, Sink mine);
}
