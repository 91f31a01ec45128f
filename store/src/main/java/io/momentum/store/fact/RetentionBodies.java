package io.momentum.store.fact;

import io.momentum.store.fact.RetentionFact.Forgotten;
import io.momentum.store.fact.RetentionFact.JournalThinned;
import io.momentum.store.fact.RetentionFact.MessagesForgotten;
import io.momentum.store.fact.RetentionFact.TextsForgotten;
import io.momentum.store.fact.RetentionFact.TextsTaken;

/** The bodies of what has gone because it was old. They are few, and their records are their form. */
final class RetentionBodies {

    private static final RecordForm<MessagesForgotten> FORGOTTEN = RecordForm.of(MessagesForgotten.class);
    private static final RecordForm<JournalThinned> THINNED = RecordForm.of(JournalThinned.class);

    private static final RecordForm<TextsForgotten> TEXTS = RecordForm.of(TextsForgotten.class);
    private static final RecordForm<TextsTaken> TAKEN = RecordForm.of(TextsTaken.class);
    private static final int ID_BYTES = 9;

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
            case TextsForgotten f -> {
                TEXTS.write(f, to);
                yield FactCodec.TEXTS_FORGOTTEN;
            }
            case TextsTaken f -> {
                TAKEN.write(f, to);
                yield FactCodec.TEXTS_TAKEN;
            }
        };
    }

    static RetentionFact read(int type, FactReader from) {
        return switch (type) {
            case FactCodec.MESSAGES_FORGOTTEN -> FORGOTTEN.read(from);
            case FactCodec.JOURNAL_THINNED -> THINNED.read(from);
            case FactCodec.TEXTS_FORGOTTEN -> TEXTS.read(from);
            default -> TAKEN.read(from);
        };
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
            case TextsForgotten f ->
                3 * f.actor().length()
                        + ID_BYTES
                                * (f.messages().size()
                                        + f.replies().size()
                                        + f.conversations().size()
                                        + 2 * f.audits().size());
            case TextsTaken f -> 3 * f.actor().length();
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
            case TextsForgotten f -> {
                line.text("actor", f.actor()).number("seen", f.seen());
                line.number("epoch", f.epoch()).number("cycle", f.cycle());
                line.number("messages", f.messages().size())
                        .number("replies", f.replies().size())
                        .number("conversations", f.conversations().size());
                line.number("audits", f.audits().size());
                if (f.contact() != 0) line.digits("contact", f.contact()).flag("done", f.done());
            }
            case TextsTaken f ->
                line.text("actor", f.actor())
                        .number("epoch", f.epoch())
                        .number("cycle", f.cycle())
                        .number("facts", f.facts());
        }
    }
}
