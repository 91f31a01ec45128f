package io.momentum.store.fact;

import io.momentum.store.fact.RetentionFact.Forgotten;
import io.momentum.store.fact.RetentionFact.JournalThinned;
import io.momentum.store.fact.RetentionFact.MessagesForgotten;

/** The bodies of what has gone because it was old. They are few, and their records are their form. */
final class RetentionBodies {

    private static final RecordForm<MessagesForgotten> FORGOTTEN = RecordForm.of(MessagesForgotten.class);
    private static final RecordForm<JournalThinned> THINNED = RecordForm.of(JournalThinned.class);

    private RetentionBodies() {}

    static int write(RetentionFact fact, FactWriter to) {
        return switch (fact) {
            case MessagesForgotten f -> {
                FORGOTTEN.write(f, to);
                yield FactCodec.MESSAGES_FORGOTTEN;
            }
            case JournalThinned f -> {
                THINNED.write(f, to);
                yield FactCodec.JOURNAL_THINNED;
            }
        };
    }

    static RetentionFact read(int type, FactReader from) {
        return type == FactCodec.MESSAGES_FORGOTTEN ? FORGOTTEN.read(from) : THINNED.read(from);
    }

    static int size(RetentionFact fact) {
        return switch (fact) {
            case MessagesForgotten f -> {
                int size = 3 * f.actor().length();
                for (Forgotten each : f.messages())
                    size += 32 + 3 * each.idempotencyKey().length();
                yield size;
            }
            case JournalThinned f -> 3 * (f.actor().length() + f.digest().length());
        };
    }

    static void json(RetentionFact fact, JsonLine line) {
        switch (fact) {
            case MessagesForgotten f ->
                line.text("actor", f.actor())
                        .number("seen", f.seen())
                        .number("epoch", f.epoch())
                        .number("cycle", f.cycle())
                        .number("messages", f.messages().size());
            case JournalThinned f -> {
                line.text("actor", f.actor()).number("epoch", f.epoch()).number("cycle", f.cycle());
                line.number("first", f.first()).number("last", f.last());
                line.number("gone", f.gone()).number("facts", f.facts()).text("digest", f.digest());
            }
        }
    }
}
