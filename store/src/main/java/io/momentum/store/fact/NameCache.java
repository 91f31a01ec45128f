package io.momentum.store.fact;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

/**
 * Values already made of short names, found by the names' bytes: a table of fixed size in which a newcomer takes the place
 * of whoever had it. Any thread may use it. Plain reads and writes do: an entry's fields are final, so a thread sees it
 * whole or not at all, and a lost write costs one more object.
 */
final class NameCache<T> {

    private static final int SLOTS = 1024;

    private record Entry<T>(String name, T value) {}

    private final AtomicReferenceArray<Entry<T>> entries = new AtomicReferenceArray<>(SLOTS);
    private final Function<String, T> make;

    NameCache(Function<String, T> make) {
        this.make = make;
    }

    T of(byte[] bytes, int from, int size) {
        int hash = size;
        for (int i = 0; i < size; i++) hash = hash * 31 + bytes[from + i];
        int slot = (hash ^ hash >>> 15) & SLOTS - 1;
        Entry<T> entry = entries.getPlain(slot);
        if (entry != null && isNamed(entry.name, bytes, from, size)) return entry.value;
        String name = new String(bytes, from, size, StandardCharsets.ISO_8859_1);
        T value = make.apply(name);
        entries.setPlain(slot, new Entry<>(name, value));
        return value;
    }

    private static boolean isNamed(String name, byte[] bytes, int from, int size) {
        if (name.length() != size) return false;
        for (int i = 0; i < size; i++) {
            if (name.charAt(i) != (char) (bytes[from + i] & 0xff)) return false;
        }
        return true;
    }
}
