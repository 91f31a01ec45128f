package io.momentum.ops.kpi;

import io.momentum.ops.followup.Conversation;
import io.momentum.store.fact.CareFact.ReplyClassified;
import io.momentum.store.fact.Fact.OptedIn;
import io.momentum.store.index.Follower.Tagged;
import io.momentum.store.index.Shelf;
import org.jspecify.annotations.Nullable;

/**
 * Each contact of a campaign once, however many messages it got: it is reached when one is delivered, or when it replies.
 * Owned by the projector.
 */
final class Recipients {

    private final KpiFold fold;

    Recipients(KpiFold fold) {
        this.fold = fold;
    }

    void reached(Tagged message, Shelf.Writable rows) {
        byte[] pointer = KpiKeys.recipientOf(message.campaign(), message.digits());
        KpiRow first = fold.at(rows.get(pointer), rows);
        if (first != null && first.kind() == Kind.MESSAGE) begin(first, message.digits(), pointer, rows);
    }

    /** A campaign has a message for somebody: its first is where the contact will count. */
    void written(KpiRow message, long digits, Shelf.Writable rows) {
        byte[] pointer = KpiKeys.recipientOf(message.dims().campaign(), digits);
        if (rows.get(pointer) == null) rows.put(pointer, KpiKeys.row(message));
    }

    private KpiRow begin(KpiRow sent, long digits, byte[] pointer, Shelf.Writable rows) {
        KpiRow row = KpiRow.of(Kind.RECIPIENT, sent.atMicros(), sent.id(), digits, sent.dims())
                .mark(Mark.REACHED, 1);
        rows.put(pointer, KpiKeys.row(row));
        fold.put(row, rows);
        return row;
    }

    /** A reply was read; a machine's answer is none. */
    void replied(Conversation c, ReplyClassified f, Shelf.Writable rows) {
        KpiRow row = of(c, c.replies().lastAtMicros(), rows);
        if (row == null || f.detail().equals("auto_reply")) return;
        KpiRow next = row.copy().mark(Mark.REPLIED, 1);
        if (f.label().equals("confirmation")) next.mark(Mark.CONFIRMED, 1);
        else if (f.source().equals("human")) next.without(Mark.CONFIRMED);
        fold.put(next, rows);
    }

    void optedOut(Conversation c, Shelf.Writable rows) {
        KpiRow row = of(c, c.replies().lastAtMicros(), rows);
        if (row == null) return;
        fold.put(row.copy().mark(Mark.OPTED_OUT, 1), rows);
        rows.put(KpiKeys.optOutOf(c, Kind.RECIPIENT), KpiKeys.row(row));
    }

    void takenBack(OptedIn f, Shelf.Writable rows) {
        for (KpiRow row : fold.optOutsOf(f, Kind.RECIPIENT, rows))
            fold.put(row.copy().without(Mark.OPTED_OUT), rows);
    }

    /** The contact as one of its campaign, where what it did at a time still counts as an answer to that. */
    private @Nullable KpiRow of(Conversation c, long atMicros, Shelf.Writable rows) {
        if (c.link().campaign().isEmpty()) return null;
        byte[] pointer = KpiKeys.recipientOf(c.link().campaign(), c.digits());
        KpiRow row = fold.at(rows.get(pointer), rows);
        // Who replies has got it, whatever the receipt says, and whenever it comes.
        if (row != null && row.kind() == Kind.MESSAGE) row = begin(row, c.digits(), pointer, rows);
        boolean counts = row != null && atMicros - row.atMicros() <= Limits.ANSWERS_WITHIN.toNanos() / 1_000;
        return counts ? row : null;
    }
}
