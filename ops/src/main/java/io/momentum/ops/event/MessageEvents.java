package io.momentum.ops.event;

import io.momentum.ops.event.Events.Told;
import io.momentum.ops.event.Surroundings.Ended;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.DlrRematched;
import io.momentum.store.fact.Fact.MtRefused;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.index.Views.Message;
import io.momentum.store.value.MessageId;
import java.util.Locale;

/** What became of messages. How a message ends is for the gateway's fold to know: here it is only told. */
final class MessageEvents {

    private MessageEvents() {}

    static void of(long sequence, Fact fact, Surroundings around, Told told) {
        // Of a message in parts the first that is taken says that it is on its way.
        if (fact instanceof MtSubmitted f && f.part() <= 1) {
            around.message(f.mtId())
                    .ifPresent(m -> add(EventType.MESSAGE_SUBMITTED, m, new Members().message(m), told));
        }
        Ended ended = around.endedBy(sequence).orElse(null);
        if (ended == null) return;
        Message message = around.message(ended.mtId()).orElse(null);
        if (message == null) return;
        EventType type = switch (ended.status()) {
            case DELIVERED -> EventType.MESSAGE_DELIVERED;
            case SUPPRESSED -> EventType.MESSAGE_SUPPRESSED;
            case UNKNOWN -> EventType.MESSAGE_UNKNOWN;
            default -> EventType.MESSAGE_FAILED;
        };
        var data = new Members()
                .message(message)
                .text("status", ended.status().name().toLowerCase(Locale.ROOT));
        because(fact, data);
        add(type, message, data, told);
    }

    private static void because(Fact fact, Members data) {
        switch (fact) {
            case DlrReceived f -> receipt(f, data);
            case DlrRematched f -> receipt(f.receipt(), data);
            case MtRefused f -> data.number("commandStatus", f.status());
            default -> {
                // The status says it all.
            }
        }
    }

    private static void receipt(DlrReceived f, Members data) {
        data.text("error", f.error()).time("doneAt", f.doneAtMicros());
    }

    private static void add(EventType type, Message m, Members data, Told told) {
        long turn = m.destinationDigits() > 0
                ? m.destinationDigits()
                : Events.turnOf(m.destination().text());
        told.add(type, turn, 0, MessageId.format(m.mtId()), data);
    }
}
