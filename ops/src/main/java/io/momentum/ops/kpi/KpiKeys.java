package io.momentum.ops.kpi;

import io.momentum.ops.care.CareTable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The keys of rows and cells among the tables of follow-up. */
final class KpiKeys {

    private static final long HOUR_MICROS = 3_600_000_000L;

    /** Behind all kinds of rows: by what a row is found again. */
    private static final int RECIPIENT_OF = 0xF0;

    private static final int PROMISE_OF = 0xF1;
    private static final int OPT_OUT_OF = 0xF2;

    private KpiKeys() {}

    static int hourOf(long micros) {
        return (int) Math.floorDiv(micros, HOUR_MICROS);
    }

    static long microsOf(int hour) {
        return hour * HOUR_MICROS;
    }

    // ---- rows

    static byte[] row(KpiRow row) {
        return ByteBuffer.allocate(2 + 3 * Long.BYTES)
                .put(head(CareTable.FIGURE_ROW, row.kind().code()))
                .putLong(row.atMicros())
                .putLong(row.id())
                .putLong(row.sub())
                .array();
    }

    /** Before all rows of a kind from a time on. */
    static byte[] rowsFrom(Kind kind, long atMicros) {
        return ByteBuffer.allocate(2 + Long.BYTES)
                .put(head(CareTable.FIGURE_ROW, kind.code()))
                .putLong(atMicros)
                .array();
    }

    static KpiRow row(byte[] key, byte[] value) {
        ByteBuffer from = ByteBuffer.wrap(key);
        Kind kind = kindOf(from.get(1));
        return KpiRow.fromBytes(kind, from.getLong(2), from.getLong(10), from.getLong(18), value);
    }

    private static Kind kindOf(int code) {
        for (Kind kind : Kind.values()) {
            if (kind.code() == code) return kind;
        }
        throw new IllegalArgumentException("no rows have the code " + code);
    }

    // ---- how a row is found

    static byte[] recipientOf(String campaign, long digits) {
        return pointer(RECIPIENT_OF, Dims.plain(campaign), digits);
    }

    static byte[] promiseOf(long conversation) {
        return pointer(PROMISE_OF, "", conversation);
    }

    static byte[] optOutOf(long digits, Kind kind) {
        return pointer(OPT_OUT_OF, kind.name(), digits);
    }

    private static byte[] pointer(int what, String name, long number) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(3 + text.length + Long.BYTES)
                .put(head(CareTable.FIGURE_ROW, what))
                .put(text)
                .put((byte) 0)
                .putLong(number)
                .array();
    }

    // ---- cells: a facet and a value, the hour, and which part

    /** @param part 0 for what is counted, the code of a {@link Span} for its times */
    static byte[] cell(Facet facet, String value, int hour, int part) {
        byte[] before = cells(facet, value);
        return ByteBuffer.allocate(before.length + Integer.BYTES + 1)
                .put(before)
                .putInt(hour)
                .put((byte) part)
                .array();
    }

    /** Before all cells of a value from an hour on. */
    static byte[] cellsFrom(Facet facet, String value, int hour) {
        byte[] before = cells(facet, value);
        return ByteBuffer.allocate(before.length + Integer.BYTES)
                .put(before)
                .putInt(hour)
                .array();
    }

    /** Before all cells of a value. */
    static byte[] cells(Facet facet, String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(3 + text.length)
                .put(head(CareTable.FIGURE, facet.code()))
                .put(text)
                .put((byte) 0)
                .array();
    }

    /** Before all cells of a facet. */
    static byte[] cells(Facet facet) {
        return head(CareTable.FIGURE, facet.code());
    }

    static String valueOf(byte[] cell) {
        return new String(cell, 2, cell.length - 3 - Integer.BYTES - 1, StandardCharsets.UTF_8);
    }

    static int hourOf(byte[] cell) {
        return ByteBuffer.wrap(cell).getInt(cell.length - 1 - Integer.BYTES);
    }

    static int partOf(byte[] cell) {
        return cell[cell.length - 1];
    }

    private static byte[] head(CareTable table, int code) {
        return new byte[] {table.prefix()[0], (byte) code};
    }
}
