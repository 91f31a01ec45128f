package io.momentum.ops.api;

import io.momentum.ops.access.Right;
import io.momentum.ops.care.Conversations;
import io.momentum.store.index.Shelf;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * How many conversations of a list somebody may see. For those who see all it is known; for others they are counted, up to
 * {@value #COUNTED_MAX}; those that fit a filter are, among the first {@value #FITTING_MAX}.
 *
 * @param count how many, or at least
 * @param more whether it is at least
 */
record ConversationCounts(long count, boolean more) {

    private static final int COUNTED_MAX = 2_000;

    /** A page with a filter waits for this, each time that something changes. */
    private static final int FITTING_MAX = 500;

    static ConversationCounts of(Shelf rows, String view, Caller caller) {
        if (caller.seesEverything()) return new ConversationCounts(Conversations.count(rows, view), false);
        long count = 0;
        @Nullable String cursor = null;
        for (int pages = 0; pages < COUNTED_MAX / 500; pages++) {
            Conversations.Page page = Conversations.page(rows, view, c -> caller.may(Right.READ, c), cursor, 500);
            count += page.items().size();
            cursor = page.next();
            if (cursor == null) break;
        }
        return new ConversationCounts(count, cursor != null);
    }

    /** Of the list's first ones, how many fit. */
    static ConversationCounts fitting(Shelf rows, String view, ConversationFilter filter) {
        Conversations.Fitting fitting = Conversations.fitting(rows, view, filter.fits(), FITTING_MAX);
        return new ConversationCounts(fitting.count(), fitting.more());
    }

    /** Says how many fit, beside the list's count. */
    void addTo(JsonObject json) {
        json.put("fitting", count).put("more", more);
    }
}
