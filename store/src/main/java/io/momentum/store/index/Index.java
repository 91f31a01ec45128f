package io.momentum.store.index;

import io.momentum.store.fact.Fact.DlrReceived;
import io.momentum.store.fact.Fact.MoSegment;
import io.momentum.store.fact.FactCodec;
import io.momentum.store.index.Bytes.Reader;
import io.momentum.store.index.ReceiptSearch.Match;
import io.momentum.store.index.Views.ContactLine;
import io.momentum.store.index.Views.Message;
import io.momentum.store.index.Views.Orphan;
import io.momentum.store.index.Views.Outcome;
import io.momentum.store.index.Views.Page;
import io.momentum.store.index.Views.Pending;
import io.momentum.store.index.Views.Suppression;
import io.momentum.store.journal.Journal;
import io.momentum.store.journal.Position;
import io.momentum.store.outbox.OutboxEntry;
import io.momentum.store.value.CarrierId;
import io.momentum.store.value.IdForm;
import io.momentum.store.value.MessageId;
import io.momentum.store.value.SuppressionScope;
import io.momentum.store.value.SystemId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The answers. Any thread asks; what it gets is the state after some commit of the projector, at most about 50 ms behind the
 * journal. Whoever must see a fact of his own waits with {@link #awaitSequence} first.
 */
public final class Index implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Index.class);

    private final Rocks rocks;
    private final SmscIdRows smscIds;
    private final Object committed = new Object();
    private volatile FoldState state;
    private volatile long awaitedSequence;

    private Index(Rocks rocks, FoldState state) {
        this.rocks = rocks;
        smscIds = new SmscIdRows(rocks);
        this.state = state;
    }

    /** Opens the index in a directory, which is made if need be; one of another format is deleted. */
    public static Index open(Path dir, IndexOptions options) throws IOException {
        Files.createDirectories(dir);
        Rocks rocks = new Rocks(dir, options);
        FoldState state = FoldState.read(rocks.get(ColumnFamily.META, FoldState.key(new Bytes(8))));
        if (state != null) return new Index(rocks, state);
        LOG.warn("the index in {} has another format and is built anew", dir);
        return anew(dir, options, rocks);
    }

    /**
     * Opens the index of a journal. An index that knows facts which the journal has lost (power failed while durability was
     * {@code page-cache}) is deleted and built anew.
     */
    public static Index open(Path dir, IndexOptions options, Journal journal) throws IOException {
        Index index = open(dir, options);
        if (index.lastSequence() <= journal.durableSequence()) return index;
        LOG.warn(
                "the index in {} ends with fact {}, the journal with {}: it is built anew",
                dir,
                index.lastSequence(),
                journal.durableSequence());
        return anew(dir, options, index.rocks);
    }

    private static Index anew(Path dir, IndexOptions options, Rocks old) throws IOException {
        old.close();
        try (Stream<Path> files = Files.list(dir)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        return new Index(new Rocks(dir, options), FoldState.START);
    }

    /** The last fact that answers include. */
    public long lastSequence() {
        return state.sequence();
    }

    /** Waits until answers include a fact; false where they do not in time. Makes the projector commit early. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // written under the lock
    public boolean awaitSequence(long sequence, Duration timeout) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + timeout.toNanos();
        synchronized (committed) {
            while (lastSequence() < sequence) {
                awaitedSequence = Math.max(awaitedSequence, sequence);
                long leftMillis = (deadlineNanos - System.nanoTime() + 999_999) / 1_000_000;
                if (leftMillis <= 0) return false;
                committed.wait(leftMillis);
            }
        }
        return true;
    }

    public Optional<Message> message(long mtId) {
        return message(mtId, Long.MAX_VALUE);
    }

    /**
     * A message as it stood at a moment, with what had happened to it by then.
     *
     * @param asOfMicros microseconds since 1970
     * @return empty where there is none, or where it was accepted later
     */
    public Optional<Message> message(long mtId, long asOfMicros) {
        byte[] row = row(mtId);
        return row == null ? Optional.empty() : Timeline.of(mtId, row, asOfMicros);
    }

    /**
     * When the oldest message came that there is, milliseconds since 1970; 0 for none.
     *
     * @param from none is known to be older: what has gone before is not waded through
     */
    public long oldestMessageMillis(long from) {
        long[] at = new long[1];
        byte[] first = Keys.message(new Bytes(8), MessageId.firstOf(Math.max(from, MessageId.EPOCH_MILLIS)))
                .toArray();
        rocks.scan(ColumnFamily.MESSAGE, first, null, (key, _) -> {
            at[0] = MessageId.millis(new Reader(key).u64());
            return false;
        });
        return at[0];
    }

    /** How a message ended, if it has. */
    public Optional<Outcome> outcome(long mtId) {
        byte[] row = row(mtId);
        return row == null ? Optional.empty() : OutcomeOf.row(mtId, row);
    }

    /** A contact's messages, both ways, newest first. */
    public Page<ContactLine> contact(long digits, @Nullable String cursor, int limit) {
        byte[] prefix = new Bytes(8).u64(digits).toArray();
        var page = new PageOf<ContactLine>(limit);
        rocks.scan(ColumnFamily.CONTACT, from(prefix, cursor), Keys.behind(prefix), (key, value) -> {
            var in = new Reader(value);
            long id = ~new Reader(key, Long.BYTES, key.length).u64();
            return page.add(key, new ContactLine(id, in.u8() == 1, MessageRow.readPosition(in)));
        });
        return page.done();
    }

    /** Where the journal keeps a message to or from a contact. */
    public Optional<Position> contactMessage(long digits, long messageId) {
        byte[] row = rocks.get(ColumnFamily.CONTACT, Keys.contact(new Bytes(16), digits, messageId));
        if (row == null) return Optional.empty();
        var in = new Reader(row);
        in.u8();
        return Optional.of(MessageRow.readPosition(in));
    }

    /** Closed doors by scope and number; all scopes where none is given. */
    public Page<Suppression> suppressions(@Nullable SuppressionScope scope, @Nullable String cursor, int limit) {
        byte[] prefix =
                scope == null ? new byte[0] : Keys.scope(new Bytes(32), scope).toArray();
        var page = new PageOf<Suppression>(limit);
        byte[] end = scope == null ? null : Keys.behind(prefix);
        rocks.scan(
                ColumnFamily.SUPPRESSION,
                from(prefix, cursor),
                end,
                (key, value) -> page.add(key, SuppressionRow.read(key, value)));
        return page.done();
    }

    /** All scopes that a number is closed in. Jumps from scope to scope. */
    public List<Suppression> suppressionsOf(long digits) {
        var found = new ArrayList<Suppression>();
        byte @Nullable [] next = new byte[0];
        while (next != null) {
            SuppressionScope scope = scopeFrom(next);
            if (scope == null) return found;
            var key = Keys.suppression(new Bytes(32), scope, digits);
            byte[] row = rocks.get(ColumnFamily.SUPPRESSION, key);
            if (row != null) found.add(SuppressionRow.read(key.toArray(), row));
            next = Keys.behind(Keys.scope(new Bytes(32), scope).toArray());
        }
        return found;
    }

    private @Nullable SuppressionScope scopeFrom(byte[] from) {
        var first = new ArrayList<SuppressionScope>(1);
        rocks.scan(ColumnFamily.SUPPRESSION, from, null, (key, _) -> {
            first.add(SuppressionRow.scopeOf(key));
            return false;
        });
        return first.isEmpty() ? null : first.getFirst();
    }

    /** The message that an API client sent under a key of its own. */
    public OptionalLong byIdempotencyKey(SystemId account, String key) {
        byte[] row = rocks.get(ColumnFamily.IDEMPOTENCY, Keys.idempotency(new Bytes(64), account, key));
        return row == null ? OptionalLong.empty() : OptionalLong.of(new Reader(row).u64());
    }

    /** Shows the messages that were accepted and have not ended, oldest first. */
    public void pending(Consumer<Pending> action) {
        rocks.scan(ColumnFamily.PENDING, new byte[0], null, (key, value) -> {
            long mtId = new Reader(key).u64();
            action.accept(PendingRow.read(mtId, value, () -> refusedBy(mtId)));
            return true;
        });
    }

    private List<CarrierId> refusedBy(long mtId) {
        byte[] row = row(mtId);
        return row == null ? List.of() : MessageRow.refusedBy(mtId, row);
    }

    /** Shows the segments of subscribers' messages that are not whole, message by message. */
    public void moSegments(Consumer<MoSegment> action) {
        rocks.scan(ColumnFamily.MO_SEGMENT, new byte[0], null, (_, value) -> {
            action.accept((MoSegment) FactCodec.decode(value, 0));
            return true;
        });
    }

    /** Shows every closed door. */
    public void loadSuppressions(BiConsumer<Long, SuppressionScope> action) {
        rocks.scan(ColumnFamily.SUPPRESSION, new byte[0], null, (key, _) -> {
            SuppressionScope scope = SuppressionRow.scopeOf(key);
            action.accept(new Reader(key, key.length - Long.BYTES, key.length).u64(), scope);
            return true;
        });
    }

    /**
     * Makes a copy of the index as it is now, while it is in use.
     *
     * @param dir is made; on the same file system it takes next to no room, since tables are shared
     */
    public void checkpoint(Path dir) {
        rocks.checkpoint(dir);
    }

    public IndexStats stats() {
        Map<String, Long> rows = new TreeMap<>();
        for (ColumnFamily family : ColumnFamily.values()) {
            rows.put(family.label(), rocks.propertyOf(family, "rocksdb.estimate-num-keys"));
        }
        return new IndexStats(
                rocks.sumOf("rocksdb.estimate-pending-compaction-bytes"),
                rocks.sumOf("rocksdb.live-sst-files-size"),
                rocks.sumOf("rocksdb.cur-size-all-mem-tables"),
                rocks.propertyOf(ColumnFamily.META, "rocksdb.block-cache-usage"),
                rocks.propertyOf(ColumnFamily.META, "rocksdb.is-write-stopped") != 0,
                rocks.propertyOf(ColumnFamily.META, "rocksdb.actual-delayed-write-rate"),
                rows);
    }

    SmscIdRows smscIds() {
        return smscIds;
    }

    /** The rows of follow-up, as of the last commit. */
    public Shelf shelf() {
        return shelf(Shelf.Kind.CARE);
    }

    /** The rows of a kind, as of the last commit. */
    public Shelf shelf(Shelf.Kind kind) {
        return RocksShelf.committed(rocks, kind.family());
    }

    /** What the index knows of opt-outs besides who is closed. */
    public OptOuts optOuts() {
        return new OptOuts(rocks);
    }

    /** What the index knows of what recipients have had, and of who lets messages leave. */
    public PolicyMemory policyMemory() {
        return new PolicyMemory(rocks);
    }

    /**
     * About when the newest was made that is in the index, and no earlier, in microseconds since 1970; 0 where it is empty. What the
     * host's clock says may be earlier, where it was set back.
     */
    public long newestMicros() {
        byte[] last = rocks.lastKey(ColumnFamily.MESSAGE);
        long messageMicros = last == null ? 0 : (MessageId.millis(new Reader(last).u64()) + 1) * 1_000;
        return Math.max(messageMicros, state.atMicros());
    }

    FoldState state() {
        return state;
    }

    boolean isAwaited() {
        return awaitedSequence > state.sequence();
    }

    Rocks rocks() {
        return rocks;
    }

    /** Projector only; {@code waits} is told again and again while there is no room. */
    void commit(byte[] batch, FoldState after, Runnable waits) {
        rocks.write(batch, waits);
        synchronized (committed) {
            state = after;
            committed.notifyAll();
        }
    }

    byte @Nullable [] row(long mtId) {
        return rocks.get(ColumnFamily.MESSAGE, Keys.message(new Bytes(Long.BYTES), mtId));
    }

    /** The message that a receipt belongs to as far as is known now, by the rules that the receipt brings. */
    public OptionalLong messageOf(DlrReceived receipt) {
        IdForm learned = LearnedForms.read(rocks, receipt.carrier()).locked();
        Match match = ReceiptSearch.find(receipt, learned, id -> {
            OptionalLong mtId = smscIds().find(receipt, id, open -> isOpen(stored(open)));
            return mtId.isEmpty() ? null : stored(mtId.getAsLong());
        });
        return match == null ? OptionalLong.empty() : OptionalLong.of(match.message().mtId);
    }

    private @Nullable MessageFold stored(long mtId) {
        byte[] row = row(mtId);
        return row == null ? null : MessageFold.of(mtId, row);
    }

    private static boolean isOpen(@Nullable MessageFold message) {
        return message != null && !message.hasEnded();
    }

    /**
     * A page of the receipts that have no message.
     *
     * @param carrier whose, null for all
     */
    public Page<Orphan> orphans(@Nullable CarrierId carrier, @Nullable String cursor, int limit) {
        byte[] prefix = carrier == null
                ? new byte[0]
                : Keys.orphans(new Bytes(64), carrier).toArray();
        byte[] end = carrier == null ? null : Keys.behind(prefix);
        var page = new PageOf<Orphan>(limit);
        rocks.scan(ColumnFamily.ORPHAN, from(prefix, cursor), end, (key, row) -> page.add(key, OrphanRow.read(row)));
        return page.done();
    }

    /** An account's entries between two ids, the first excluded, the last included. */
    List<OutboxEntry> outbox(SystemId account, long after, long last, int max, LongPredicate skip) {
        byte[] from = Keys.outbox(new Bytes(32), account, after + 1).toArray();
        byte[] end = Keys.outbox(new Bytes(32), account, last + 1).toArray();
        var found = new ArrayList<OutboxEntry>();
        if (Arrays.compareUnsigned(from, end) >= 0) return found;
        rocks.scan(ColumnFamily.OUTBOX, from, end, (key, value) -> {
            long outboxId = new Reader(key, key.length - Long.BYTES, key.length).u64();
            if (!skip.test(outboxId)) found.add(OutboxRow.read(account, outboxId, value));
            return found.size() < max;
        });
        return found;
    }

    /**
     * What waits for an account's ESME, as of the last commit.
     *
     * @param waiting how many receipts and MOs, counted up to a bound
     * @param oldestMillis when the first of them came, milliseconds since 1970; 0 for none
     */
    public record OutboxStanding(int waiting, long oldestMillis) {}

    /** What waits for an account's ESME, counted up to so many. */
    public OutboxStanding outboxStanding(SystemId account, int max) {
        byte[] from = Keys.outbox(new Bytes(32), account, 0).toArray();
        byte[] end = Keys.outbox(new Bytes(32), account, Long.MAX_VALUE).toArray();
        int[] waiting = new int[1];
        long[] oldest = new long[1];
        rocks.scan(ColumnFamily.OUTBOX, from, end, (key, value) -> {
            if (waiting[0]++ == 0) oldest[0] = cameMillis(OutboxRow.read(account, 1, value));
            return waiting[0] < max;
        });
        return new OutboxStanding(waiting[0], oldest[0]);
    }

    private static long cameMillis(OutboxEntry entry) {
        return switch (entry) {
            case OutboxEntry.Receipt receipt -> receipt.doneAtMicros() / 1_000;
            case OutboxEntry.Mo mo -> MessageId.millis(mo.moId());
        };
    }

    @Override
    public void close() {
        rocks.close();
    }

    static byte[] from(byte[] prefix, @Nullable String cursor) {
        if (cursor == null) return prefix;
        byte[] at = Base64.getUrlDecoder().decode(cursor);
        if (!Arrays.equals(prefix, 0, prefix.length, at, 0, Math.min(prefix.length, at.length))) {
            throw new IllegalArgumentException("the cursor is of another list");
        }
        return at;
    }

    /** Gathers a page; the key of the row behind it is the cursor. */
    static final class PageOf<T> {
        private final List<T> items = new ArrayList<>();
        private final int limit;
        private @Nullable String next;

        PageOf(int limit) {
            if (limit < 1) throw new IllegalArgumentException("limit: at least 1");
            this.limit = limit;
        }

        boolean add(byte[] key, T item) {
            if (items.size() == limit) {
                next = Base64.getUrlEncoder().withoutPadding().encodeToString(key);
                return false;
            }
            items.add(item);
            return true;
        }

        Page<T> done() {
            return new Page<>(List.copyOf(items), next);
        }
    }
}
