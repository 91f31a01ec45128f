package io.momentum.ops.kpi;

import io.momentum.ops.followup.Amounts;
import io.momentum.ops.followup.Conversation;
import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.ConversationClosed;
import io.momentum.store.fact.CareFact.PromiseSettled;
import io.momentum.store.index.Shelf;
import java.time.Duration;

/** Promises to pay, each in the hour when it is due, and what came of them. Owned by the projector. */
final class Promises {

    private static final long RECONTACT_MICROS = Duration.ofDays(1).toNanos() / 1_000;

    private final KpiFold fold;

    Promises(KpiFold fold) {
        this.fold = fold;
    }

    /** A close may be a promise; it takes the place of one that is still open. */
    void closed(ConversationClosed f, Conversation c, Shelf.Writable rows) {
        if (!f.outcome().equals("payment_promised") || f.untilMicros() == 0) return;
        byte[] pointer = KpiKeys.promiseOf(f.conversation());
        KpiRow last = fold.at(rows.get(pointer), rows);
        if (last != null && last.has(Mark.PROMISES_OPEN)) fold.put(settled(last, "cancelled", ""), rows);
        KpiRow row = KpiRow.of(Kind.PROMISE, f.untilMicros(), f.conversation(), f.atMicros(), Dims.of(c))
                .mark(Mark.PROMISES_OPEN, 1)
                .mark(Mark.PROMISED_AMOUNT, Amounts.hundredths(f.fields().getOrDefault("amount", "")));
        rows.put(pointer, KpiKeys.row(row));
        fold.put(row, rows);
    }

    void settled(PromiseSettled f, Shelf.Writable rows) {
        KpiRow last = fold.at(rows.get(KpiKeys.promiseOf(f.conversation())), rows);
        if (last != null) fold.put(settled(last, f.state(), f.amount()), rows);
    }

    private static KpiRow settled(KpiRow promise, String state, String paid) {
        KpiRow plain = KpiRow.of(Kind.PROMISE, promise.atMicros(), promise.id(), promise.sub(), promise.dims())
                .mark(Mark.PROMISED_AMOUNT, promise.count(Mark.PROMISED_AMOUNT));
        return switch (state) {
            case "kept" ->
                plain.mark(Mark.PROMISES_SETTLED, 1)
                        .mark(Mark.PROMISES_KEPT, 1)
                        .mark(
                                Mark.KEPT_AMOUNT,
                                paid.isEmpty() ? promise.count(Mark.PROMISED_AMOUNT) : Amounts.hundredths(paid));
            case "partial" ->
                plain.mark(Mark.PROMISES_SETTLED, 1)
                        .mark(Mark.PROMISES_PARTIAL, 1)
                        .mark(Mark.KEPT_AMOUNT, Amounts.hundredths(paid));
            case "broken" -> plain.mark(Mark.PROMISES_SETTLED, 1).mark(Mark.PROMISES_BROKEN, 1);
            default -> plain.without(Mark.PROMISED_AMOUNT).mark(Mark.PROMISES_CANCELLED, 1);
        };
    }

    /** Somebody answered or called: a broken promise that is not a day old has been followed up. */
    void acted(CareFact f, Shelf.Writable rows) {
        long conversation =
                f instanceof CareFact.ReplySent sent ? sent.conversation() : ((CareFact.ActionLogged) f).conversation();
        KpiRow last = fold.at(rows.get(KpiKeys.promiseOf(conversation)), rows);
        if (last == null || !last.has(Mark.PROMISES_BROKEN)) return;
        long since = f.atMicros() - last.atMicros();
        if (since >= 0 && since <= RECONTACT_MICROS) fold.put(last.copy().mark(Mark.BROKEN_RECONTACTED, 1), rows);
    }
}
