package io.momentum.store.fact;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Goes through bytes that a {@link FactWriter} wrote. Never reads behind the end of the fact it is in, whatever the bytes
 * say. Owned by one thread; meant to be kept and set to the next bytes.
 */
public final class FactReader {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final byte[] NONE = {};

    private byte[] bytes = NONE;
    private int at;
    private int end;
    private int limit;

    /** Sets the reader to the bytes from {@code from} to {@code to}. */
    public FactReader wrap(byte[] source, int from, int to) {
        if (from < 0 || to < from || to > source.length) throw new IllegalArgumentException("outside of the array");
        bytes = source;
        at = from;
        end = to;
        limit = to;
        return this;
    }

    /** Where the next fact begins in the wrapped array. */
    public int position() {
        return at;
    }

    public boolean hasMore() {
        return at < end;
    }

    /** Takes a fact's length and narrows the reader to that fact. */
    void enter() {
        limit = end;
        int size = i32();
        if (size < 2 || size > end - at) throw cut();
        limit = at + size;
    }

    /** Checks that the fact was read to its last byte and widens the reader again. */
    void leave() {
        if (at != limit) throw new FactFormatException((limit - at) + " bytes too many in a fact");
        limit = end;
    }

    int u8() {
        if (at >= limit) throw cut();
        return bytes[at++] & 0xff;
    }

    int i32() {
        if (limit - at < 4) throw cut();
        int value = (int) INT.get(bytes, at);
        at += 4;
        return value;
    }

    long i64() {
        if (limit - at < 8) throw cut();
        long value = (long) LONG.get(bytes, at);
        at += 8;
        return value;
    }

    int varint() {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int next = u8();
            value |= (next & 0x7f) << shift;
            if (next < 0x80) return value;
        }
        throw new FactFormatException("a length of more than 32 bits");
    }

    byte[] blob() {
        int size = varint();
        int from = skip(size);
        return Arrays.copyOfRange(bytes, from, from + size);
    }

    String text() {
        int header = varint();
        int size = header >>> 1;
        int from = skip(size);
        return new String(bytes, from, size, (header & 1) == 0 ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }

    @Nullable
    String textOrNull() {
        return u8() == 0 ? null : text();
    }

    /** Text of which there are few in the world, as the value made of it before. */
    <T> @Nullable T name(NameCache<T> cache) {
        int header = varint();
        int size = header >>> 1;
        int from = skip(size);
        if (size == 0) return null;
        if ((header & 1) != 0) throw new FactFormatException("a name outside of Latin-1");
        return cache.of(bytes, from, size);
    }

    private int skip(int size) {
        if (size < 0 || size > limit - at) throw cut();
        int from = at;
        at += size;
        return from;
    }

    private static FactFormatException cut() {
        return new FactFormatException("a fact is cut short");
    }
}
