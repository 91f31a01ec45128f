package io.momentum.ops.kpi;

import io.momentum.ops.care.CareTable;
import io.momentum.ops.care.CareWatch;
import io.momentum.ops.care.Contacts;
import io.momentum.ops.care.Conversations;
import io.momentum.ops.followup.Conversation;
import io.momentum.ops.followup.ConversationFold;
import io.momentum.ops.kpi.KpiKeys.RowKey;
import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.ActionLogged;
import io.momentum.store.fact.CareFact.ClockMoved;
import io.momentum.store.fact.CareFact.ConversationClosed;
import io.momentum.store.fact.CareFact.ConversationReopened;
import io.momentum.store.fact.CareFact.PromiseSettled;
import io.momentum.store.fact.CareFact.RecipientSkipped;
import io.momentum.store.fact.CareFact.ReplyClassified;
import io.momentum.store.fact.CareFact.ReplyJoined;
import io.momentum.store.fact.CareFact.ReplySent;
import io.momentum.store.fact.CareFact.Stage;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.OptSource;
import io.momentum.store.fact.Fact.OptedIn;
import io.momentum.store.index.Follower.Tagged;
import io.momentum.store.index.Shelf;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Facts in, rows and cells of key figures out; the same from a replay as live. What a row was is read before it is replaced, so
 * that cells change by exactly what differs. Rows and cells are written once for all that a commit window makes of them. Owned
 * by the projector.
 */
public final class KpiFold implements CareWatch {

    private static final long DAY_MICROS = Duration.ofDays(1).toNanos() / 1_000;

    /** A row that the window has looked at: as it is committed, and as it is. */
    private static final class Kept {
        final @Nullable KpiRow committed;

        @Nullable
        KpiRow now;

        Kept(@Nullable KpiRow committed) {
            this.committed = committed;
            now = committed;
        }
    }

    /** What follows from a conversation's state. */
    private record Marked(Conversation of, List<KpiRow> rows) {}

    private final Map<RowKey, Kept> window = new LinkedHashMap<>();
    private final Map<Long, Marked> marked = new HashMap<>();
    private final Cells cells = new Cells();
    private final Promises promises = new Promises(this);
    private final Recipients recipients = new Recipients(this);

    @Override
    public void conversation(@Nullable Conversation before, CareFact fact, Conversation after, Shelf.Writable rows) {
        List<KpiRow> were = before == null ? List.of() : marksOf(before);
        List<KpiRow> are = ConversationMarks.of(after);
        marked.put(after.id(), new Marked(after, are));
        for (KpiRow was : were) {
            KpiRow is = find(are, was);
            boolean moved = is != null && is.atMicros() != was.atMicros();
            boolean over = is == null && was.kind().isStanding();
            if (moved || over) remove(was, rows);
        }
        for (KpiRow is : are) {
            if (is.kind() == Kind.EPISODE && !is.has(Mark.MERGED)) episode(is, fact, after, rows);
            if (is.kind() == Kind.CLOSE && keepsItsMarks(is, rows)) continue;
            put(is, rows);
        }
        if (before != null) aside(before, fact, after, rows);
    }

    @SuppressWarnings("ReferenceEquality") // the very state that the last fact has made
    private List<KpiRow> marksOf(Conversation c) {
        Marked last = marked.get(c.id());
        return last != null && last.of == c ? last.rows : ConversationMarks.of(c);
    }

    /** A close keeps what it has come to since: undone, as far as an opt-out is. */
    private boolean keepsItsMarks(KpiRow close, Shelf rows) {
        KpiRow stored = stored(close, rows);
        return stored != null && stored.has(Mark.OPT_OUTS_UNDONE);
    }

    private static @Nullable KpiRow find(List<KpiRow> rows, KpiRow same) {
        for (KpiRow row : rows) {
            if (row.kind() == same.kind() && row.id() == same.id() && row.sub() == same.sub()) return row;
        }
        return null;
    }

