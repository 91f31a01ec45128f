package io.momentum.ops.care;

import io.momentum.store.fact.CareFact.CampaignStage;
import io.momentum.store.fact.RecordForm;
import io.momentum.store.index.Shelf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Campaigns as people ask for them, out of their rows. Any thread; the state after some commit. */
public final class Campaigns {

    /** How many it goes to. */
    public static final String RECIPIENTS = "=recipients";

    /** How many of those were written to. */
    public static final String SENT = "=sent";

    /** Into how many parts its messages were cut, all told. */
    public static final String PARTS = "=parts";

    /** Before the reason of those that it does not write to. */
    public static final String SKIPPED = "-";

    /**
     * A campaign.
     *
     * @param reason why it stands there, for people
     * @param startedAtMicros when it began first, 0 for not yet
     * @param endedAtMicros when it ended, 0 while it has not
     */
    public record Row(
            String name,
            String definition,
            CampaignStage stage,
            String reason,
            long createdAtMicros,
            long changedAtMicros,
            long startedAtMicros,
            long endedAtMicros) {

        Row withDefinition(String text, long atMicros) {
            return new Row(name, text, stage, reason, createdAtMicros, atMicros, startedAtMicros, endedAtMicros);
        }

        Row withStage(CampaignStage next, String why, long atMicros) {
            boolean starts = next == CampaignStage.RUNNING && startedAtMicros == 0;
            long ended = next == CampaignStage.FINISHED || next == CampaignStage.CANCELLED ? atMicros : 0;
            long started = starts ? atMicros : startedAtMicros;
            return new Row(name, definition, next, why, createdAtMicros, atMicros, started, ended);
        }
    }

    /**
     * One of those that a campaign goes to.
     *
     * @param mtId the message to it, 0 for none yet
     * @param skipped why there will be none, empty where there will
     */
    public record Target(int place, long digits, String variables, long mtId, String skipped) {
        public boolean isPending() {
            return mtId == 0 && skipped.isEmpty();
        }
    }

    /** What became of a message. */
    record Sent(long digits, String word, String code, int parts) {
        String bucket() {
            return code.isEmpty() ? word : word + " " + code;
        }
    }

    static final RecordForm<Row> ROW = RecordForm.of(Row.class);
    static final RecordForm<Target> TARGET = RecordForm.of(Target.class);
    static final RecordForm<Sent> MESSAGE = RecordForm.of(Sent.class);

    private Campaigns() {}

    // ---- keys: a word behind the campaign's name parts what is kept under one table

    static byte[] targetKey(String campaign, int place) {
        return CareTable.RECIPIENT.key(campaign, place);
    }

    static byte[] placeKey(String campaign, long digits) {
        return CareTable.RECIPIENT.key(campaign, "of", digits);
    }

    static byte[] messageKey(String campaign, long mtId) {
        return CareTable.CAMPAIGN_MESSAGE.key(campaign, "m", mtId);
    }

    static byte[] listKey(String campaign, String bucket, long id) {
        return CareTable.CAMPAIGN_MESSAGE.key(campaign, "l\0" + bucket, id);
    }

    static byte[] countKey(String campaign, String bucket) {
        return CareTable.CAMPAIGN_MESSAGE.key(campaign, "n\0" + bucket);
    }

    // ---- questions

    static @Nullable Row row(Shelf rows, String campaign) {
        byte[] row = rows.get(CareTable.CAMPAIGN.key(campaign));
        return row == null ? null : ROW.fromBytes(row);
    }

    public static Optional<Row> find(Shelf rows, String campaign) {
        return Optional.ofNullable(row(rows, campaign));
    }

    /** By name, those behind one; the empty name for the first ones. */
    public static List<Row> list(Shelf rows, String behind, int limit) {
        List<Row> found = new ArrayList<>();
        byte[] prefix = CareTable.CAMPAIGN.prefix();
        byte[] from = behind.isEmpty() ? prefix : CareTable.behind(CareTable.CAMPAIGN.key(behind));
        rows.scan(from, CareTable.behind(prefix), (key, value) -> {
            found.add(ROW.fromBytes(value));
            return found.size() < limit;
        });
        return found;
    }

    static @Nullable Sent message(Shelf rows, String campaign, long mtId) {
        byte[] row = rows.get(messageKey(campaign, mtId));
        return row == null ? null : MESSAGE.fromBytes(row);
    }

    static @Nullable Target target(Shelf rows, String campaign, int place) {
        byte[] row = rows.get(targetKey(campaign, place));
        return row == null ? null : TARGET.fromBytes(row);
    }

    /** The recipients from a place on, in their order. */
    public static List<Target> targets(Shelf rows, String campaign, int from, int limit) {
        List<Target> found = new ArrayList<>();
        rows.scan(targetKey(campaign, from), targetKey(campaign, Integer.MAX_VALUE), (key, value) -> {
            found.add(TARGET.fromBytes(value));
            return found.size() < limit;
        });
        return found;
    }

    /** The place of a number among the recipients. */
    public static OptionalInt placeOf(Shelf rows, String campaign, long digits) {
        byte[] row = rows.get(placeKey(campaign, digits));
        return row == null
                ? OptionalInt.empty()
                : OptionalInt.of((int) ByteBuffer.wrap(row).getLong());
    }

    /** How many there are of each kind: {@link #RECIPIENTS}, {@link #SENT}, skipped ones by reason, messages by ending. */
    public static Map<String, Long> counts(Shelf rows, String campaign) {
        Map<String, Long> counts = new TreeMap<>();
        byte[] prefix = CareTable.CAMPAIGN_MESSAGE.key(campaign, "n");
        rows.scan(prefix, CareTable.behind(prefix), (key, value) -> {
            String bucket = new String(key, prefix.length, key.length - 1 - prefix.length, StandardCharsets.UTF_8);
            counts.put(bucket, ByteBuffer.wrap(value).getLong());
            return true;
        });
        return counts;
    }

    /**
     * A message and its number; of those that are skipped, the place among the recipients.
     */
    public record Line(String bucket, long id, long digits) {}

    /** A page of them, and where the next one begins. */
    public record Page(List<Line> items, @Nullable String next) {}

    /**
     * Those of some kinds, page by page.
     *
     * @param buckets as {@link #counts} names them
     * @param cursor of the page before, null for the first; throws IllegalArgumentException where it is none of these
     */
    public static Page lines(Shelf rows, String campaign, List<String> buckets, @Nullable String cursor, int limit) {
        byte[] at = cursor == null ? null : Base64.getUrlDecoder().decode(cursor);
        List<Line> items = new ArrayList<>();
        byte[][] next = new byte[1][];
        boolean begun = at == null;
        for (String bucket : buckets.stream().sorted().toList()) {
            byte[] prefix = CareTable.CAMPAIGN_MESSAGE.key(campaign, "l\0" + bucket);
            boolean here = at != null && startsWith(at, prefix);
            if (!begun && !here) continue;
            begun = true;
            rows.scan(here && at != null ? at : prefix, CareTable.behind(prefix), (key, value) -> {
                if (items.size() == limit) {
                    next[0] = key;
                    return false;
                }
                items.add(new Line(
                        bucket,
                        CareTable.lastNumber(key),
                        ByteBuffer.wrap(value).getLong()));
                return true;
            });
            if (next[0] != null) break;
        }
        if (!begun) throw new IllegalArgumentException("the cursor is of another list");
        String following =
                next[0] == null ? null : Base64.getUrlEncoder().withoutPadding().encodeToString(next[0]);
        return new Page(items, following);
    }

    private static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length > prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }
}
