package io.momentum.gateway.server;

import io.momentum.gateway.net.Loop;
import io.momentum.store.outbox.OutboxEntry;
import io.momentum.store.outbox.OutboxFeed;
import io.momentum.store.value.SystemId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings an account's receipts and MOs to its binds. Owned by the account's home loop.
 *
 * <p>Entries are asked for only while a bind can take them, so what is in memory is bounded by the windows of the binds. An
 * entry stays with one session until that session is answered; if the session goes, its unanswered entries come back and go
 * to the next one, in their old order. What no bind takes stays in the index.
 */
final class AccountOutbox {

    private static final int REQUEST_MAX = 1_000;

    private final SystemId account;
    private final Loop home;
    private final OutboxFeed feed;
    private final OutboxFeed.Sink sink;
    private final ArrayDeque<OutboxEntry> ready = new ArrayDeque<>();
    private final List<Receiver> receivers = new ArrayList<>();
    private long lastOutboxId;
    private boolean asked;
    private @Nullable Runnable onWaiting;
    private int next;

    /** A session that takes entries, and how many more it can take. */
    private static final class Receiver {
        final EsmeSession session;
        int credit;

        Receiver(EsmeSession session, int credit) {
            this.session = session;
            this.credit = credit;
        }
    }

    AccountOutbox(SystemId account, Loop home, OutboxFeed feed) {
        this.account = account;
        this.home = home;
        this.feed = feed;
        sink = entries -> home.run(() -> take(entries));
    }

    /** A bind that receives has come. Any thread. */
    void join(EsmeSession session, int window) {
        home.run(() -> {
            // Twice the window: while one half is being answered, the other is on its way between the loops.
            receivers.add(new Receiver(session, 2 * window));
            dispatch();
        });
    }

    /** A bind has gone, with what it did not get answered. Any thread. */
    void leave(EsmeSession session, List<OutboxEntry> unanswered) {
        home.run(() -> {
            receivers.removeIf(receiver -> receiver.session == session);
            putBack(unanswered);
            if (receivers.isEmpty()) {
                feed.cancel(account, sink);
                asked = false;
            }
            dispatch();
        });
    }

    /** Calls back, now or later, if an entry waits while nobody is bound. Any thread; a later call replaces an earlier one. */
    void whenSomethingWaits(Runnable then) {
        home.run(() -> {
            if (!receivers.isEmpty()) return;
            onWaiting = then;
            if (!ready.isEmpty()) {
                tellWaiting();
            } else if (!asked) {
                asked = true;
                feed.request(account, lastOutboxId, 1, sink);
            }
        });
    }

    private void tellWaiting() {
        Runnable then = onWaiting;
        onWaiting = null;
        if (then != null && receivers.isEmpty()) then.run();
    }

    /** A session has had so many entries answered. Any thread; once a turn. */
    void answered(EsmeSession session, int count) {
        home.run(() -> {
            credit(session, count);
            dispatch();
        });
    }

    /** A session could not get these taken for now. Any thread. */
    void returned(EsmeSession session, List<OutboxEntry> entries) {
        home.run(() -> {
            credit(session, entries.size());
            putBack(entries);
            dispatch();
        });
    }

    private void credit(EsmeSession session, int count) {
        for (Receiver receiver : receivers) {
            if (receiver.session == session) receiver.credit += count;
        }
    }

    private void putBack(List<OutboxEntry> entries) {
        if (entries.isEmpty()) return;
        List<OutboxEntry> all = new ArrayList<>(ready);
        all.addAll(entries);
        all.sort(Comparator.comparingLong(OutboxEntry::outboxId));
        ready.clear();
        ready.addAll(all);
    }

    private void dispatch() {
        while (!ready.isEmpty()) {
            Receiver receiver = nextWithCredit();
            if (receiver == null) return;
            List<OutboxEntry> share = new ArrayList<>();
            while (receiver.credit > 0 && !ready.isEmpty()) {
                share.add(ready.removeFirst());
                receiver.credit--;
            }
            EsmeSession session = receiver.session;
            session.loop().run(() -> session.deliver(share));
        }
        ask();
    }

    private @Nullable Receiver nextWithCredit() {
        for (int i = 0; i < receivers.size(); i++) {
            Receiver receiver = receivers.get(Math.floorMod(next++, receivers.size()));
            if (receiver.credit > 0) return receiver;
        }
        return null;
    }

    private void ask() {
        int credit = 0;
        for (Receiver receiver : receivers) credit += receiver.credit;
        if (asked || credit == 0) return;
        asked = true;
        feed.request(account, lastOutboxId, Math.min(credit, REQUEST_MAX), sink);
    }

    private void take(List<OutboxEntry> entries) {
        asked = false;
        for (OutboxEntry entry : entries) {
            if (entry.outboxId() <= lastOutboxId) continue;
            lastOutboxId = entry.outboxId();
            ready.addLast(entry);
        }
        dispatch();
        if (!ready.isEmpty()) tellWaiting();
    }
}
