package io.momentum.store.index;

import io.momentum.store.fact.Fact;
import io.momentum.store.fact.PolicyFact.PolicyWaived;
import io.momentum.store.fact.RetentionFact.Quoting;
import io.momentum.store.fact.RetentionFact.TextsForgotten;
import io.momentum.store.index.Bytes.Reader;
import io.momentum.store.index.TextRows.Loose;
import io.momentum.store.index.TextRows.Quote;
import io.momentum.store.index.TextRows.Said;
import io.momentum.store.journal.Position;
import io.momentum.store.journal.SealedFile;
import io.momentum.store.value.MessageId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which texts may go because they are old, or because their contact was erased. A text goes from all facts of a message, or of a
 * conversation, that stand in files to which nothing is written any more; the facts stay. It stays where a message is under way,
 * and where somebody opted out or in by it. Any thread; the state after some commit.
 */
public final class OldTexts {

    private final Index index;
    private final Shelf rows;

    public OldTexts(Index index) {
        this.index = index;
        rows = RocksShelf.committed(index.rocks(), ColumnFamily.RETENTION);
    }

    /** Why texts stay; null where they may go. By a contact's number, 0 for none, or by a conversation. */
    @FunctionalInterface
    public interface Keeper {
        @Nullable
        Stays why(long of);
    }

    /**
     * What may go of what was looked at.
     *
     * @param go ids of messages, replies or conversations
     * @param stay how many of them stay, and why
     * @param next where to go on; 0 at the end
     */
    public record Slice(List<Long> go, Map<Stays, Integer> stay, long next) {}

    /** Entries of the audit that may lose what they quote; null for {@code next} at the end. */
    public record Quotes(List<Quoting> go, byte @Nullable [] next) {}

    /** A contact whose texts are to go, and the place where that was said. */
    public record Erased(long digits, Position at) {}

    /**
     * An erased contact's texts.
     *
     * @param messages to it, {@code replies} of it that stand in no conversation, and its {@code conversations}
     * @param waits whether others have to wait
     */
    public record OfContact(
            List<Long> messages, List<Long> replies, List<Long> conversations, List<Quoting> audits, boolean waits) {}

    // ---- by age

    /**
     * Looks at the next messages.
     *
     * @param from an id, 0 for the first
     * @param beforeMillis only at those that came before, milliseconds since 1970
     * @param last the last file whose texts may go
     * @param waiting what waits for its ESME
     * @param contact says why the texts of a contact stay
     * @param max how many are looked at
     */
    public Slice messages(long from, long beforeMillis, SealedFile last, Set<Long> waiting, Keeper contact, int max) {
        byte[] end = Keys.message(new Bytes(8), MessageId.firstOf(beforeMillis)).toArray();
        List<byte[][]> found = new ArrayList<>();
        index.rocks()
                .scan(ColumnFamily.MESSAGE, Keys.message(new Bytes(8), from).toArray(), end, (key, row) -> {
                    found.add(new byte[][] {key, row});
                    return found.size() < max;
                });
        var sorting = new Sorting();
        long next = 0;
        for (byte[][] each : found) {
            long mtId = new Reader(each[0]).u64();
            next = mtId + 1;
            if (!hasText(mtId, each[1])) continue;
            MessageFold message = MessageFold.of(mtId, each[1]);
            if (message == null) continue;
            Stays why = waiting.contains(mtId) ? Stays.RECEIPT_WAITS : stays(message, each[1], last);
            sorting.add(mtId, why == null ? contact.why(message.destinationDigits) : why);
        }
        return sorting.done(found.size() < max ? 0 : next);
    }

    /** Looks at the next replies that stand in no conversation. */
    public Slice replies(
            long from, long beforeMillis, SealedFile last, Set<Long> waiting, Keeper reply, Keeper contact, int max) {
        var sorting = new Sorting();
        List<Loose> found = new ArrayList<>();
        byte[] end = TextRows.key(TextRows.LOOSE, MessageId.firstOf(beforeMillis));
        rows.scan(TextRows.key(TextRows.LOOSE, from), end, (key, value) -> {
            found.add(TextRows.loose(key, value));
            return found.size() < max;
        });
        for (Loose each : found) {
            Stays why = stays(each, last, waiting, reply);
            sorting.add(each.moId(), why == null ? contact.why(each.digits()) : why);
        }
        return sorting.done(found.size() < max ? 0 : found.getLast().moId() + 1);
    }

