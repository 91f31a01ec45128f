package io.momentum.ops.care;

import io.momentum.ops.followup.Conversation;
import io.momentum.ops.followup.ConversationFold;
import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.ChangeAudited;
import io.momentum.store.fact.CareFact.ContactErased;
import io.momentum.store.fact.CareFact.ContactSaved;
import io.momentum.store.fact.CareFact.ConversationOpened;
import io.momentum.store.fact.CareFact.DeliveryFailed;
import io.momentum.store.fact.CareFact.EventsDelivered;
import io.momentum.store.fact.CareFact.EventsHeld;
import io.momentum.store.fact.CareFact.MtTagged;
import io.momentum.store.fact.CareFact.OwnerAssigned;
import io.momentum.store.fact.CareFact.ReplyClassified;
import io.momentum.store.fact.CareFact.ReplyJoined;
import io.momentum.store.fact.CareFact.SettingSaved;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.MoReceived;
import io.momentum.store.fact.Fact.OptOutUndone;
import io.momentum.store.fact.Fact.OptedIn;
import io.momentum.store.fact.RecordForm;
import io.momentum.store.fact.RetentionFact.Quoting;
import io.momentum.store.fact.RetentionFact.TextsForgotten;
import io.momentum.store.fact.Texts;
import io.momentum.store.index.Follower;
import io.momentum.store.index.Shelf;
import io.momentum.store.journal.Position;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Facts in, rows of follow-up out; the same from a replay as live. It decides nothing: a reply is put among those that nobody
 * has looked at, and whoever decides takes it from there. Owned by the projector.
 */
public final class CareFold implements Follower {

    /**
     * A reply that nobody has looked at.
     *
     * @param epoch with index and offset, where the journal keeps it
     */
    record Undecided(long moId, long digits, long atMicros, int epoch, long index, int offset) {
        Position position() {
            return new Position(epoch, index, offset);
        }
    }

    /** Where the journal keeps a step of a conversation. */
    record Step(int epoch, long index, int offset) {
        Position position() {
            return new Position(epoch, index, offset);
        }
    }

    /**
     * A fact has changed a conversation.
     *
     * @param before null where it was opened
     */
    public record Change(long sequence, @Nullable Conversation before, Conversation after) {}

    /** Told of what each commit has changed; on the projector's thread, which it must not hold up. */
    @FunctionalInterface
    public interface ChangeListener {
        /**
         * A commit has changed these.
         *
         * @param complete false where there was more than is told
         */
        void changed(List<Change> changes, boolean complete);
    }

    /** A conversation that the window has changed: as it is committed, and as it is. Its rows are written once, at its end. */
    private static final class Touched {
        final @Nullable Conversation committed;
        Conversation now;

        Touched(@Nullable Conversation committed, Conversation now) {
            this.committed = committed;
            this.now = now;
        }
    }

    /** So many changes of one commit are told. */
    private static final int TOLD_MAX = 2_000;

    static final RecordForm<Undecided> UNDECIDED = RecordForm.of(Undecided.class);
    static final RecordForm<Step> STEP = RecordForm.of(Step.class);

    private final ContactFold contacts = new ContactFold();
    private final CampaignFold campaigns = new CampaignFold();
    private final CareWatch watch;
    private final BulkFold bulks = new BulkFold();
    private final Map<Long, Touched> touched = new LinkedHashMap<>();
    private final List<Change> changes = new ArrayList<>();
    private volatile LongConsumer committed = sequence -> {};
    private volatile @Nullable ChangeListener listener;
    private volatile ContactListener contactListener = (_, _) -> {};
    private @Nullable Change changed;
    private boolean complete = true;
    private boolean awaited;

    /** A fold that nobody watches. */
    public CareFold() {
        this(CareWatch.NONE);
    }

    public CareFold(CareWatch watch) {
        this.watch = watch;
    }

    /** From now on somebody hears of each commit. */
    public void onCommit(LongConsumer listener) {
        committed = listener;
    }

    /** From now on somebody hears of what changes. */
    public void onChanges(ChangeListener told) {
        listener = told;
    }

    /** Hears what is known of a contact, whenever that changes. On the fold's thread. */
    @FunctionalInterface
    public interface ContactListener {
        /**
         * A contact is another now.
         *
         * @param attributes all that is known now; none where it is forgotten
         */
        void contact(long digits, Map<String, String> attributes);
    }

    /** From now on somebody hears of contacts. */
    public void onContacts(ContactListener told) {
        contactListener = told;
    }

    /** What the fact that was folded last has changed; null where it was no conversation. On the fold's thread. */
    public @Nullable Change changed() {
        return changed;
    }

    @Override
    public void fold(long sequence, Fact fact, Position position, Shelf.Writable rows) {
        changed = null;
        switch (fact) {
            case MoReceived mo -> reply(sequence, mo, position, rows);
            case CareFact care -> care(sequence, care, position, rows);
            case TextsForgotten gone -> forget(gone, rows);
            case OptedIn back -> watch.aside(back, rows);
            case OptOutUndone undone -> watch.aside(undone.opens(), rows);
            default -> {
                // The gateway's own.
            }
        }
    }

    private void reply(long sequence, MoReceived mo, Position at, Shelf.Writable rows) {
        if (mo.sourceDigits() == 0) return;
        awaited = true;
        var undecided = new Undecided(mo.moId(), mo.sourceDigits(), mo.atMicros(), at.epoch(), at.index(), at.offset());
        rows.put(CareTable.UNDECIDED.key(sequence), UNDECIDED.toBytes(undecided));
        // The decision names the reply, not its sequence number.
        rows.put(CareTable.UNDECIDED.key(-1, mo.moId()), CareTable.UNDECIDED.key(sequence));
    }

