package io.momentum.ops.webhook;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The tables of subscriptions. A code is the first octet of a table's keys: never change one, nor give it again. Names in keys
 * end with a zero octet, numbers are big-endian.
 */
enum WebhookTable {
    /** name: where a subscription stands. */
    STATE(1),
    /** name, event: one that could not be delivered yet. */
    WAITING(2),
    /** name, event: a dead letter. */
    DEAD(3),
    /** digits, conversation, name: what a system of record calls it. */
    ACKNOWLEDGED(4),
    /** sequence: the message that a fact ended. */
    ENDED(5);

    private final int code;

    WebhookTable(int code) {
        this.code = code;
    }

    byte[] key(long... numbers) {
        ByteBuffer key = ByteBuffer.allocate(1 + numbers.length * Long.BYTES).put((byte) code);
        for (long number : numbers) key.putLong(number);
        return key.array();
    }

    byte[] key(String name, long... numbers) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer key = ByteBuffer.allocate(2 + text.length + numbers.length * Long.BYTES);
        key.put((byte) code).put(text).put((byte) 0);
        for (long number : numbers) key.putLong(number);
        return key.array();
    }

    /** Numbers, then a name. */
    byte[] key(long first, long second, String name) {
        byte[] numbers = key(first, second);
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        byte[] key = Arrays.copyOf(numbers, numbers.length + text.length);
        System.arraycopy(text, 0, key, numbers.length, text.length);
        return key;
    }

    static long lastNumber(byte[] key) {
        return ByteBuffer.wrap(key).getLong(key.length - Long.BYTES);
    }
}