    /**
     * Looks at the next conversations.
     *
     * @param conversation says why the texts of one stay
     */
    public Slice conversations(
            long from, long beforeMillis, SealedFile last, Set<Long> waiting, Keeper conversation, int max) {
        var sorting = new Sorting();
        List<Long> found = new ArrayList<>();
        long[] at = {from};
        byte[] end = TextRows.key(TextRows.SAID, MessageId.firstOf(beforeMillis));
        while (found.size() < max) {
            long[] id = new long[1];
            rows.scan(TextRows.key(TextRows.SAID, at[0]), end, (key, _) -> {
                id[0] = new Reader(key, 1, key.length).u64();
                return false;
            });
            if (id[0] == 0) break;
            found.add(id[0]);
            at[0] = id[0] + 1;
        }
        for (long each : found) {
            Stays why = conversation.why(each);
            if (why == null) said(each, last, waiting, sorting);
            else sorting.add(each, why);
        }
        return sorting.done(found.size() < max ? 0 : at[0]);
    }

    /** Of one conversation some may go, and what somebody opted out by stay. */
    private void said(long conversation, SealedFile last, Set<Long> waiting, Sorting sorting) {
        Stays why = null;
        boolean any = false;
        for (Said each : TextRows.said(rows, conversation)) {
            Stays stays = last.isAtOrBehind(each.position()) ? replyStays(each.moId(), waiting) : Stays.IN_USE;
            // One reply that waits for its ESME has all of it wait.
            if (stays == Stays.RECEIPT_WAITS) {
                sorting.add(conversation, stays);
                return;
            }
            any |= stays == null;
            if (stays != null) why = stays;
        }
        if (any) sorting.add(conversation, null);
        if (why != null) sorting.add(conversation, why);
    }

    /**
     * Looks at the next entries of the audit.
     *
     * @param from null for the first
     * @param of says why what was quoted of a conversation or a contact stays
     */
    public Quotes quotes(byte @Nullable [] from, long beforeMicros, SealedFile last, Keeper of, int max) {
        List<Quote> found = new ArrayList<>();
        byte[][] next = new byte[1][];
        byte[] first = from == null ? new byte[] {TextRows.QUOTES} : from;
        rows.scan(first, new byte[] {TextRows.QUOTES + 1}, (key, value) -> {
            if (found.size() == max) {
                next[0] = key;
                return false;
            }
            found.add(TextRows.quote(key, value));
            return true;
        });
        List<Quoting> go = new ArrayList<>();
        for (Quote each : found) {
            boolean isOld = !each.ofCard() && each.atMicros() < beforeMicros && last.isAtOrBehind(each.position());
            if (isOld && of.why(each.of()) == null) go.add(new Quoting(each.of(), each.sequence()));
        }
        return new Quotes(go, next[0]);
    }

    // ---- of the erased

    /** Contacts that were erased up to the last file and whose texts are still there. */
    public List<Erased> erased(SealedFile last, int max) {
        List<Erased> found = new ArrayList<>();
        rows.scan(new byte[] {TextRows.ERASED}, new byte[] {TextRows.ERASED + 1}, (key, value) -> {
            var at = RetentionRows.place(value, 0);
            if (last.isAtOrBehind(at)) found.add(new Erased(new Reader(key, 1, key.length).u64(), at));
            return found.size() < max;
        });
        return found;
    }

    /** How many contacts were erased whose texts are still in the journal. */
    public int erasedCount() {
        int[] count = new int[1];
        rows.scan(new byte[] {TextRows.ERASED}, new byte[] {TextRows.ERASED + 1}, (_, _) -> ++count[0] > 0);
        return count[0];
    }

