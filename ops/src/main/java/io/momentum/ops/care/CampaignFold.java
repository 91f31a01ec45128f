package io.momentum.ops.care;

import io.momentum.ops.care.Campaigns.Row;
import io.momentum.ops.care.Campaigns.Sent;
import io.momentum.ops.care.Campaigns.Target;
import io.momentum.store.fact.CareFact;
import io.momentum.store.fact.CareFact.CampaignMoved;
import io.momentum.store.fact.CareFact.CampaignRecipients;
import io.momentum.store.fact.CareFact.CampaignSaved;
import io.momentum.store.fact.CareFact.CampaignStage;
import io.momentum.store.fact.CareFact.MtTagged;
import io.momentum.store.fact.CareFact.RecipientSkipped;
import io.momentum.store.fact.Fact;
import io.momentum.store.fact.Fact.MtSubmitted;
import io.momentum.store.index.Follower.Tagged;
import io.momentum.store.index.Shelf;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fold of campaigns: their definitions and stages, whom they go to, and what became of each message. How many there are of
 * a kind is kept by what changes, so that a review costs the same for ten messages and for a million. What messages come to is
 * written once for all that a commit window makes of them. Owned by the projector.
 */
final class CampaignFold {

    private record Count(String campaign, String bucket) {}

    /** A message that the window has moved: as it is committed, and as it is. */
    private static final class Moving {
        final String campaign;
        final @Nullable Sent committed;

        @Nullable
        Sent now;

        Moving(String campaign, @Nullable Sent committed) {
            this.campaign = campaign;
            this.committed = committed;
            now = committed;
        }
    }

    private final Map<Long, Moving> window = new LinkedHashMap<>();
    private final Map<Count, Long> counts = new HashMap<>();

    void fold(CareFact fact, Shelf.Writable rows) {
        switch (fact) {
            case CampaignSaved f -> save(f, rows);
            case CampaignMoved f -> move(f, rows);
            case CampaignRecipients f -> recipients(f, rows);
            case RecipientSkipped f -> skip(f, rows);
            case MtTagged f -> tag(f, rows);
            default -> {
                // No campaign's.
            }
        }
    }

    private static void save(CampaignSaved f, Shelf.Writable rows) {
        Row before = Campaigns.row(rows, f.campaign());
        Row after = before == null
                ? new Row(f.campaign(), f.definition(), CampaignStage.DRAFT, "", f.atMicros(), f.atMicros(), 0, 0)
                : before.withDefinition(f.definition(), f.atMicros());
        rows.put(CareTable.CAMPAIGN.key(f.campaign()), Campaigns.ROW.toBytes(after));
    }

    private static void move(CampaignMoved f, Shelf.Writable rows) {
        Row before = Campaigns.row(rows, f.campaign());
        if (before == null) return;
        Row after = before.withStage(f.stage(), f.reason(), f.atMicros());
        rows.put(CareTable.CAMPAIGN.key(f.campaign()), Campaigns.ROW.toBytes(after));
    }

    private void recipients(CampaignRecipients f, Shelf.Writable rows) {
        for (int i = 0; i < f.digits().size(); i++) {
            int place = f.first() + i;
            long digits = f.digits().get(i);
            var target = new Target(place, digits, f.variables().get(i), 0, "");
            rows.put(Campaigns.targetKey(f.campaign(), place), Campaigns.TARGET.toBytes(target));
            rows.put(Campaigns.placeKey(f.campaign(), digits), number(place));
        }
        count(f.campaign(), Campaigns.RECIPIENTS, f.digits().size());
    }

    private void skip(RecipientSkipped f, Shelf.Writable rows) {
        Target target = Campaigns.target(rows, f.campaign(), f.recipient());
        if (target == null || !target.isPending()) return;
        var skipped = new Target(target.place(), target.digits(), target.variables(), 0, f.reason());
        rows.put(Campaigns.targetKey(f.campaign(), f.recipient()), Campaigns.TARGET.toBytes(skipped));
        String bucket = Campaigns.SKIPPED + f.reason();
        rows.put(Campaigns.listKey(f.campaign(), bucket, f.recipient()), number(f.digits()));
        count(f.campaign(), bucket, 1);
    }

    private void tag(MtTagged f, Shelf.Writable rows) {
        if (f.recipient() < 0) return;
        Target target = Campaigns.target(rows, f.campaign(), f.recipient());
        if (target == null || target.mtId() != 0) return;
        var sent = new Target(target.place(), target.digits(), target.variables(), f.mtId(), "");
        rows.put(Campaigns.targetKey(f.campaign(), f.recipient()), Campaigns.TARGET.toBytes(sent));
        count(f.campaign(), Campaigns.SENT, 1);
    }

    /** A message of a campaign stands elsewhere. @return where; null where nothing has changed */
    @Nullable
    Sent moved(Tagged message, Fact fact, Shelf rows) {
        Moving moving = window.get(message.mtId());
        if (moving == null) {
            // Of what has only now become a campaign's there is no row.
            Sent stored = fact instanceof MtTagged ? null : Campaigns.message(rows, message.campaign(), message.mtId());
            moving = new Moving(message.campaign(), stored);
            window.put(message.mtId(), moving);
        }
        Sent before = moving.now;
        String code = Ending.codeOf(fact, before == null ? "" : before.code());
        var after = new Sent(message.digits(), Ending.wordOf(message.status(), code), code, message.parts());
        // That a carrier has it changes nothing of how it ended, and is worth knowing.
        if (after.equals(before)) return fact instanceof MtSubmitted ? after : null;
        moving.now = after;
        return after;
    }

    /** Writes what the window has changed. */
    void committing(Shelf.Writable rows) {
        window.forEach((mtId, each) -> save(mtId, each, rows));
        window.clear();
        counts.forEach((count, change) -> save(count, change, rows));
        counts.clear();
    }

    private void save(long mtId, Moving each, Shelf.Writable rows) {
        String campaign = each.campaign;
        Sent before = each.committed;
        Sent after = each.now;
        if (after == null || after.equals(before)) return;
        rows.put(Campaigns.messageKey(campaign, mtId), Campaigns.MESSAGE.toBytes(after));
        count(campaign, Campaigns.PARTS, after.parts() - (before == null ? 0 : before.parts()));
        if (before != null && before.bucket().equals(after.bucket())) return;
        if (before != null) {
            rows.delete(Campaigns.listKey(campaign, before.bucket(), mtId));
            count(campaign, before.bucket(), -1);
        }
        rows.put(Campaigns.listKey(campaign, after.bucket(), mtId), number(after.digits()));
        count(campaign, after.bucket(), 1);
    }

    private void count(String campaign, String bucket, int change) {
        if (change != 0) counts.merge(new Count(campaign, bucket), (long) change, Long::sum);
    }

    private static void save(Count count, long change, Shelf.Writable rows) {
        byte[] key = Campaigns.countKey(count.campaign, count.bucket);
        byte[] row = rows.get(key);
        long after = (row == null ? 0 : ByteBuffer.wrap(row).getLong()) + change;
        if (after == 0) rows.delete(key);
        else rows.put(key, number(after));
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }
}
