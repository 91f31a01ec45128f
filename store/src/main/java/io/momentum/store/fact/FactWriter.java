package io.momentum.store.fact;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A growing array of bytes, little-endian, that facts are written into one behind the other. Meant to be kept and reset; it
 * keeps the room that its fullest use needed. Owned by one thread.
 */
public final class FactWriter {

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** The most bytes of a variable-length number. */
    static final int VARINT_MAX = 5;

    private byte[] bytes;
    private int length;

    public FactWriter(int initialCapacity) {
        bytes = new byte[Math.max(64, initialCapacity)];
    }

    /** The bytes written, from 0 to {@link #length}; another array after the next write that needs more room. */
    public byte[] array() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** Forgets what was written behind {@code newLength}, or leaves room in front of what comes. */
    public void length(int newLength) {
        if (newLength > length) need(newLength - length);
        length = newLength;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    public void u8(int value) {
        need(1);
        bytes[length++] = (byte) value;
    }

    public void i32(int value) {
        need(4);
        INT.set(bytes, length, value);
        length += 4;
    }

    public void i64(long value) {
        need(8);
        LONG.set(bytes, length, value);
        length += 8;
    }

    /** Writes at a place that was left free before. */
    public void u16At(int at, int value) {
        SHORT.set(bytes, at, (short) value);
    }

    /** Writes at a place that was left free before. */
    public void i32At(int at, int value) {
        INT.set(bytes, at, value);
    }

    /** Writes at a place that was left free before. */
    public void i64At(int at, long value) {
        LONG.set(bytes, at, value);
    }

    void varint(int value) {
        need(VARINT_MAX);
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            bytes[length++] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    /** An array with its length in front. */
    void blob(byte[] value) {
        varint(value.length);
        need(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    /** Text with its length in front: one byte a character where Latin-1 has them all, UTF-8 otherwise. */
    void text(String value) {
        int size = value.length();
        int start = length;
        varint(size << 1);
        need(size);
        for (int i = 0; i < size; i++) {
            char c = value.charAt(i);
            if (c > 0xff) {
                length = start;
                utf8(value);
                return;
            }
            bytes[length + i] = (byte) c;
        }
        length += size;
    }

    /** Text that may be missing: one byte says whether it is there. */
    void textOrNull(@Nullable String value) {
        u8(value == null ? 0 : 1);
        if (value != null) text(value);
    }

    private void utf8(String value) {
        byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
        varint(encoded.length << 1 | 1);
        need(encoded.length);
        System.arraycopy(encoded, 0, bytes, length, encoded.length);
        length += encoded.length;
    }

    private void need(int more) {
        if (bytes.length - length < more) bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
}
