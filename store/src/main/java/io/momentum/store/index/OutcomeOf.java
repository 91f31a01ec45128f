package io.momentum.store.index;

import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.DlrRematched;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.MtRefused;
import io.momentum.store.index.Bytes.Reader;
import io.momentum.store.index.Views.Outcome;
import io.momentum.store.value.MessageState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads out of a message's row how the message ended, by the rules of {@link MessageFold}. */
final class OutcomeOf {

    private OutcomeOf() {}

    static Optional<Outcome> row(long mtId, byte[] row) {
        var in = new Reader(row);
        MessageRow.Step first = MessageRow.read(in, mtId);
        if (!(first.fact() instanceof MtAccepted accepted)) return Optional.empty();
        var message = new MessageFold(accepted, first.position(), first.text());
        MessageState state = MessageState.ENROUTE;
        long endedAtMicros = 0;
        String error = "";
        while (in.hasMore()) {
            MessageRow.Step step = MessageRow.read(in, mtId);
            Fact fact = step.fact();
            message.apply(step);
            MessageState now = stateOf(message);
            if (now == state) continue;
            state = now;
            endedAtMicros = now.isFinal() ? endOf(fact) : 0;
            error = errorOf(fact);
        }
        return Optional.of(new Outcome(mtId, accepted.account(), accepted.source(), state, endedAtMicros, error));
    }

    private static MessageState stateOf(MessageFold message) {
        if (message.finalState != null) return message.finalState;
        return switch (message.status) {
            case QUEUED, ATTEMPTED, SUBMITTED -> MessageState.ENROUTE;
            case DELIVERED -> MessageState.DELIVERED;
            case FAILED -> MessageState.UNDELIVERABLE;
            case REFUSED, SUPPRESSED -> MessageState.REJECTED;
            case EXPIRED -> MessageState.EXPIRED;
            case UNKNOWN -> MessageState.UNKNOWN;
            case CANCELLED -> MessageState.DELETED;
        };
    }

    private static long endOf(Fact fact) {
        DlrReceived dlr = receiptIn(fact);
        return dlr != null && dlr.doneAtMicros() != 0 ? dlr.doneAtMicros() : fact.atMicros();
    }

    private static String errorOf(Fact fact) {
        DlrReceived dlr = receiptIn(fact);
        if (dlr != null) return dlr.error();
        return fact instanceof MtRefused refused ? Integer.toString(refused.status()) : "";
    }

    private static @Nullable DlrReceived receiptIn(Fact fact) {
        if (fact instanceof DlrRematched again) return again.receipt();
        return fact instanceof DlrReceived dlr ? dlr : null;
    }
}
