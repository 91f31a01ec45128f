package io.momentum.ops.evidence;

import io.momentum.store.fact.RecordForm;
import io.momentum.store.journal.Position;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The tables of evidence; a code is the first octet of a table's keys and never changes. */
enum EvidenceTable {
    /** Where the chain ends. */
    END(1),
    /** number: a record. */
    ENTRY(2),
    /** sequence: what has no record yet. */
    OWED(3),
    /** conversation, number. */
    BY_CONVERSATION(4),
    /** campaign, number. */
    BY_CAMPAIGN(5),
    /** subject, number. */
    BY_SUBJECT(6),
    /** day: its seal. */
    DAY(7),
    /** sequence: a key that signs. */
    KEY(8),
    /** digits: a contact that must not be erased. */
    HOLD(9),
    /** digits, sequence: where a contact was erased. */
    ERASED(10);

    private final int code;

    EvidenceTable(int code) {
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

    /** The first key behind all that begin with these numbers. */
    byte[] end(long... numbers) {
        byte[] from = key(numbers);
        byte[] end = Arrays.copyOf(from, from.length + Long.BYTES);
        Arrays.fill(end, from.length, end.length, (byte) 0xff);
        return end;
    }

    byte[] end(String name) {
        return key(name, -1);
    }

    static long lastNumber(byte[] key) {
        return ByteBuffer.wrap(key).getLong(key.length - Long.BYTES);
    }

    /**
     * Where the chain ends.
     *
     * @param number of the last record, 0 before the first
     * @param day of the last record, or of the first key
     * @param sealedDay the last day that is sealed
     * @param sealedNumber the last record under a seal
     * @param statement the hash of the last seal's statement
     * @param key the id of the key that signs, empty before the first
     */
    record End(long number, String hash, long day, long sealedDay, long sealedNumber, String statement, String key) {}

    /** A record in its place. */
    record Entry(
            long number,
            long day,
            long atMicros,
            String kind,
            long cause,
            long conversation,
            String campaign,
            String subject,
            String previous,
            byte[] record,
            String hash) {}

    /**
     * What has no record yet.
     *
     * @param conversation that was closed, 0 for none
     * @param digits of a contact, 0 where the conversation names it
     * @param epoch with index and offset, where the journal keeps the fact
     */
    record Owed(String kind, long conversation, long digits, int epoch, long index, int offset) {
        Position position() {
            return new Position(epoch, index, offset);
        }
    }

    /** A sealed day; {@code previous} is the hash of the statement before. */
    record Day(
            long day,
            long first,
            long last,
            byte[] root,
            String previous,
            long atMicros,
            String key,
            byte[] signature) {}

    /** A key that signs since then. */
    record Signer(long atMicros, String key, byte[] publicKey, String previous, byte[] endorsement) {}

    static final RecordForm<End> END_FORM = RecordForm.of(End.class);
    static final RecordForm<Entry> ENTRY_FORM = RecordForm.of(Entry.class);
    static final RecordForm<Owed> OWED_FORM = RecordForm.of(Owed.class);
    static final RecordForm<Day> DAY_FORM = RecordForm.of(Day.class);
    static final RecordForm<Signer> KEY_FORM = RecordForm.of(Signer.class);
}
