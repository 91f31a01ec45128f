package io.momentum.ops;

import io.momentum.ops.api.ApiIndex;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.MtAccepted;
import io.momentum.store.fact.Fact.OptedIn;
import io.momentum.store.fact.Fact.OptedOut;
import io.momentum.store.index.Views;
import io.momentum.store.journal.Journal;
import io.momentum.store.journal.JournalReader;
import io.momentum.store.journal.Position;
import io.momentum.store.value.SuppressionScope;
import io.momentum.store.value.SystemId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The index as the API needs it, folded in memory whenever somebody asks. */
final class MemoryIndex implements ApiIndex, AutoCloseable {

    private final Journal journal;
    private final Map<Long, Views.Message> messages = new HashMap<>();
    private final Map<Long, List<Views.ContactLine>> contacts = new HashMap<>();
    private final Map<String, Long> keys = new HashMap<>();
    private final Map<String, Views.Suppression> suppressions = new TreeMap<>();
    private long last;

    MemoryIndex(Journal journal) {
        this.journal = journal;
    }

    private synchronized void fold() {
        try (JournalReader reader = journal.read(last + 1)) {
            while (reader.poll(1000, this::fold) > 0) continue;
        }
    }

    private void fold(long sequence, Fact fact, Position position) {
        last = sequence;
        switch (fact) {
            case MtAccepted mt -> accepted(mt, position);
            case OptedOut out ->
                suppressions.put(
                        key(out.digits(), out.scope()),
                        new Views.Suppression(
                                out.digits(),
                                out.scope(),
                                out.atMicros(),
                                out.source().name(),
                                0,
                                out.reason()));
            case OptedIn in -> suppressions.remove(key(in.digits(), in.scope()));
            default -> {}
        }
    }

    private void accepted(MtAccepted mt, Position position) {
        var event = new Views.Event(mt.atMicros(), "MtAccepted", "", position);
        messages.put(
                mt.mtId(),
                new Views.Message(
                        mt.mtId(),
                        mt.account(),
                        mt.origin(),
                        mt.source(),
                        mt.destination(),
                        mt.destinationDigits(),
                        Views.MessageStatus.QUEUED,
                        null,
                        null,
                        List.of(event)));
        contacts.computeIfAbsent(mt.destinationDigits(), d -> new ArrayList<>())
                .addFirst(new Views.ContactLine(mt.mtId(), false, position));
        if (mt.idempotencyKey() != null) keys.put(mt.account() + "|" + mt.idempotencyKey(), mt.mtId());
    }

    private static String key(long digits, SuppressionScope scope) {
        return "%s|%015d".formatted(scope, digits);
    }

    @Override
    public synchronized Optional<Views.Message> message(long mtId) {
        return Optional.ofNullable(messages.get(mtId));
    }

    @Override
    public synchronized Views.Page<Views.ContactLine> contact(long digits, @Nullable String cursor, int limit) {
        return page(contacts.getOrDefault(digits, List.of()), cursor, limit);
    }

    @Override
    public synchronized Views.Page<Views.Suppression> suppressions(
            @Nullable SuppressionScope scope, @Nullable String cursor, int limit) {
        return page(
                suppressions.values().stream()
                        .filter(each -> scope == null || each.scope().equals(scope))
                        .toList(),
                cursor,
                limit);
    }

    private static <T> Views.Page<T> page(List<T> all, @Nullable String cursor, int limit) {
        int from = cursor == null ? 0 : Integer.parseInt(cursor);
        int to = Math.min(all.size(), from + limit);
        return new Views.Page<>(List.copyOf(all.subList(from, to)), to < all.size() ? Integer.toString(to) : null);
    }

    @Override
    public synchronized List<Views.Suppression> suppressionsOf(long digits) {
        return suppressions.values().stream()
                .filter(each -> each.digits() == digits)
                .toList();
    }

    @Override
    public synchronized OptionalLong byIdempotencyKey(SystemId account, String key) {
        Long found = keys.get(account + "|" + key);
        return found == null ? OptionalLong.empty() : OptionalLong.of(found);
    }

    @Override
    public boolean awaitSequence(long sequence, Duration atMost) {
        fold();
        return true;
    }

    @Override
    public synchronized long lastSequence() {
        return last;
    }

    @Override
    public void close() {}
}