    private void care(long sequence, CareFact fact, Position position, Shelf.Writable rows) {
        if (!isOfMany(fact)) awaited = true;
        long id = ConversationFacts.conversationOf(fact);
        if (id == 0) {
            contacts.fold(fact, rows);
            if (fact instanceof ContactSaved saved) tellContact(saved.digits(), rows);
            if (fact instanceof ContactErased erased) tellContact(erased.digits(), rows);
            if (fact instanceof SettingSaved saved) setting(saved, rows);
            if (fact instanceof ContactErased erased) {
                saveAll(rows);
                ConversationRows.forget(erased.digits(), rows);
            }
            campaigns.fold(fact, rows);
            watch.aside(fact, rows);
            bulks.fold(fact, position, rows);
            if (fact instanceof ChangeAudited audited)
                rows.put(CareTable.AUDIT.key(~sequence), AuditTrail.FORM.toBytes(audited));
            return;
        }
        if (fact instanceof OwnerAssigned assigned) Turns.fold(assigned, rows);
        if (fact instanceof ReplyJoined joined) decided(joined.moId(), rows);
        if (fact instanceof ReplyClassified said && said.source().equals(ReplyClassified.HUMAN))
            rows.put(CareTable.LESSON.key(sequence), STEP.toBytes(stepAt(position)));
        rows.put(CareTable.STEP.key(id, sequence), STEP.toBytes(stepAt(position)));
        Touched known = touched.get(id);
        Conversation before = known == null ? ConversationRows.read(rows, id) : known.now;
        Conversation after;
        if (fact instanceof ConversationOpened opened) {
            after = ConversationFold.open(opened, contacts.attributesOf(rows, opened.digits()));
        } else if (before == null) {
            return;
        } else {
            after = ConversationFold.apply(before, fact);
            if (fact instanceof ReplyJoined) after = refreshed(after, contacts.attributesOf(rows, after.digits()));
        }
        if (known == null) touched.put(id, new Touched(before, after));
        else known.now = after;
        // Whoever watches may look at the one before.
        save(touched.remove(after.previous()), rows);
        watch.conversation(before, fact, after, rows);
        changed = new Change(sequence, before, after);
        if (listener == null) return;
        if (changes.size() < TOLD_MAX) changes.add(changed);
        else complete = false;
    }

    /** What quotes a text goes with it: the conversations' labels, and the audit. */
    private void forget(TextsForgotten f, Shelf.Writable rows) {
        for (long id : f.conversations()) {
            Touched known = touched.get(id);
            Conversation before = known == null ? ConversationRows.read(rows, id) : known.now;
            if (before == null) continue;
            Conversation after = before.withoutQuotes();
            if (known == null) touched.put(id, new Touched(before, after));
            else known.now = after;
        }
        for (Quoting each : f.audits()) {
            byte[] key = CareTable.AUDIT.key(~each.sequence());
            byte[] row = rows.get(key);
            if (row == null) continue;
            ChangeAudited left = Texts.without(AuditTrail.FORM.fromBytes(row), f.atMicros());
            rows.put(key, AuditTrail.FORM.toBytes(left));
        }
    }

    private void saveAll(Shelf.Writable rows) {
        for (Touched each : touched.values()) save(each, rows);
        touched.clear();
    }

    private static void save(@Nullable Touched each, Shelf.Writable rows) {
        if (each != null) ConversationRows.save(each.committed, each.now, rows);
    }

    private void tellContact(long digits, Shelf rows) {
        contactListener.contact(digits, contacts.attributesOf(rows, digits));
    }

    /** For these nobody waits, and there may be thousands in a second. */
    private static boolean isOfMany(CareFact fact) {
        return switch (fact) {
            case MtTagged _, ChangeAudited _, EventsDelivered _, DeliveryFailed _, EventsHeld _ -> true;
            default -> false;
        };
    }

    private static void setting(SettingSaved fact, Shelf.Writable rows) {
        byte[] key = CareTable.SETTING.key(fact.kind(), fact.name());
        if (fact.body().isEmpty()) rows.delete(key);
        else rows.put(key, fact.body().getBytes(StandardCharsets.UTF_8));
    }

    private static Conversation refreshed(Conversation c, Map<String, String> attributes) {
        return attributes.equals(c.contact()) ? c : c.withContact(attributes);
    }

    private static void decided(long moId, Shelf.Writable rows) {
        byte[] pointer = CareTable.UNDECIDED.key(-1, moId);
        byte[] key = rows.get(pointer);
        if (key == null) return;
        rows.delete(key);
        rows.delete(pointer);
    }

    private static Step stepAt(Position position) {
        return new Step(position.epoch(), position.index(), position.offset());
    }

    @Override
    public void moved(Tagged message, Fact fact, Shelf.Writable rows) {
        Campaigns.Sent after = campaigns.moved(message, fact, rows);
        if (after != null) watch.message(message, fact instanceof MtTagged, after.word(), after.code(), rows);
    }

    @Override
    public void committing(Shelf.Writable rows) {
        saveAll(rows);
        campaigns.committing(rows);
        watch.committing(rows);
    }

    @Override
    public boolean isAwaited() {
        return awaited;
    }

    @Override
    public void committed(long sequence) {
        awaited = false;
        committed.accept(sequence);
        ChangeListener told = listener;
        if (told == null || changes.isEmpty()) return;
        told.changed(List.copyOf(changes), complete);
        changes.clear();
        complete = true;
    }
}
