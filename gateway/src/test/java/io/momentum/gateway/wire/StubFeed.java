package io.momentum.gateway.wire;

import io.momentum.store.correlation.ReceiptMatches;
import io.momentum.store.outbox.OutboxEntry;
import io.momentum.store.outbox.OutboxFeed;
import io.momentum.store.value.SystemId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An outbox in memory, filled by the test. Entries are never removed: whoever asks for those after an id gets them. */
final class StubFeed implements OutboxFeed {

    /** No receipt finds its message. */
    static final ReceiptMatches NO_MATCHES = new ReceiptMatches() {
        @Override
        public void await(long dlrId, Matched matched) {}

        @Override
        public void forget(long dlrId) {}

        @Override
        public void tellOptOuts(OptOuts to) {}
    };

    private record Request(long after, int max, Sink sink) {}

    private final Map<SystemId, List<OutboxEntry>> entries = new HashMap<>();
    private final Map<SystemId, Request> waiting = new HashMap<>();

    synchronized void put(OutboxEntry entry) {
        entries.computeIfAbsent(entry.account(), a -> new ArrayList<>()).add(entry);
        Request request = waiting.remove(entry.account());
        if (request != null) request(entry.account(), request.after(), request.max(), request.sink());
    }

    @Override
    public synchronized void request(SystemId account, long after, int max, Sink sink) {
        List<OutboxEntry> due = entries.getOrDefault(account, List.of()).stream()
                .filter(entry -> entry.outboxId() > after)
                .limit(max)
                .toList();
        if (due.isEmpty()) waiting.put(account, new Request(after, max, sink));
        else sink.accept(due);
    }

    @Override
    public synchronized void cancel(SystemId account, Sink mine) {
        waiting.computeIfPresent(account, (_, request) -> request.sink().equals(mine) ? null : request);
    }
}
