package io.momentum.ops.webhook;

import io.momentum.ops.webhook.WebhookRows.Acknowledged;
import io.momentum.ops.webhook.WebhookRows.State;
import io.momentum.ops.webhook.WebhookRows.Undelivered;
import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.DeliveryFailed;
import io.momentum.store.fact.CareFact.EventAcknowledged;
import io.momentum.store.fact.CareFact.EventsDelivered;
import io.momentum.store.fact.CareFact.EventsHeld;
import io.momentum.store.fact.CareFact.EventsReplayed;
import io.momentum.store.fact.CareFact.WebhookMoved;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.RetentionFact.MessagesForgotten;
import io.momentum.store.index.Follower;
import io.momentum.store.index.Shelf;
import io.momentum.store.index.Views.MessageStatus;
import io.momentum.store.journal.Position;
import java.util.ArrayList;
import java.util.List;

/** Facts of deliveries in, rows out; and which fact ended which message. Owned by the projector. */
public final class WebhookFold implements Follower {

    private volatile Runnable committed = () -> {};

    /** From now on somebody hears of each commit: there may be events. */
    public void onCommit(Runnable listener) {
        committed = listener;
    }

    @Override
    public Shelf.Kind shelf() {
        return Shelf.Kind.WEBHOOK;
    }

    @Override
    public void ended(long sequence, long mtId, MessageStatus status, Shelf.Writable rows) {
        rows.put(WebhookTable.ENDED.key(sequence), WebhookRows.ended(mtId, status));
    }

    @Override
    public void fold(long sequence, Fact fact, Position position, Shelf.Writable rows) {
        if (fact instanceof MessagesForgotten f) forgetEnds(f.endsUpTo(), rows);
        if (!(fact instanceof CareFact care)) return;
        switch (care) {
            case WebhookMoved f -> {
                State before = WebhookRows.state(rows, f.webhook())
                        .orElse(State.beginning(Math.max(0, f.cursor()), f.atMicros()));
                save(f.webhook(), before.moved(f.stage(), f.cursor(), f.reason(), f.atMicros()), rows);
            }
            case EventsDelivered f -> {
                delete(WebhookTable.WAITING, f.webhook(), f.events(), rows);
                save(f.webhook(), state(f.webhook(), f, rows).delivered(f.cursor(), f.count(), f.atMicros()), rows);
            }
            case DeliveryFailed f -> failed(f, rows);
            case EventsHeld f -> held(f, rows);
            case EventsReplayed f -> replayed(f, rows);
            case EventAcknowledged f ->
                rows.put(
                        WebhookTable.ACKNOWLEDGED.key(f.digits(), f.conversation(), f.webhook()),
                        WebhookRows.ACKNOWLEDGED.toBytes(new Acknowledged(
                                f.webhook(),
                                f.event(),
                                f.conversation(),
                                f.externalId(),
                                f.atMicros(),
                                f.eventAtMicros())));
            default -> {
                // Not of a subscription.
            }
        }
    }

    private static void forgetEnds(long upTo, Shelf.Writable rows) {
        if (upTo <= 0) return;
        List<byte[]> keys = new ArrayList<>();
        rows.scan(WebhookTable.ENDED.key(0), WebhookTable.ENDED.key(upTo + 1), (key, _) -> keys.add(key));
        keys.forEach(rows::delete);
    }

    private static State state(String webhook, Fact fact, Shelf rows) {
        return WebhookRows.state(rows, webhook).orElse(State.beginning(0, fact.atMicros()));
    }

    private static void save(String webhook, State state, Shelf.Writable rows) {
        rows.put(WebhookTable.STATE.key(webhook), WebhookRows.STATE.toBytes(state));
    }

    private static void failed(DeliveryFailed f, Shelf.Writable rows) {
        boolean forGood = f.nextMicros() == 0;
        var row = new Undelivered(
                f.event(), f.digits(), f.attempt(), f.nextMicros(), f.status(), f.error(), f.atMicros());
        WebhookTable to = forGood ? WebhookTable.DEAD : WebhookTable.WAITING;
        if (forGood) rows.delete(WebhookTable.WAITING.key(f.webhook(), f.event()));
        rows.put(to.key(f.webhook(), f.event()), WebhookRows.UNDELIVERED.toBytes(row));
        save(f.webhook(), state(f.webhook(), f, rows).failed(forGood, f.status(), f.error(), f.atMicros()), rows);
    }

    private static void held(EventsHeld f, Shelf.Writable rows) {
        for (int i = 0; i < f.events().size(); i++) {
            var row = new Undelivered(f.events().get(i), f.digits().get(i), 0, 0, 0, "", f.atMicros());
            rows.put(WebhookTable.WAITING.key(f.webhook(), row.event()), WebhookRows.UNDELIVERED.toBytes(row));
        }
    }

    private static void replayed(EventsReplayed f, Shelf.Writable rows) {
        for (long event : f.events()) {
            byte[] row = rows.get(WebhookTable.DEAD.key(f.webhook(), event));
            if (row == null) continue;
            Undelivered dead = WebhookRows.UNDELIVERED.fromBytes(row);
            var again = new Undelivered(event, dead.turn(), 0, 0, dead.status(), dead.error(), f.atMicros());
            rows.delete(WebhookTable.DEAD.key(f.webhook(), event));
            rows.put(WebhookTable.WAITING.key(f.webhook(), event), WebhookRows.UNDELIVERED.toBytes(again));
        }
    }

    private static void delete(WebhookTable table, String webhook, List<Long> events, Shelf.Writable rows) {
        for (long event : events) rows.delete(table.key(webhook, event));
    }

    @Override
    public void committed(long sequence) {
        committed.run();
    }
}
