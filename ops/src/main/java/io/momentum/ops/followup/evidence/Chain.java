package io.momentum.ops.followup.evidence;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How records hang together. All statements are canonical JSON; those that are signed begin by saying what they are. */
public final class Chain {

    private Chain() {}

    /**
     * A record's place: what its hash is of.
     *
     * @param number of the record, from 1 on without a gap
     * @param previous the hash of the record before it, {@link Digests#NONE} before the first
     * @param record canonical JSON
     */
    public static byte[] entry(long number, long day, long atMicros, String previous, byte[] record) {
        // The members in their canonical order; the record is canonical already.
        String head = "{\"at\":\"%s\",\"day\":\"%s\",\"number\":%d,\"prev\":\"%s\",\"record\":"
                .formatted(Days.time(atMicros), Days.text(day), number, previous);
        return (head + new String(record, StandardCharsets.UTF_8) + ",\"v\":1}").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * What is signed when a day has ended.
     *
     * @param previous the hash of the statement before it, {@link Digests#NONE} before the first
     */
    public static Map<String, @Nullable Object> day(
            long day, long first, long last, byte[] root, String previous, long atMicros, String key) {
        Map<String, @Nullable Object> statement = statement("momentum.evidence.day");
        statement.put("day", Days.text(day));
        statement.put("first", first);
        statement.put("last", last);
        statement.put("root", Digests.hex(root));
        statement.put("previous", previous);
        statement.put("sealed", Days.time(atMicros));
        statement.put("key", key);
        return statement;
    }

    /** What a key signs of the one that comes after it. */
    public static Map<String, @Nullable Object> nextKey(String key, byte[] publicKey, String previous) {
        Map<String, @Nullable Object> statement = statement("momentum.evidence.key");
        statement.put("key", key);
        statement.put("public", Digests.hex(publicKey));
        statement.put("previous", previous);
        return statement;
    }

    /** The beginning of a statement that is signed. */
    public static Map<String, @Nullable Object> statement(String type) {
        Map<String, @Nullable Object> statement = new LinkedHashMap<>();
        statement.put("type", type);
        statement.put("v", 1);
        return statement;
    }
}
