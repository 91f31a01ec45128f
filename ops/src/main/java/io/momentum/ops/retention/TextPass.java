package io.momentum.ops.retention;

import io.momentum.store.fact.RetentionFact.Quoting;
import io.momentum.store.fact.RetentionFact.TextsForgotten;
import io.momentum.store.index.OldMessages;
import io.momentum.store.index.OldTexts;
import io.momentum.store.index.OldTexts.Erased;
import io.momentum.store.index.OldTexts.Keeper;
import io.momentum.store.index.OldTexts.OfContact;
import io.momentum.store.index.OldTexts.Quotes;
import io.momentum.store.index.OldTexts.Slice;
import io.momentum.store.index.Stays;
import io.momentum.store.journal.SealedFile;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The texts of one pass: those that are old, and those of contacts that were erased. It names them in facts, some at a time; the
 * files follow. Owned by the pass's thread, and takes half of its time at most.
 */
final class TextPass {

    private static final int AT_A_TIME = 500;
    private static final int ERASED_MAX = 10_000;
    private static final int WAITING_MAX = 1_000_000;

    private final RetentionParts parts;
    private final Written written;
    private final String actor;
    private final boolean dryRun;
    private final BooleanSupplier stopped;
    private final OldTexts old;
    private final long beforeMillis;
    private final Talks talks;
    private final Map<Stays, Integer> stay = new EnumMap<>(Stays.class);
    private final Set<Long> contacts = new HashSet<>();
    private @Nullable Set<Long> waiting;
    private long texts;

    /** @param beforeMillis what came before is old, milliseconds since 1970; 0 where nothing is */
    TextPass(
            RetentionParts parts,
            Written written,
            String actor,
            boolean dryRun,
            BooleanSupplier stopped,
            long beforeMillis) {
        this.parts = parts;
        this.written = written;
        this.actor = actor;
        this.dryRun = dryRun;
        this.stopped = stopped;
        this.beforeMillis = beforeMillis;
        old = new OldTexts(parts.index());
        talks = new Talks(parts.index().shelf(), parts.held(), beforeMillis);
    }

    /** How many messages, replies, conversations and entries of the audit lost their texts, or would. */
    long texts() {
        return texts;
    }

    Map<Stays, Integer> stay() {
        return stay;
    }

    /** How many erased contacts' texts went, or would. */
    int contacts() {
        return contacts.size();
    }

    /** What waits for its ESME, of what is old. */
    private Set<Long> waiting() {
        Set<Long> known = waiting;
        if (known == null) waiting = known = new OldMessages(parts.index()).waiting(beforeMillis, WAITING_MAX);
        return known;
    }

    // ---- by age

    private interface Look {
        Slice from(long next);
    }

    private interface Naming {
        TextsForgotten of(List<Long> ids);
    }

    /**
     * Lets old texts go that stand in files up to one.
     *
     * @param fromMessage the first message that is looked at
     * @param last whether it is the last file of the pass: then all else is looked at too
     */
    void old(long fromMessage, SealedFile end, boolean last) throws InterruptedException, TimeoutException {
        if (beforeMillis == 0) return;
        long before = Math.min(beforeMillis, end.endMillis());
        Map<Long, Optional<Stays>> known = new HashMap<>();
        Keeper contact = digits -> {
            if (known.size() > AT_A_TIME) known.clear();
            return known.computeIfAbsent(digits, each -> Optional.ofNullable(talks.contact(each)))
                    .orElse(null);
        };
        long seen = parts.index().lastSequence();
        each(
                fromMessage,
                next -> old.messages(next, before, end, waiting(), contact, AT_A_TIME),
                ids -> fact(seen, end, ids, List.of(), List.of(), List.of()));
        if (!last) return;
        each(
                0,
                next -> old.replies(next, before, end, waiting(), talks::reply, contact, AT_A_TIME),
                ids -> fact(seen, end, List.of(), ids, List.of(), List.of()));
        each(
                0,
                next -> old.conversations(next, before, end, waiting(), talks::conversation, AT_A_TIME),
                ids -> fact(seen, end, List.of(), List.of(), ids, List.of()));
        quotes(seen, end, before);
    }

