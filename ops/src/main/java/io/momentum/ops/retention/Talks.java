package io.momentum.ops.retention;

import io.momentum.ops.care.Conversations;
import io.momentum.ops.followup.Conversation;
import io.momentum.store.index.Shelf;
import io.momentum.store.index.Stays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Why texts stay for the sake of contacts and their conversations. Any thread; the state after some commit. */
final class Talks {

    /** What is said to or of a larger number is said in a conversation: numbers have 15 digits at most. */
    private static final long DIGITS_MAX = 999_999_999_999_999L;

    /** Of a contact with more, all that it was told stays. */
    private static final int CONVERSATIONS_MAX = 10_000;

    private static final int MERGES_MAX = 20;

    private final Shelf rows;
    private final LongPredicate held;
    private final long beforeMicros;

    /** @param beforeMillis a conversation that was closed later goes on, for texts */
    Talks(Shelf rows, LongPredicate held, long beforeMillis) {
        this.rows = rows;
        this.held = held;
        beforeMicros = TimeUnit.MILLISECONDS.toMicros(beforeMillis);
    }

    /** Why what was said to a contact stays; 0 for a contact that nobody knows. */
    @Nullable
    Stays contact(long digits) {
        if (digits == 0) return null;
        if (held.test(digits)) return Stays.HOLD;
        List<Conversation> all = Conversations.ofContact(rows, digits, CONVERSATIONS_MAX);
        boolean over = all.size() < CONVERSATIONS_MAX && all.stream().allMatch(each -> isOver(each, MERGES_MAX));
        return over ? null : Stays.GOES_ON;
    }

    /** Why what was said in a conversation stays. */
    @Nullable
    Stays conversation(long id) {
        Conversation c = Conversations.find(rows, id).orElse(null);
        if (c == null) return null;
        if (held.test(c.digits())) return Stays.HOLD;
        return isOver(c, MERGES_MAX) ? null : Stays.GOES_ON;
    }

    private boolean isOver(Conversation c, int merges) {
        if (c.isOpen() || merges == 0) return false;
        if (c.into() != 0) {
            int left = merges - 1;
            return Conversations.find(rows, c.into())
                    .map(into -> isOver(into, left))
                    .orElse(true);
        }
        return c.closure().atMicros() < beforeMicros;
    }

    /** The same of what an entry of the audit quotes. */
    @Nullable
    Stays quoted(long of) {
        return of > DIGITS_MAX ? conversation(of) : contact(of);
    }

    /** Why a reply in no conversation stays: somebody is still to look at it. */
    @Nullable
    Stays reply(long moId) {
        return Conversations.isUndecided(rows, moId) ? Stays.IN_USE : null;
    }

    List<Long> conversationsOf(long digits) {
        return Conversations.ofContact(rows, digits, CONVERSATIONS_MAX).stream()
                .map(Conversation::id)
                .toList();
    }
}
