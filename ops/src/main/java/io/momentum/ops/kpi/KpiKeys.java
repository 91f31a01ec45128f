package io.momentum.ops.kpi;

import io.momentum.ops.care.CareTable;
import io.momentum.ops.followup.Conversation;
import io.momentum.store.value.SuppressionScope;
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

    /** What is always the same row. */
    record RowKey(Kind kind, long atMicros, long id, long sub) {
        static RowKey of(KpiRow row) {
            return new RowKey(row.kind(), row.atMicros(), row.id(), row.sub());
        }
    }

    static byte[] row(KpiRow row) {
        return row(RowKey.of(row));
    }

    static byte[] row(RowKey row) {
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
        RowKey of = keyOf(key);
        return KpiRow.fromBytes(of.kind(), of.atMicros(), of.id(), of.sub(), value);
    }

    static RowKey keyOf(byte[] key) {
        ByteBuffer from = ByteBuffer.wrap(key);
        return new RowKey(kindOf(from.get(1)), from.getLong(2), from.getLong(10), from.getLong(18));
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

    /** Before the opt-outs of a number, each of the number and account that it was said to. */
    static byte[] optOutsOf(long digits, Kind kind) {
        return pointer(OPT_OUT_OF, kind.name(), digits);
    }

    static byte[] optOutOf(Conversation c, Kind kind) {
        String account = c.account() == null ? "" : c.account().value();
        byte[] said = (account + '\0' + c.address()).getBytes(StandardCharsets.UTF_8);
        byte[] before = optOutsOf(c.digits(), kind);
        return ByteBuffer.allocate(before.length + said.length)
                .put(before)
                .put(said)
                .array();
    }

    /** Whether an opt-out was said to what a scope covers. */
    static boolean isCovered(byte[] optOut, int before, SuppressionScope scope) {
        String[] said = new String(optOut, before, optOut.length - before, StandardCharsets.UTF_8).split("\0", 2);
        return switch (scope.kind()) {
            case GLOBAL -> true;
            case ACCOUNT, PROGRAM, CATEGORY -> said[0].equals(scope.account());
            case SENDER -> said[1].equals(scope.name());
            case REGISTRY -> false;
        };
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

    // ---- cells: a cut and a value, how long a time, when, and which part

    /** Over how long a time a cell counts. */
    enum Grain {
        HOUR(0),
        /** Whole days, UTC. */
        DAY(0x40),
        /** Two seconds: what stands open since then. They are what the oldest is found by. */
        SINCE(0x80);

        /** Set in the code of its cells. */
        private final int bits;

        Grain(int bits) {
            this.bits = bits;
        }
    }

    private static final int HOURS_OF_DAY = 24;
    private static final long SINCE_MICROS = 2_000_000;

    /** In the place of an hour: what stands open now. Behind all hours. */
    static final int STANDING = -1;

    /**
     * The key of a cell.
     *
     * @param at the hour, day or two seconds since 1970
     * @param part 0 for what is counted, the code of a {@link Span} for its times
     */
    static byte[] cell(Cut cut, String value, Grain grain, int at, int part) {
        byte[] before = cells(cut, value, grain);
        return ByteBuffer.allocate(before.length + Integer.BYTES + 1)
                .put(before)
                .putInt(at)
                .put((byte) part)
                .array();
    }

    /** Before all cells of a value from a time on. */
    static byte[] cellsFrom(Cut cut, String value, Grain grain, int at) {
        byte[] before = cells(cut, value, grain);
        return ByteBuffer.allocate(before.length + Integer.BYTES)
                .put(before)
                .putInt(at)
                .array();
    }

    /** Before all cells of a value. */
    private static byte[] cells(Cut cut, String value, Grain grain) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(3 + text.length)
                .put(head(CareTable.FIGURE, cut.code() | grain.bits))
                .put(text)
                .put((byte) 0)
                .array();
    }

    /** Before all cells of whole days of a facet. */
    static byte[] days(Facet facet) {
        return head(CareTable.FIGURE, facet.code() | Grain.DAY.bits);
    }

    /** Before those of one of its values. */
    static byte[] days(Facet facet, String value) {
        return cells(new Cut(facet, null), value, Grain.DAY);
    }

    /** Of a cell of a facet. */
    static String valueOf(byte[] cell) {
        return new String(cell, 2, cell.length - 3 - Integer.BYTES - 1, StandardCharsets.UTF_8);
    }

    /** The first hour of a cell. */
    static int hourOf(byte[] cell) {
        int at = atOf(cell);
        return (cell[1] & Grain.DAY.bits) == 0 ? at : at * HOURS_OF_DAY;
    }

    private static int atOf(byte[] cell) {
        return ByteBuffer.wrap(cell).getInt(cell.length - 1 - Integer.BYTES);
    }

    static int sinceOf(long micros) {
        return (int) Math.floorDiv(micros, SINCE_MICROS);
    }

    /** When the time of a cell of {@link Grain#SINCE} begins. */
    static long sinceMicros(byte[] cell) {
        return atOf(cell) * SINCE_MICROS;
    }

    static int dayOf(int hour) {
        return Math.floorDiv(hour, HOURS_OF_DAY);
    }

    /** The first day that begins with this hour or later. */
    static int dayFrom(int hour) {
        return Math.ceilDiv(hour, HOURS_OF_DAY);
    }

    static int firstHour(int day) {
        return day * HOURS_OF_DAY;
    }

    static int partOf(byte[] cell) {
        return cell[cell.length - 1];
    }

    private static byte[] head(CareTable table, int code) {
        return new byte[] {table.prefix()[0], (byte) code};
    }
}