    private void each(long from, Look look, Naming naming) throws InterruptedException, TimeoutException {
        for (long next = from; !stopped.getAsBoolean(); ) {
            long began = System.nanoTime();
            Slice slice = look.from(next);
            slice.stay().forEach((why, count) -> stay.merge(why, count, Integer::sum));
            texts += slice.go().size();
            if (!dryRun && !slice.go().isEmpty()) written.journal(List.of(naming.of(slice.go())));
            next = slice.next();
            if (next == 0) return;
            TimeUnit.NANOSECONDS.sleep(System.nanoTime() - began);
        }
    }

    private void quotes(long seen, SealedFile end, long before) throws InterruptedException, TimeoutException {
        byte[] next = null;
        do {
            long began = System.nanoTime();
            Quotes quotes = old.quotes(next, TimeUnit.MILLISECONDS.toMicros(before), end, talks::quoted, AT_A_TIME);
            texts += quotes.go().size();
            if (!dryRun && !quotes.go().isEmpty())
                written.journal(List.of(fact(seen, end, List.of(), List.of(), List.of(), quotes.go())));
            next = quotes.next();
            if (next != null) TimeUnit.NANOSECONDS.sleep(System.nanoTime() - began);
        } while (next != null && !stopped.getAsBoolean());
    }

    private TextsForgotten fact(
            long seen,
            SealedFile end,
            List<Long> messages,
            List<Long> replies,
            List<Long> conversations,
            List<Quoting> audits) {
        return new TextsForgotten(
                nowMicros(), actor, seen, end.epoch(), end.cycle(), messages, replies, conversations, audits, 0, false);
    }

    private long nowMicros() {
        return TimeUnit.MILLISECONDS.toMicros(parts.nowMillis().getAsLong());
    }

    // ---- of the erased

    /** The erased contacts whose last texts stand in files up to one. */
    List<Erased> erased(SealedFile end) {
        return old.erased(end, ERASED_MAX);
    }

    void erase(SealedFile end) throws InterruptedException, TimeoutException {
        List<Erased> erased = erased(end);
        if (erased.isEmpty()) return;
        // What was erased may be of any age.
        Set<Long> all = new OldMessages(parts.index()).waiting(Long.MAX_VALUE, WAITING_MAX);
        for (Erased each : erased) {
            if (stopped.getAsBoolean()) return;
            if (!parts.held().test(each.digits())) erase(each, end, all);
        }
    }

    private void erase(Erased contact, SealedFile end, Set<Long> all) throws InterruptedException, TimeoutException {
        long seen = parts.index().lastSequence();
        OfContact found = old.ofContact(contact, talks.conversationsOf(contact.digits()), end, all, talks::reply);
        List<Long> conversations = found.conversations();
        contacts.add(contact.digits());
        texts += found.messages().size()
                + found.replies().size()
                + conversations.size()
                + found.audits().size();
        if (dryRun) return;
        int most = Math.max(
                Math.max(found.messages().size(), found.replies().size()),
                Math.max(conversations.size(), found.audits().size()));
        for (int from = 0; from == 0 || from < most; from += AT_A_TIME) {
            boolean last = from + AT_A_TIME >= most;
            written.journal(List.of(new TextsForgotten(
                    nowMicros(),
                    actor,
                    seen,
                    end.epoch(),
                    end.cycle(),
                    some(found.messages(), from),
                    some(found.replies(), from),
                    some(conversations, from),
                    some(found.audits(), from),
                    contact.digits(),
                    last && !found.waits())));
        }
    }

    private static <T> List<T> some(List<T> all, int from) {
        return all.subList(Math.min(from, all.size()), Math.min(from + AT_A_TIME, all.size()));
    }
}
