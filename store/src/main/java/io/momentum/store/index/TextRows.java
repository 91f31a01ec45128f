package io.momentum.store.index;

import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.ChangeAudited;
import io.momentum.store.fact.CareFact.ContactErased;
import io.momentum.store.fact.CareFact.ContactSaved;
import io.momentum.store.fact.CareFact.ReplyJoined;
import io.momentum.store.fact.Fact.MoJoined;
import io.momentum.store.fact.Fact.MoReceived;
import io.momentum.store.fact.Texts;
import io.momentum.store.index.Bytes.Reader;
import io.momentum.store.journal.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the journal keeps texts that the rows of messages do not lead to, for as long as they are there: what is looked at for old
 * texts is what still has one. In the tables of retention, behind those of {@link RetentionRows}. Owned by the projector.
 */
final class TextRows {

    /** reply: its number, its place. One that stands in no conversation. */
    static final int LOOSE = 5;
    /** id of a join, place: a segment. */
    private static final int SEGMENT = 6;
    /** reply, place: a segment that it was joined of; the id of the join. */
    private static final int SEGMENT_OF = 7;
    /** conversation, sequence: a reply or 0, its place or that of what was written in the conversation. */
    static final int SAID = 8;
    /** id: a message, a reply, or a join that somebody opted out or in by. */
    private static final int PROOF = 9;
    /** number: where it was erased. */
    static final int ERASED = 10;
    /** number, sequence: where something was said of a contact. */
    private static final int CARD = 11;
    /** whose, sequence: an entry of the audit, see {@link Quote}. */
    static final int QUOTES = 12;

    private static final byte[] NOTHING = new byte[0];

    private final RocksShelf shelf;

    TextRows(RetentionRows retention) {
        shelf = retention.shelf();
    }

    /** A reply in no conversation. */
    record Loose(long moId, long digits, Position position) {}

    /** Something that was said in a conversation: a reply, or 0 for what stands at the place itself. */
    record Said(long sequence, long moId, Position position) {}

    /**
     * An entry of the audit that quotes.
     *
     * @param ofCard whether it quotes what is known of a contact, which is no text
     */
    record Quote(long of, long sequence, boolean ofCard, long atMicros, Position position) {}

    static byte[] key(int table, long... numbers) {
        var key = new Bytes(1 + Long.BYTES * numbers.length).u8(table);
        for (long each : numbers) key.u64(each);
        return key.toArray();
    }

    private static byte[] withPlace(int table, long id, Position position) {
        return RetentionRows.place(new Bytes(32).u8(table).u64(id), position).toArray();
    }

    private static byte[] place(Position position) {
        return RetentionRows.place(new Bytes(16), position).toArray();
    }

    // ---- what comes

    void heard(MoReceived f, Position position) {
        var value = new Bytes(24).u64(f.sourceDigits());
        shelf.put(key(LOOSE, f.moId()), RetentionRows.place(value, position).toArray());
    }

    void segment(long joinId, Position position) {
        shelf.put(withPlace(SEGMENT, joinId, position), NOTHING);
    }

    /** What one of them proved, all of it proves. */
    void joined(MoJoined f) {
        for (byte[] key : keys(shelf, key(SEGMENT, f.joinId()))) {
            shelf.put(
                    withPlace(SEGMENT_OF, f.moId(), RetentionRows.place(key, 9)),
                    new Bytes(8).u64(f.joinId()).toArray());
            shelf.delete(key);
        }
        if (proves(shelf, f.joinId())) proof(f.moId());
    }

    void proof(long id) {
        if (id != 0) shelf.put(key(PROOF, id), NOTHING);
    }

    void care(long sequence, CareFact fact, Position position) {
        switch (fact) {
            case ReplyJoined f -> joined(sequence, f);
            case ContactSaved f -> shelf.put(key(CARD, f.digits(), sequence), place(position));
            case ContactErased f -> shelf.put(key(ERASED, f.digits()), place(position));
            case ChangeAudited f -> audited(sequence, f, position);
            default -> {
                long conversation = Texts.conversationOf(fact);
                if (conversation != 0) said(conversation, new Said(sequence, 0, position));
            }
        }
    }

    private void joined(long sequence, ReplyJoined f) {
        Loose reply = loose(shelf, f.moId());
        if (reply == null) return;
        shelf.delete(key(LOOSE, f.moId()));
        said(f.conversation(), new Said(sequence, f.moId(), reply.position()));
    }

    private void said(long conversation, Said said) {
        var value = new Bytes(24).u64(said.moId());
        shelf.put(
                key(SAID, conversation, said.sequence()),
                RetentionRows.place(value, said.position()).toArray());
    }

