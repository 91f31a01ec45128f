package io.momentum.ops.care;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The tables of follow-up. A code is the first octet of a table's keys: never change one, nor give it again. Names in keys end
 * with a zero octet, numbers are big-endian, so that rows sort as people expect.
 */
public enum CareTable {
    /** digits: what is known of a contact. */
    CONTACT(1),
    /** name: a campaign. */
    CAMPAIGN(2),
    /** campaign, place: a recipient. */
    RECIPIENT(3),
    /** campaign, mtId: a message of a campaign. */
    CAMPAIGN_MESSAGE(4),
    /** id: a conversation. */
    CONVERSATION(5),
    /** digits, inverted id: a contact's conversations, the newest first. */
    CONVERSATION_OF(6),
    /** conversation, sequence: where the journal keeps a step of it. */
    STEP(7),
    /** view, sort, id: the conversations of a list in its order. */
    VIEW(8),
    /** micros, conversation, kind: what is to be looked at then. */
    DUE(9),
    /** sequence: a reply that nobody has looked at. */
    UNDECIDED(10),
    /** view: how many are in it. */
    COUNT(11),
    /** kind, name: a setting. */
    SETTING(12),
    /** metric, bucket, dimensions: a figure. */
    FIGURE(13),
    /** metric, bucket, dimensions, row: what a figure is made of. */
    FIGURE_ROW(14),
    /** inverted sequence: what somebody changed by the API, the newest first. */
    AUDIT(15),
    /** word, conversation: where a word was said. */
    WORD(16),
    /** attribute, value, digits: contacts by what is known of them. */
    CONTACT_BY(17),
    /** rule: whom it gave its last to, and who is free when. */
    TURN(18),
    /** sequence: where the journal keeps what a person said that a reply is. */
    LESSON(19),
    /** bulk: an order for many conversations. */
    BULK(91),
    /** bulk, place: one of them. */
    BULK_ROW(92),
    /** actor, key: the order that was given under it. */
    BULK_KEY(93);

    private final int code;

    CareTable(int code) {
        this.code = code;
    }

    /** The beginning of all keys. */
    public byte[] prefix() {
        return new byte[] {(byte) code};
    }

    /** A key of numbers. */
    public byte[] key(long... numbers) {
        ByteBuffer key = ByteBuffer.allocate(1 + numbers.length * Long.BYTES).put((byte) code);
        for (long number : numbers) key.putLong(number);
        return key.array();
    }

    /** A key of a name and numbers. */
    public byte[] key(String name, long... numbers) {
        return key(code, name, numbers);
    }

    /** The same for a table of another column family. */
    public static byte[] key(int table, String name, long... numbers) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer key = ByteBuffer.allocate(2 + text.length + numbers.length * Long.BYTES);
        key.put((byte) table).put(text).put((byte) 0);
        for (long number : numbers) key.putLong(number);
        return key.array();
    }

    /** A key of two names and numbers. */
    public byte[] key(String first, String second, long... numbers) {
        return key(first + '\0' + second, numbers);
    }

    /** The number that a key ends with. */
    public static long lastNumber(byte[] key) {
        return ByteBuffer.wrap(key).getLong(key.length - Long.BYTES);
    }

    /** The number at a place, counted in numbers from the end: 0 is the last. */
    public static long numberFromEnd(byte[] key, int place) {
        return ByteBuffer.wrap(key).getLong(key.length - Long.BYTES * (place + 1));
    }

    /** The first key behind all that begin with a prefix. */
    public static byte[] behind(byte[] prefix) {
        byte[] end = prefix.clone();
        for (int i = end.length - 1; i >= 0; i--) {
            if (++end[i] != 0) return Arrays.copyOf(end, i + 1);
        }
        throw new IllegalArgumentException("nothing is behind a prefix of 0xff");
    }
}
