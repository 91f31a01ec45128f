package io.momentum.ops.webhook;

import io.momentum.store.fact.CareFact.WebhookStage;
import io.momentum.store.fact.RecordForm;
import io.momentum.store.index.Shelf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What the rows of subscriptions say. */
public final class WebhookRows {

    /**
     * Where a subscription stands.
     *
     * @param cursor events of the facts up to here are acknowledged, wait by name, or are dead letters
     * @param reason why it is paused or disabled
     * @param lastStatus of HTTP at the last failure, 0 where there was no answer
     */
    public record State(
            WebhookStage stage,
            long cursor,
            String reason,
            long sinceMicros,
            long delivered,
            long failed,
            long dead,
            long lastDeliveredMicros,
            long lastFailedMicros,
            int lastStatus,
            String lastError) {

        static State beginning(long cursor, long nowMicros) {
            return new State(WebhookStage.ACTIVE, cursor, "", nowMicros, 0, 0, 0, 0, 0, 0, "");
        }

        State moved(WebhookStage to, long newCursor, String why, long at) {
            long from = newCursor < 0 ? cursor : newCursor;
            return new State(
                    to,
                    from,
                    why,
                    at,
                    delivered,
                    failed,
                    dead,
                    lastDeliveredMicros,
                    lastFailedMicros,
                    lastStatus,
                    lastError);
        }

        State delivered(long newCursor, int count, long at) {
            return new State(
                    stage,
                    Math.max(cursor, newCursor),
                    reason,
                    sinceMicros,
                    delivered + count,
                    failed,
                    dead,
                    count == 0 ? lastDeliveredMicros : at,
                    lastFailedMicros,
                    lastStatus,
                    lastError);
        }

        State failed(boolean forGood, int status, String error, long at) {
            return new State(
                    stage,
                    cursor,
                    reason,
                    sinceMicros,
                    delivered,
                    failed + 1,
                    dead + (forGood ? 1 : 0),
                    lastDeliveredMicros,
                    at,
                    status,
                    error);
        }
    }

    /**
     * An event that could not be delivered yet, or never was.
     *
     * @param attempts that failed; 0 where it waits behind another one
     * @param nextMicros when it is tried again
     */
    public record Undelivered(
            long event, long turn, int attempts, long nextMicros, int status, String error, long atMicros) {}

    /** What a system of record calls a conversation's or a contact's record. */
    public record Acknowledged(
            String webhook, long event, long conversation, String externalId, long atMicros, long eventAtMicros) {}

    static final RecordForm<State> STATE = RecordForm.of(State.class);
    static final RecordForm<Undelivered> UNDELIVERED = RecordForm.of(Undelivered.class);
    static final RecordForm<Acknowledged> ACKNOWLEDGED = RecordForm.of(Acknowledged.class);

    private WebhookRows() {}

    public static Optional<State> state(Shelf rows, String webhook) {
        return Optional.ofNullable(rows.get(WebhookTable.STATE.key(webhook))).map(STATE::fromBytes);
    }

    /** The events of a subscription that wait by name, the oldest first. */
    public static List<Undelivered> waiting(Shelf rows, String webhook, int max) {
        return undelivered(rows, WebhookTable.WAITING, webhook, 0, max);
    }

    /**
     * A subscription's dead letters, the oldest first.
     *
     * @param after the event before the first
     */
    public static List<Undelivered> dead(Shelf rows, String webhook, long after, int max) {
        return undelivered(rows, WebhookTable.DEAD, webhook, after + 1, max);
    }

    static Optional<Undelivered> deadLetter(Shelf rows, String webhook, long event) {
        return Optional.ofNullable(rows.get(WebhookTable.DEAD.key(webhook, event)))
                .map(UNDELIVERED::fromBytes);
    }

    private static List<Undelivered> undelivered(Shelf rows, WebhookTable table, String webhook, long from, int max) {
        List<Undelivered> found = new ArrayList<>();
        rows.scan(table.key(webhook, from), table.key(webhook, Long.MAX_VALUE), (key, value) -> {
            if (found.size() < max) found.add(UNDELIVERED.fromBytes(value));
            return found.size() < max;
        });
        return found;
    }

    /** What systems of record said of a contact: of one conversation, and of itself. */
    public static List<Acknowledged> acknowledged(Shelf rows, long digits, long conversation) {
        List<Acknowledged> found = new ArrayList<>();
        for (long of : conversation == 0 ? new long[] {0} : new long[] {0, conversation}) {
            rows.scan(
                    WebhookTable.ACKNOWLEDGED.key(digits, of),
                    WebhookTable.ACKNOWLEDGED.key(digits, of + 1),
                    (key, value) -> found.add(ACKNOWLEDGED.fromBytes(value)));
        }
        return found;
    }

    /** What a receiver calls the record of a conversation. */
    static Optional<String> externalId(Shelf rows, long digits, long conversation, String webhook) {
        byte[] row = rows.get(WebhookTable.ACKNOWLEDGED.key(digits, conversation, webhook));
        return Optional.ofNullable(row)
                .map(found -> ACKNOWLEDGED.fromBytes(found).externalId());
    }

    /** Up to which fact there are so many ends of messages at most, of those up to a last fact; empty where there are none. */
    public static OptionalLong endedUpTo(Shelf rows, long last, int max) {
        long[] found = {0, 0};
        rows.scan(WebhookTable.ENDED.key(0), WebhookTable.ENDED.key(last + 1), (key, _) -> {
            found[0] = WebhookTable.lastNumber(key);
            return ++found[1] < max;
        });
        return found[1] == 0 ? OptionalLong.empty() : OptionalLong.of(found[0]);
    }

    static byte[] ended(long mtId, Enum<?> status) {
        byte[] word = status.name().getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(Long.BYTES + word.length)
                .putLong(mtId)
                .put(word)
                .array();
    }
}