    private void audited(long sequence, ChangeAudited f, Position position) {
        OptionalLong of = Texts.quotedIn(f);
        if (of.isEmpty()) return;
        var value = new Bytes(32).u8(Texts.isOfCard(f) ? 1 : 0).u64(f.atMicros());
        shelf.put(
                key(QUOTES, of.getAsLong(), sequence),
                RetentionRows.place(value, position).toArray());
    }

    // ---- what is there

    static boolean proves(Shelf rows, long id) {
        return rows.get(key(PROOF, id)) != null;
    }

    static @Nullable Loose loose(Shelf rows, long moId) {
        byte[] row = rows.get(key(LOOSE, moId));
        return row == null ? null : loose(key(LOOSE, moId), row);
    }

    static Loose loose(byte[] key, byte[] value) {
        return new Loose(new Reader(key, 1, key.length).u64(), new Reader(value).u64(), RetentionRows.place(value, 8));
    }

    static Said said(byte[] key, byte[] value) {
        long sequence = new Reader(key, 9, key.length).u64();
        return new Said(sequence, new Reader(value).u64(), RetentionRows.place(value, 8));
    }

    static Quote quote(byte[] key, byte[] value) {
        var at = new Reader(key, 1, key.length);
        var in = new Reader(value);
        return new Quote(at.u64(), at.u64(), in.u8() != 0, in.u64(), RetentionRows.place(value, 9));
    }

    static List<Said> said(Shelf rows, long conversation) {
        List<Said> found = new ArrayList<>();
        scan(rows, key(SAID, conversation), (key, value) -> found.add(said(key, value)));
        return found;
    }

    static @Nullable Quote quote(Shelf rows, long of, long sequence) {
        byte[] row = rows.get(key(QUOTES, of, sequence));
        return row == null ? null : quote(key(QUOTES, of, sequence), row);
    }

    static List<Quote> quotes(Shelf rows, long of) {
        List<Quote> found = new ArrayList<>();
        scan(rows, key(QUOTES, of), (key, value) -> found.add(quote(key, value)));
        return found;
    }

    static @Nullable Position erased(Shelf rows, long digits) {
        byte[] row = rows.get(key(ERASED, digits));
        return row == null ? null : RetentionRows.place(row, 0);
    }

    /** The ids of the joins that a reply was made by. */
    static List<Long> joins(Shelf rows, long moId) {
        List<Long> found = new ArrayList<>();
        scan(rows, key(SEGMENT_OF, moId), (_, value) -> found.add(new Reader(value).u64()));
        return found;
    }

    private static void scan(Shelf rows, byte[] prefix, BiConsumer<byte[], byte[]> each) {
        rows.scan(prefix, Keys.behind(prefix), (key, value) -> {
            each.accept(key, value);
            return true;
        });
    }

    private static List<byte[]> keys(Shelf rows, byte[] prefix) {
        List<byte[]> found = new ArrayList<>();
        scan(rows, prefix, (key, _) -> found.add(key));
        return found;
    }

    // ---- what goes

    void looseGone(long moId) {
        shelf.delete(key(LOOSE, moId));
    }

    void saidGone(long conversation, long sequence) {
        shelf.delete(key(SAID, conversation, sequence));
    }

    void quoteGone(long of, long sequence) {
        shelf.delete(key(QUOTES, of, sequence));
    }

    void erasureDone(long digits) {
        shelf.delete(key(ERASED, digits));
    }

    /** The places of a reply's segments; they are known no longer. */
    List<Position> segmentsGone(long moId) {
        List<Position> found = new ArrayList<>();
        for (byte[] key : keys(shelf, key(SEGMENT_OF, moId))) {
            found.add(RetentionRows.place(key, 9));
            shelf.delete(key);
        }
        return found;
    }

    /** The places of what was said of a contact before one; they are known no longer. */
    List<Position> cardsGone(long digits, Position before) {
        List<Position> found = new ArrayList<>();
        for (byte[] key : keys(shelf, key(CARD, digits))) {
            Position position = RetentionRows.place(Objects.requireNonNull(shelf.get(key)), 0);
            if (!isBefore(position, before)) continue;
            found.add(position);
            shelf.delete(key);
        }
        return found;
    }

    static boolean isBefore(Position one, Position other) {
        if (one.epoch() != other.epoch()) return one.epoch() < other.epoch();
        if (one.index() != other.index()) return one.index() < other.index();
        return one.offset() < other.offset();
    }
}