    private void episode(KpiRow is, CareFact fact, Conversation after, Shelf rows) {
        ConversationMarks.remember(is, stored(is, rows), !after.ownership().isUnowned(), fact.atMicros());
        if (fact instanceof ActionLogged act && act.kind().equals("visit"))
            is.mark(Mark.VISITS, is.count(Mark.VISITS) + 1);
        boolean positive = ConversationMarks.isPositive(after);
        is.mark(Mark.VISITED, is.has(Mark.VISITS))
                .mark(Mark.FIRST_VISIT_DID, is.count(Mark.VISITS) == 1 && positive)
                .mark(Mark.RECOVERED, positive && wasCold(after, rows));
    }

    /** Whether nothing had come from the contact for so long. */
    private static boolean wasCold(Conversation c, Shelf rows) {
        if (c.previous() == 0) return false;
        long silence = Limits.COLD_AFTER.toNanos() / 1_000;
        return Conversations.find(rows, c.previous())
                .filter(last -> c.openedAtMicros() - last.replies().lastAtMicros() >= silence)
                .isPresent();
    }

    // ---- what touches other rows than those of the state

    private void aside(Conversation before, CareFact fact, Conversation after, Shelf.Writable rows) {
        if (ConversationMarks.isForTests(after.contact().get("test"))) return;
        switch (fact) {
            case ReplyJoined f
            when f.duplicateOf() != 0 ->
                put(
                        KpiRow.of(Kind.REPLY, f.receivedAtMicros(), f.moId(), 0, Dims.of(after))
                                .mark(Mark.RECEIVED, 1)
                                .mark(Mark.DUPLICATES, 1),
                        rows);
            case ReplyClassified f -> recipients.replied(after, f, rows);
            case ConversationClosed f -> {
                promises.closed(f, after, rows);
                if (f.outcome().equals("opt_out_applied")) optedOut(after, rows);
            }
            case ConversationReopened f -> reopened(before, f, rows);
            case ClockMoved f -> Deadlines.of(before, f, after).forEach(row -> put(row, rows));
            case PromiseSettled f -> promises.settled(f, rows);
            case ReplySent f when ConversationFold.isPerson(f.actor()) -> promises.acted(f, rows);
            case ActionLogged f when ConversationFold.isPerson(f.actor()) -> promises.acted(f, rows);
            default -> {
                // Its state says all.
            }
        }
    }

    private void reopened(Conversation before, ConversationReopened f, Shelf.Writable rows) {
        if (before.stage() != Stage.CLOSED) return;
        long closedAt = before.closure().atMicros();
        KpiRow close = stored(KpiRow.of(Kind.CLOSE, closedAt, before.id(), closedAt, Dims.of(before)), rows);
        if (close == null || f.atMicros() - closedAt > 7 * DAY_MICROS) return;
        put(close.copy().without(Mark.CLEAN).mark(Mark.REOPENED, 1), rows);
    }

    // ---- opt-outs, and those that a person takes back

    private void optedOut(Conversation c, Shelf.Writable rows) {
        long closedAt = c.closure().atMicros();
        KpiRow close = KpiRow.of(Kind.CLOSE, closedAt, c.id(), closedAt, Dims.of(c));
        rows.put(KpiKeys.optOutOf(c, Kind.CLOSE), KpiKeys.row(close));
        recipients.optedOut(c, rows);
    }

    private void takenBack(OptedIn f, Shelf.Writable rows) {
        if (!List.of(OptSource.OPERATOR, OptSource.API, OptSource.REVIEW).contains(f.source())) return;
        for (KpiRow close : optOutsOf(f, Kind.CLOSE, rows))
            if (close.has(Mark.OPT_OUTS)) put(close.copy().mark(Mark.OPT_OUTS_UNDONE, 1), rows);
        recipients.takenBack(f, rows);
    }

