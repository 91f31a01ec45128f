package io.momentum.ops.evidence;

import io.momentum.store.correlation.LongTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The contacts' keys, in a file of their own that is neither journal nor index, so that a key can be destroyed: its place is
 * written over. Places are 64 octets each; a contact's name in evidence says which is its own, and is otherwise chance.
 *
 * <pre>{@code
 * state u8 | 3 free | CRC32C u32 of what follows | digits u64 | name 16 | key 32
 * }</pre>
 *
 * <p>Big-endian. A place that was cut short or never synced has protected nothing yet: what it protects is journalled after
 * {@link #sync}. Any thread; a copy of this file in a backup outlives an erasure, so such copies need an end.
 */
public final class ContactKeys implements AutoCloseable {

    private static final int PLACE = 64;
    private static final int CRC_AT = 4;
    private static final int CRC_FROM = 8;
    private static final int NAME_AT = 16;
    private static final int NAME_BYTES = 16;
    private static final int KEY_AT = 32;
    private static final int KEY_BYTES = 32;
    private static final byte LIVE = 1;
    private static final byte DESTROYED = 2;
    private static final String PREFIX = "ct-";

    private final FileChannel file;
    private final SecureRandom random = new SecureRandom();
    private final LongTable<Long> placeOf = new LongTable<>();
    private final List<Long> unforgotten = new ArrayList<>();
    private long places;

    /** A contact's key, and what evidence calls the contact. */
    record Key(String subject, byte[] key) {}

    private ContactKeys(FileChannel file) {
        this.file = file;
    }

    /** Opens or makes the file; only this process's user may read it. */
    public static ContactKeys open(Path path) throws IOException {
        FileChannel file = FileChannel.open(
                path,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        var keys = new ContactKeys(file);
        keys.readAll();
        return keys;
    }

    private void readAll() throws IOException {
        places = file.size() / PLACE;
        file.truncate(places * PLACE);
        for (long place = 0; place < places; place++) {
            ByteBuffer at = read(place);
            long digits = at.getLong(CRC_FROM);
            if (digits == 0 || !isWhole(at)) continue;
            placeOf.put(digits, place);
            if (at.get(0) == DESTROYED) unforgotten.add(digits);
        }
    }

    private ByteBuffer read(long place) {
        ByteBuffer at = ByteBuffer.allocate(PLACE);
        try {
            while (at.hasRemaining() && file.read(at, place * PLACE + at.position()) > 0) {
                // The rest of it.
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return at;
    }

    private static boolean isWhole(ByteBuffer at) {
        return !at.hasRemaining() && at.getInt(CRC_AT) == crc(at);
    }

    private static int crc(ByteBuffer at) {
        var crc = new CRC32C();
        crc.update(at.slice(CRC_FROM, PLACE - CRC_FROM));
        return (int) crc.getValue();
    }

    private void write(long place, ByteBuffer at) {
        at.putInt(CRC_AT, crc(at)).clear();
        try {
            while (at.hasRemaining()) file.write(at, place * PLACE + at.position());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A contact's key; a new one where it has none. Nothing may be journalled under a new one before {@link #sync}. */
    synchronized Key of(long digits) {
        Long known = placeOf.get(digits);
        if (known != null) {
            ByteBuffer at = read(known);
            if (at.get(0) == LIVE) return key(at);
            forget(digits);
        }
        return made(digits);
    }

    private Key made(long digits) {
        byte[] chance = new byte[Long.BYTES + KEY_BYTES];
        random.nextBytes(chance);
        ByteBuffer at = ByteBuffer.allocate(PLACE).put(0, LIVE).putLong(CRC_FROM, digits);
        at.putLong(NAME_AT, places).put(NAME_AT + Long.BYTES, chance, 0, Long.BYTES);
        at.put(KEY_AT, chance, Long.BYTES, KEY_BYTES);
        write(places, at);
        placeOf.put(digits, places++);
        return key(at);
    }

    private static Key key(ByteBuffer at) {
        byte[] key = new byte[KEY_BYTES];
        at.get(KEY_AT, key);
        return new Key(subject(at), key);
    }

    private static String subject(ByteBuffer at) {
        byte[] name = new byte[NAME_BYTES];
        at.get(NAME_AT, name);
        return PREFIX + HexFormat.of().formatHex(name);
    }

    /** What evidence calls a contact, if it knows it. */
    synchronized Optional<String> subjectOf(long digits) {
        Long place = placeOf.get(digits);
        return place == null ? Optional.empty() : Optional.of(subject(read(place)));
    }

    /** The key behind a name; null where it was destroyed. */
    synchronized byte @Nullable [] keyOf(String subject) {
        if (subject.length() != PREFIX.length() + NAME_BYTES * 2) return null;
        long place = Long.parseUnsignedLong(subject, PREFIX.length(), PREFIX.length() + Long.BYTES * 2, 16);
        if (place < 0 || place >= places) return null;
        ByteBuffer at = read(place);
        boolean isIt = isWhole(at) && at.get(0) == LIVE && subject(at).equals(subject);
        return isIt ? key(at).key() : null;
    }

    /** The numbers whose keys were destroyed and that had not been forgotten when the file was opened. */
    List<Long> unforgotten() {
        return List.copyOf(unforgotten);
    }

    /** Makes all that was changed last. */
    synchronized void sync() {
        try {
            file.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes over a contact's key. The number stays until {@link #forget}, so that what follows can be done again after a
     * crash.
     *
     * @return what evidence called the contact, if it knew it
     */
    synchronized Optional<String> destroy(long digits) {
        Long place = placeOf.get(digits);
        if (place == null) return Optional.empty();
        ByteBuffer at = read(place);
        at.put(0, DESTROYED).put(KEY_AT, new byte[KEY_BYTES]);
        write(place, at);
        sync();
        return Optional.of(subject(at));
    }

    /** Writes over the number of a contact whose key is destroyed. */
    synchronized void forget(long digits) {
        Long place = placeOf.remove(digits);
        if (place == null) return;
        ByteBuffer at = read(place).putLong(CRC_FROM, 0);
        write(place, at);
        sync();
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
