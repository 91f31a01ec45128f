package io.momentum.ops.api;

import io.momentum.ops.api.Sends.Draft;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.PduText;
import io.momentum.store.index.Index;
import io.momentum.store.index.Views;
import io.momentum.store.journal.Journal;
import io.momentum.store.value.SystemId;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sends a message once, however often its request is repeated. The key is part of the accepted fact, so an earlier process
 * counts as well. A request that comes while an equal one is on its way waits for the same answer. A refused message leaves no
 * trace: its key may be used again.
 *
 * <p>An entry stands here from the request until its message is durable or refused, and is then found in the index; before
 * the index is asked it has folded all that was durable at that moment. So no moment is without an answer.
 */
final class Once {

    private final Sends sends;
    private final Index index;
    private final Journal journal;
    private final JournalLookup lookup;
    private final ConcurrentHashMap<Key, UnderWay> underWay = new ConcurrentHashMap<>();

    private record Key(SystemId account, String text) {}

    private record UnderWay(byte[] pdu, CompletableFuture<Long> answer) {}

    /**
     * How it went.
     *
     * @param replayed an earlier request sent it
     */
    record Sent(long mtId, boolean replayed) {}

    Once(Sends sends, Index index, Journal journal, JournalLookup lookup) {
        this.sends = sends;
        this.index = index;
        this.journal = journal;
        this.lookup = lookup;
    }

    /** Blocks until it is known. */
    Sent send(Draft draft) {
        if (draft.key() == null) return new Sent(Waiting.forResult(sends.submit(draft)), false);
        var key = new Key(draft.account().id(), draft.key());
        var mine = new UnderWay(draft.pdu(), new CompletableFuture<>());
        UnderWay first = underWay.putIfAbsent(key, mine);
        if (first != null) {
            mustEqual(draft.pdu(), first.pdu());
            return new Sent(Waiting.forResult(first.answer()), true);
        }
        mine.answer().whenComplete((id, refusal) -> underWay.remove(key, mine));
        try {
            return sendFirst(draft, key, mine);
        } catch (RuntimeException e) {
            // A submission that is still on its way answers by itself.
            if (!(e instanceof Refusal refusal) || refusal.problem().status() != 504)
                mine.answer().completeExceptionally(e);
            throw e;
        }
    }

    private Sent sendFirst(Draft draft, Key key, UnderWay mine) {
        if (!Waiting.forIndex(index, journal, Waiting.AT_MOST)) {
            throw Problem.busy("The index lags behind; whether the message was sent before is not known yet.")
                    .refusal();
        }
        OptionalLong earlier = index.byIdempotencyKey(key.account(), key.text());
        if (earlier.isPresent()) {
            mustEqual(draft.pdu(), acceptedPdu(earlier.getAsLong()));
            mine.answer().complete(earlier.getAsLong());
            return new Sent(earlier.getAsLong(), true);
        }
        sends.submit(draft).whenComplete((id, refusal) -> {
            if (refusal == null) mine.answer().complete(id);
            else mine.answer().completeExceptionally(refusal);
        });
        return new Sent(Waiting.forResult(mine.answer()), false);
    }

    private byte[] acceptedPdu(long mtId) {
        Views.Message message =
                index.message(mtId).orElseThrow(() -> new IllegalStateException("a key without its message, " + mtId));
        Views.Event first = Objects.requireNonNull(message.timeline().getFirst());
        if (lookup.at(first.position()) instanceof MtAccepted accepted) return accepted.pdu();
        throw new IllegalStateException("a message that does not begin with its acceptance, " + mtId);
    }

    private static void mustEqual(byte[] pdu, byte[] earlier) {
        if (PduText.isSame(pdu, earlier)) return;
        throw Problem.unprocessable(
                        "IDEMPOTENCY_KEY_REUSED", "The Idempotency-Key was given with another message before.")
                .refusal();
    }
}
