package io.momentum.gateway.codec;

/** Times of SMPP: {@code YYMMDDhhmmsstnnp}, absolute or relative (3.4 section 7.1.1), and the digits of receipts. */
public final class SmppTime {

    /** What the readers answer where there is no time to read. */
    public static final long NONE = 0;

    private static final int LENGTH = 16;
    private static final long SECOND_MICROS = 1_000_000L;
    private static final long QUARTER_HOUR_SECONDS = 15 * 60;

    private SmppTime() {}

    /** Fifteen digits and one of {@code +}, {@code -}, {@code R}. */
    public static boolean isWellFormed(byte[] bytes, int from, int length) {
        if (length != LENGTH) return false;
        for (int i = from; i < from + LENGTH - 1; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') return false;
        }
        byte p = bytes[from + LENGTH - 1];
        return p == '+' || p == '-' || p == 'R';
    }

    /**
     * The moment that a schedule_delivery_time or validity_period names, in microseconds since 1970; {@link #NONE} for
     * an empty or impossible one.
     *
     * @param nowMicros what a relative time counts from
     */
    public static long micros(String text, long nowMicros) {
        byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        if (!isWellFormed(bytes, 0, bytes.length)) return NONE;
        if (bytes[LENGTH - 1] == 'R') return nowMicros + relativeSeconds(bytes) * SECOND_MICROS;
        return absolute(bytes, 0);
    }

    /** What {@link #relative} takes at most. */
    public static final int RELATIVE_MAX_SECONDS = 30 * 86_400;

    /** An absolute time in UTC: {@code 261123143000000+}. */
    public static String absolute(long millis) {
        byte[] minutes = new byte[10];
        writeReceipt(minutes, 0, millis * 1000);
        String text = new String(minutes, java.nio.charset.StandardCharsets.ISO_8859_1);
        return text + "%02d%d00+".formatted(millis / 1000 % 60, millis / 100 % 10);
    }

    /** A relative time, up to 30 days: {@code 000001020000000R} for a day and two hours. */
    public static String relative(int seconds) {
        if (seconds < 0 || seconds > RELATIVE_MAX_SECONDS) throw new IllegalArgumentException("0 seconds to 30 days");
        int days = seconds / 86_400;
        int rest = seconds % 86_400;
        return "0000%02d%02d%02d%02d000R".formatted(days, rest / 3600, rest / 60 % 60, rest % 60);
    }

    /** Years and months count 365 and 30 days. */
    private static long relativeSeconds(byte[] b) {
        long days = two(b, 0) * 365L + two(b, 2) * 30L + two(b, 4);
        return ((days * 24 + two(b, 6)) * 60 + two(b, 8)) * 60 + two(b, 10);
    }

    /** The moment that sixteen well-formed octets name, in microseconds since 1970; {@link #NONE} for an impossible one. */
    public static long absolute(byte[] b, int from) {
        long local = civil(2000 + two(b, from), two(b, from + 2), two(b, from + 4), clock(b, from + 6));
        if (local == NONE) return NONE;
        long offset = two(b, from + 13) * QUARTER_HOUR_SECONDS * SECOND_MICROS;
        long tenths = (b[from + 12] - '0') * (SECOND_MICROS / 10);
        return (b[from + 15] == '-' ? local + offset : local - offset) + tenths;
    }

    /** Seconds of the day, or -1. */
    private static int clock(byte[] b, int from) {
        int hour = two(b, from);
        int minute = two(b, from + 2);
        int second = two(b, from + 4);
        if (hour > 23 || minute > 59 || second > 60) return -1;
        return (hour * 60 + minute) * 60 + second;
    }

    private static long civil(int year, int month, int day, int secondOfDay) {
        if (year < 1970 || month < 1 || month > 12 || day < 1 || day > 31 || secondOfDay < 0) return NONE;
        return (daysSince1970(year, month, day) * 86_400 + secondOfDay) * SECOND_MICROS;
    }

    /** Proleptic Gregorian; years begin in March so that the leap day is the last one. */
    private static long daysSince1970(int year, int month, int day) {
        int y = month <= 2 ? year - 1 : year;
        int era = y / 400;
        int yearOfEra = y - era * 400;
        int dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097L + dayOfEra - 719_468;
    }

    /** Writes {@code yyMMddHHmm} in UTC, ten octets. */
    static void writeReceipt(byte[] to, int at, long micros) {
        long seconds = Math.max(0, micros) / SECOND_MICROS;
        long z = seconds / 86_400 + 719_468;
        int dayOfEra = (int) (z % 146_097);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int mp = (5 * dayOfYear + 2) / 153;
        int month = mp < 10 ? mp + 3 : mp - 9;
        int year = (int) (z / 146_097 * 400) + yearOfEra + (month <= 2 ? 1 : 0);
        int minuteOfDay = (int) (seconds % 86_400) / 60;
        put(to, at, year % 100);
        put(to, at + 2, month);
        put(to, at + 4, dayOfYear - (153 * mp + 2) / 5 + 1);
        put(to, at + 6, minuteOfDay / 60);
        put(to, at + 8, minuteOfDay % 60);
    }

    private static void put(byte[] to, int at, int value) {
        to[at] = (byte) ('0' + value / 10);
        to[at + 1] = (byte) ('0' + value % 10);
    }

    private static int two(byte[] b, int at) {
        return (b[at] - '0') * 10 + b[at + 1] - '0';
    }
}