    /** What was an opt-out that is taken back: that of another account stays one. */
    List<KpiRow> optOutsOf(OptedIn f, Kind kind, Shelf rows) {
        byte[] before = KpiKeys.optOutsOf(f.digits(), kind);
        List<byte[]> found = new ArrayList<>();
        rows.scan(before, CareTable.behind(before), (key, row) -> {
            if (KpiKeys.isCovered(key, before.length, f.scope())) found.add(row);
            return true;
        });
        return found.stream().map(row -> at(row, rows)).filter(Objects::nonNull).toList();
    }

    // ---- messages

    @Override
    public void message(Tagged message, boolean isFirst, String word, String code, Shelf.Writable rows) {
        var key = new RowKey(Kind.MESSAGE, message.acceptedAtMicros(), message.mtId(), 0);
        if (isFirst) window.put(key, new Kept(null));
        KpiRow stored = kept(key, rows).now;
        if (stored != null) {
            put(MessageMarks.of(message, word, code, stored.dims()), rows);
        } else {
            Map<String, String> contact = Contacts.find(rows, message.digits())
                    .map(Contacts.Contact::attributes)
                    .orElse(Map.of());
            if (ConversationMarks.isForTests(contact.get("test"))) return;
            var dims = new Dims(message.campaign(), "", "", contact.getOrDefault("zone", ""), "");
            KpiRow first = MessageMarks.of(message, word, code, dims);
            put(first, rows);
            recipients.written(first, message.digits(), rows);
        }
        if (word.equals("delivered")) recipients.reached(message, rows);
    }

    @Override
    public void aside(Fact fact, Shelf.Writable rows) {
        switch (fact) {
            case OptedIn f -> takenBack(f, rows);
            case RecipientSkipped f
            when f.reason().equals("opted_out") -> {
                var contact = Contacts.find(rows, f.digits());
                String zone = contact.map(each -> each.attributes().getOrDefault("zone", ""))
                        .orElse("");
                put(
                        KpiRow.of(
                                        Kind.SKIPPED,
                                        f.atMicros(),
                                        f.digits(),
                                        f.recipient(),
                                        new Dims(f.campaign(), "", "", zone, ""))
                                .mark(Mark.LEFT_OUT_SUPPRESSED, 1),
                        rows);
            }
            default -> {
                // It says nothing of figures.
            }
        }
    }

    @Override
    public void committing(Shelf.Writable rows) {
        window.forEach((key, row) -> save(row, rows));
        window.clear();
        marked.clear();
        cells.writeTo(rows);
    }

    // ---- rows

    /** The row with a key, as it is by now. */
    @Nullable
    KpiRow at(byte @Nullable [] key, Shelf rows) {
        return key == null ? null : kept(KpiKeys.keyOf(key), rows).now;
    }

    private @Nullable KpiRow stored(KpiRow same, Shelf rows) {
        return kept(RowKey.of(same), rows).now;
    }

    private Kept kept(RowKey same, Shelf rows) {
        Kept known = window.get(same);
        if (known != null) return known;
        byte[] key = KpiKeys.row(same);
        byte[] value = rows.get(key);
        var read = new Kept(value == null ? null : KpiKeys.row(key, value));
        window.put(same, read);
        return read;
    }

    /** Puts a row in the place of what it was. It must not be changed any more. */
    void put(KpiRow row, Shelf.Writable rows) {
        kept(RowKey.of(row), rows).now = row;
    }

    private void remove(KpiRow same, Shelf.Writable rows) {
        kept(RowKey.of(same), rows).now = null;
    }

    private void save(Kept row, Shelf.Writable rows) {
        KpiRow was = row.committed;
        KpiRow is = row.now;
        if (Objects.equals(was, is)) return;
        if (was != null) cells.remove(was);
        if (is != null) {
            cells.add(is);
            rows.put(KpiKeys.row(is), is.toBytes());
        } else if (was != null) {
            rows.delete(KpiKeys.row(was));
        }
    }
}
