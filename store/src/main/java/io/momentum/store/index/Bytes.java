package io.momentum.store.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow while they are written. Keys are big-endian, so that RocksDB sorts them as numbers. */
final class Bytes {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] array;
    private int size;

    Bytes(int capacity) {
        array = new byte[capacity];
    }

    byte[] array() {
        return array;
    }

    int size() {
        return size;
    }

    void clear() {
        size = 0;
    }

    byte[] toArray() {
        return Arrays.copyOf(array, size);
    }

    /** Leaves room that is filled in later, and says where. */
    int skip(int length) {
        room(length);
        int at = size;
        size += length;
        return at;
    }

    Bytes u8(int value) {
        room(1);
        array[size++] = (byte) value;
        return this;
    }

    Bytes u64(long value) {
        room(Long.BYTES);
        LONG.set(array, size, value);
        size += Long.BYTES;
        return this;
    }

    void set64(int at, long value) {
        LONG.set(array, at, value);
    }

    Bytes varint(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            array[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        array[size++] = (byte) rest;
        return this;
    }

    /** A number near zero, of either sign. */
    Bytes zigzag(long value) {
        return varint(value << 1 ^ value >> 63);
    }

    Bytes latin1(String text) {
        int length = text.length();
        varint(length);
        room(length);
        for (int i = 0; i < length; i++) {
            array[size + i] = (byte) text.charAt(i);
        }
        size += length;
        return this;
    }

    Bytes utf8(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        return varint(encoded.length).raw(encoded, 0, encoded.length);
    }

    Bytes raw(byte[] from, int offset, int length) {
        room(length);
        System.arraycopy(from, offset, array, size, length);
        size += length;
        return this;
    }

    private void room(int length) {
        if (array.length - size < length) array = Arrays.copyOf(array, Math.max(array.length * 2, size + length));
    }

    /** Reads what {@link Bytes} wrote. */
    static final class Reader {
        private final byte[] array;
        private final int end;
        private int at;

        Reader(byte[] array) {
            this(array, 0, array.length);
        }

        Reader(byte[] array, int from, int end) {
            this.array = array;
            this.at = from;
            this.end = end;
        }

        int at() {
            return at;
        }

        boolean hasMore() {
            return at < end;
        }

        int u8() {
            return array[at++] & 0xff;
        }

        long u64() {
            long value = (long) LONG.get(array, at);
            at += Long.BYTES;
            return value;
        }

        long varint() {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                byte b = array[at++];
                value |= (b & 0x7fL) << shift;
                if (b >= 0) return value;
            }
        }

        long zigzag() {
            long value = varint();
            return value >>> 1 ^ -(value & 1);
        }

        String latin1() {
            return text((int) varint(), StandardCharsets.ISO_8859_1);
        }

        String utf8() {
            return text((int) varint(), StandardCharsets.UTF_8);
        }

        byte[] raw(int length) {
            byte[] copy = Arrays.copyOfRange(array, at, at + length);
            at += length;
            return copy;
        }

        private String text(int length, java.nio.charset.Charset charset) {
            String text = new String(array, at, length, charset);
            at += length;
            return text;
        }
    }
}
