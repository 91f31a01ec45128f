package io.momentum.store.fact;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The type numbers of follow-up facts; their bodies are {@link RecordForm}s. One that has got components since its release is
 * written as before where they say nothing, and as version 2 where they do.
 */
final class CareBodies {

    /** @param next version 2 of the body; null where there is none */
    private record Entry(
            int type,
            Class<? extends CareFact> fact,
            RecordForm<?> form,
            @Nullable RecordForm<?> next) {}

    /** Never change a number, nor give it again. */
    private static final List<Entry> ENTRIES = List.of(
            entry(80, CareFact.WebhookMoved.class),
            entry(81, CareFact.EventsDelivered.class),
            entry(82, CareFact.DeliveryFailed.class),
            entry(83, CareFact.EventsHeld.class),
            entry(84, CareFact.EventsReplayed.class),
            entry(85, CareFact.EventAcknowledged.class),
            entry(86, CareFact.EvidenceRecorded.class),
            entry(87, CareFact.ContactHeld.class),
            entry(88, CareFact.EvidenceKeyChanged.class),
            entry(90, CareFact.ChangeAudited.class),
            entry(91, CareFact.BulkOrdered.class),
            entry(92, CareFact.BulkDone.class),
            entry(100, CareFact.ContactSaved.class),
            entry(101, CareFact.ContactErased.class),
            entry(102, CareFact.CampaignSaved.class),
            entry(103, CareFact.CampaignRecipients.class),
            entry(104, CareFact.CampaignMoved.class),
            entry(105, CareFact.RecipientSkipped.class),
            entry(106, CareFact.MtTagged.class),
            entry(110, CareFact.ConversationOpened.class),
            entry(111, CareFact.ReplyJoined.class),
            entry(112, CareFact.ReplyRelinked.class),
            entry(113, CareFact.ReplyClassified.class),
            grown(114, CareFact.OwnerAssigned.class, 9),
            entry(115, CareFact.NoteAdded.class),
            entry(116, CareFact.ReplySent.class),
            entry(117, CareFact.ActionLogged.class),
            entry(118, CareFact.ConversationMoved.class),
            grown(119, CareFact.ConversationClosed.class, 6),
            entry(120, CareFact.ConversationReopened.class),
            entry(121, CareFact.ConversationMerged.class),
            entry(122, CareFact.ConversationEscalated.class),
            entry(123, CareFact.ClockMoved.class),
            entry(124, CareFact.PromiseSettled.class),
            entry(130, CareFact.SettingSaved.class),
            entry(131, CareFact.EvidenceSealed.class));

    private static final Map<Class<?>, Entry> BY_CLASS = new HashMap<>();
    private static final @Nullable Entry[] BY_TYPE = new Entry[256];

    static {
        for (Entry entry : ENTRIES) {
            BY_CLASS.put(entry.fact(), entry);
            BY_TYPE[entry.type()] = entry;
        }
    }

    private CareBodies() {}

    @SuppressWarnings({"unchecked", "rawtypes"}) // a fact's class is a record, as its interface's permits say
    private static Entry entry(int type, Class<? extends CareFact> fact) {
        return new Entry(type, fact, RecordForm.of((Class) fact), null);
    }

    /** @param first how many components version 1 has */
    @SuppressWarnings({"unchecked", "rawtypes"}) // as above
    private static Entry grown(int type, Class<? extends CareFact> fact, int first) {
        return new Entry(type, fact, RecordForm.ofFirst(first, (Class) fact), RecordForm.of((Class) fact));
    }

    private static Entry entryOf(CareFact fact) {
        Entry entry = BY_CLASS.get(fact.getClass());
        if (entry == null) throw new IllegalStateException(fact.getClass() + " has no type number");
        return entry;
    }

    @SuppressWarnings("unchecked") // the form is that of the fact's own class
    private static RecordForm<Record> plain(RecordForm<?> form) {
        return (RecordForm<Record>) form;
    }

    private static boolean isOfNext(Entry entry, CareFact fact) {
        return entry.next() != null && !plain(entry.form()).holds((Record) fact);
    }

    private static RecordForm<Record> formOf(Entry entry, boolean ofNext) {
        return plain(ofNext && entry.next() != null ? entry.next() : entry.form());
    }

    /** Writes the body and tells the type. */
    static int write(CareFact fact, FactWriter to) {
        Entry entry = entryOf(fact);
        boolean ofNext = isOfNext(entry, fact);
        formOf(entry, ofNext).write((Record) fact, to);
        return ofNext ? entry.type() + FactCodec.NEXT_VERSION : entry.type();
    }

    /** No less than the length of the body. */
    static int size(CareFact fact) {
        Entry entry = entryOf(fact);
        return formOf(entry, true).most((Record) fact);
    }

    static boolean has(int type) {
        return BY_TYPE[type] != null;
    }

    /** Whether a type has version 2. */
    static boolean hasNext(int type) {
        Entry entry = BY_TYPE[type];
        return entry != null && entry.next() != null;
    }

    static CareFact read(int type, int version, FactReader from) {
        Entry entry = BY_TYPE[type];
        if (entry == null) throw new FactFormatException("no follow-up fact has type " + type);
        return (CareFact) formOf(entry, version == 2).read(from);
    }
}
