package io.momentum.store.index;

import io.momentum.store.fact.Fact.OptOutAnswered;
import io.momentum.store.fact.Fact.OptOutHeld;
import io.momentum.store.fact.FactCodec;
import io.momentum.store.index.Bytes.Reader;
import io.momentum.store.index.Index.PageOf;
import io.momentum.store.index.Views.Page;
import io.momentum.store.journal.Position;
import io.momentum.store.value.SuppressionScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the index knows of opt-outs besides who is closed: doubts, answers, and the history of each number. Any thread. */
public final class OptOuts {

    private final Rocks rocks;

    OptOuts(Rocks rocks) {
        this.rocks = rocks;
    }

    /** Numbers that somebody is to look at, the one first whose time ends first. */
    public Page<OptOutHeld> held(@Nullable String cursor, int limit) {
        byte[] prefix = OptOutRows.deadlines();
        var page = new PageOf<OptOutHeld>(limit);
        rocks.scan(ColumnFamily.OPT_OUT, Index.from(prefix, cursor), Keys.behind(prefix), (key, _) -> {
            Optional<OptOutHeld> held = row(OptOutRows.heldKey(key));
            return held.isEmpty() || page.add(key, held.get());
        });
        return page.done();
    }

    /** The doubt about a number within a scope. */
    public Optional<OptOutHeld> held(long digits, SuppressionScope scope) {
        return row(OptOutRows.heldKey(scope, digits));
    }

    /** The doubts that nobody has looked at in time, the oldest first. */
    public List<OptOutHeld> overdue(long nowMicros, int max) {
        List<OptOutHeld> overdue = new ArrayList<>();
        byte[] prefix = OptOutRows.deadlines();
        rocks.scan(ColumnFamily.OPT_OUT, prefix, Keys.behind(prefix), (key, _) -> {
            if (new Reader(key, 1, key.length).u64() > nowMicros) return false;
            row(OptOutRows.heldKey(key)).ifPresent(overdue::add);
            return overdue.size() < max;
        });
        return overdue;
    }

    private Optional<OptOutHeld> row(byte[] key) {
        byte[] row = rocks.get(ColumnFamily.OPT_OUT, new Bytes(key.length).raw(key, 0, key.length));
        return row == null ? Optional.empty() : Optional.of((OptOutHeld) FactCodec.decode(row, 0));
    }

    /** Shows every number that somebody is to look at. */
    public void loadHeld(BiConsumer<Long, SuppressionScope> action) {
        byte[] prefix = OptOutRows.allHeld();
        rocks.scan(ColumnFamily.OPT_OUT, prefix, Keys.behind(prefix), (_, row) -> {
            var held = (OptOutHeld) FactCodec.decode(row, 0);
            action.accept(held.digits(), held.scope());
            return true;
        });
    }

    /** Shows what we have answered since a moment, oldest first. */
    public void answersSince(long atMicros, Consumer<OptOutAnswered> action) {
        rocks.scan(ColumnFamily.OPT_OUT, OptOutRows.answersFrom(atMicros), OptOutRows.behindAnswers(), (_, row) -> {
            action.accept((OptOutAnswered) FactCodec.decode(row, 0));
            return true;
        });
    }

    /** Where the journal keeps a fact. */
    public record Step(long sequence, Position position) {}

    /**
     * Whether something that decides whether a number may be written to became durable after a fact.
     *
     * @param sequence of that fact
     */
    public boolean hasChangedSince(long digits, long sequence) {
        byte[] prefix = new Bytes(Long.BYTES).u64(digits).toArray();
        byte[] from = new Bytes(2 * Long.BYTES).u64(digits).u64(sequence + 1).toArray();
        boolean[] changed = new boolean[1];
        rocks.scan(ColumnFamily.CONSENT, from, Keys.behind(prefix), (_, _) -> {
            changed[0] = true;
            return false;
        });
        return changed[0];
    }

    /** Whether a fact is among those that decided whether a number may be written to: an undo that came too late is not. */
    public boolean hasStep(long digits, long sequence) {
        return rocks.get(ColumnFamily.CONSENT, Keys.consent(new Bytes(2 * Long.BYTES), digits, sequence)) != null;
    }

    /** What decided whether a number may be written to, in the order in which it happened. */
    public List<Step> historyOf(long digits, int max) {
        List<Step> history = new ArrayList<>();
        byte[] prefix = new Bytes(Long.BYTES).u64(digits).toArray();
        rocks.scan(ColumnFamily.CONSENT, prefix, Keys.behind(prefix), (key, value) -> {
            long sequence = new Reader(key, Long.BYTES, key.length).u64();
            history.add(new Step(sequence, MessageRow.readPosition(new Reader(value))));
            return history.size() < max;
        });
        return history;
    }
}