    /**
     * What an erased contact wrote and was told before.
     *
     * @param conversations of it
     * @param waiting what waits for its ESME
     * @param reply says why a reply stays that stands in no conversation
     */
    public OfContact ofContact(
            Erased contact, List<Long> conversations, SealedFile last, Set<Long> waiting, Keeper reply) {
        var found = new OfContact(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), false);
        boolean waits = false;
        for (Line each : linesOf(contact)) {
            Stays why = each.inbound()
                    ? reply(each.id(), found, last, waiting, reply)
                    : message(each.id(), found, last, waiting);
            waits |= why == Stays.IN_USE || why == Stays.RECEIPT_WAITS;
        }
        for (long each : conversations) {
            boolean replyWaits = TextRows.said(rows, each).stream()
                    .anyMatch(said -> replyStays(said.moId(), waiting) == Stays.RECEIPT_WAITS);
            waits |= replyWaits;
            if (!replyWaits) found.conversations().add(each);
        }
        for (long each : conversations) quotes(each, contact, found);
        quotes(contact.digits(), contact, found);
        return new OfContact(found.messages(), found.replies(), found.conversations(), found.audits(), waits);
    }

    private record Line(long id, boolean inbound) {}

    private List<Line> linesOf(Erased contact) {
        List<Line> lines = new ArrayList<>();
        byte[] prefix = new Bytes(8).u64(contact.digits()).toArray();
        index.rocks().scan(ColumnFamily.CONTACT, prefix, Keys.behind(prefix), (key, row) -> {
            var in = new Reader(row);
            boolean inbound = in.u8() == 1;
            if (TextRows.isBefore(MessageRow.readPosition(in), contact.at()))
                lines.add(new Line(~new Reader(key, 8, key.length).u64(), inbound));
            return true;
        });
        return lines;
    }

    private void quotes(long of, Erased contact, OfContact found) {
        for (Quote each : TextRows.quotes(rows, of))
            if (TextRows.isBefore(each.position(), contact.at())) found.audits().add(new Quoting(of, each.sequence()));
    }

    private @Nullable Stays message(long mtId, OfContact found, SealedFile last, Set<Long> waiting) {
        byte[] row = index.row(mtId);
        MessageFold message = row == null || !hasText(mtId, row) ? null : MessageFold.of(mtId, row);
        if (row == null || message == null) return null;
        Stays why = waiting.contains(mtId) ? Stays.RECEIPT_WAITS : stays(message, row, last);
        if (why == null) found.messages().add(mtId);
        return why;
    }

    private @Nullable Stays reply(long moId, OfContact found, SealedFile last, Set<Long> waiting, Keeper keeper) {
        Loose loose = TextRows.loose(rows, moId);
        if (loose == null) return null;
        Stays why = stays(loose, last, waiting, keeper);
        if (why == null) found.replies().add(moId);
        return why;
    }

    // ---- one

    /** Whether a place is before another one. */
    public static boolean isBefore(Position one, Position other) {
        return TextRows.isBefore(one, other);
    }

    /** Whether a fact of a message has had its text since texts went from it last. */
    boolean hasText(long mtId, byte[] row) {
        boolean has = false;
        Position gone = null;
        var in = new Reader(row);
        while (in.hasMore()) {
            MessageRow.Step step = MessageRow.read(in, mtId);
            if (step.fact() instanceof TextsForgotten) gone = step.position();
            if (step.fact() instanceof TextsForgotten) has = false;
            else has |= TextForgetting.hasText(step.fact());
        }
        if (has || gone == null) return has;
        for (Position each : RetentionRows.over(rows, mtId)) has |= TextRows.isBefore(gone, each);
        return has;
    }

    /** Why a message's text stays; null where it may go. */
    @Nullable
    Stays stays(MessageFold message, byte[] row, SealedFile last) {
        if (message.isPending()) return Stays.IN_USE;
        var in = new Reader(row);
        while (in.hasMore()) {
            MessageRow.Step step = MessageRow.read(in, message.mtId);
            Fact fact = step.fact();
            if (fact instanceof TextsForgotten) continue;
            if (!last.isAtOrBehind(step.position())) return Stays.IN_USE;
            if (fact instanceof PolicyWaived) return Stays.SAYS_SO;
            if (fact instanceof Fact.DlrReceived && OldMessages.isProof(fact)) return Stays.SAYS_SO;
        }
        for (Position each : RetentionRows.over(rows, message.mtId)) {
            if (!last.isAtOrBehind(each)) return Stays.IN_USE;
        }
        return TextRows.proves(rows, message.mtId) ? Stays.SAYS_SO : null;
    }

    private @Nullable Stays stays(Loose reply, SealedFile last, Set<Long> waiting, Keeper keeper) {
        if (!last.isAtOrBehind(reply.position())) return Stays.IN_USE;
        Stays why = replyStays(reply.moId(), waiting);
        return why == null ? keeper.why(reply.moId()) : why;
    }

    private @Nullable Stays replyStays(long moId, Set<Long> waiting) {
        if (waiting.contains(moId)) return Stays.RECEIPT_WAITS;
        for (long each : TextRows.joins(rows, moId)) if (waiting.contains(each)) return Stays.RECEIPT_WAITS;
        return TextRows.proves(rows, moId) ? Stays.SAYS_SO : null;
    }

    /** Tells those that go from those that stay. */
    private static final class Sorting {
        private final List<Long> go = new ArrayList<>();
        private final Map<Stays, Integer> stay = new EnumMap<>(Stays.class);

        void add(long id, @Nullable Stays why) {
            if (why == null) go.add(id);
            else stay.merge(why, 1, Integer::sum);
        }

        Slice done(long next) {
            return new Slice(go, stay, next);
        }
    }
}
