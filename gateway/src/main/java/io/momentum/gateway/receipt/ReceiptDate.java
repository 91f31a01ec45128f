package io.momentum.gateway.receipt;

import io.momentum.gateway.codec.SmppTime;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A receipt's date in any form seen: {@code yyMMddHHmm} of Appendix B, with seconds, with the century, with separators, as an
 * SMPP time (3.4 section 7.1.1), or as seconds or milliseconds since 1970. In the carrier's zone unless it names its own.
 */
final class ReceiptDate {

    private static final int SMPP_LENGTH = 16;
    private static final int DIGITS_MAX = 14;
    private static final long SECOND_MICROS = 1_000_000L;

    private ReceiptDate() {}

    /**
     * The moment in microseconds since 1970; {@link SmppTime#NONE} for zeros, nonsense and nothing.
     *
     * @param zone of dates that name none
     */
    static long micros(byte[] b, int from, int length, ZoneId zone) {
        if (length == SMPP_LENGTH && SmppTime.isWellFormed(b, from, length) && b[from + SMPP_LENGTH - 1] != 'R')
            return SmppTime.absolute(b, from);
        byte[] digits = new byte[DIGITS_MAX];
        int count = 0;
        for (int i = from; i < from + length; i++) {
            if (b[i] >= '0' && b[i] <= '9') {
                if (count == DIGITS_MAX) return SmppTime.NONE;
                digits[count++] = b[i];
            } else if ("-/:.T ".indexOf(b[i]) < 0) {
                return SmppTime.NONE;
            }
        }
        return ofDigits(digits, count, zone);
    }

    private static long ofDigits(byte[] d, int count, ZoneId zone) {
        long withoutCentury = count == 10 || count == 12 ? civil(d, 2000 + two(d, 0), 2, count, zone) : SmppTime.NONE;
        if (withoutCentury != SmppTime.NONE) return withoutCentury;
        if (count == 12 || count == 14) return civil(d, two(d, 0) * 100 + two(d, 2), 4, count, zone);
        return sinceEpoch(d, count);
    }

    /** Ten digits are seconds and thirteen milliseconds, of the years 2001 to 2033. */
    private static long sinceEpoch(byte[] d, int count) {
        if ((count != 10 && count != 13) || d[0] != '1') return SmppTime.NONE;
        long value = 0;
        for (int i = 0; i < count; i++) value = value * 10 + d[i] - '0';
        return value * (count == 10 ? SECOND_MICROS : 1_000);
    }

    private static long civil(byte[] d, int year, int at, int count, ZoneId zone) {
        int month = two(d, at);
        int day = two(d, at + 2);
        int hour = two(d, at + 4);
        int minute = two(d, at + 6);
        int second = at + 8 < count ? two(d, at + 8) : 0;
        if (year < 1970 || month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 60)
            return SmppTime.NONE;
        try {
            LocalDateTime local = LocalDateTime.of(year, month, day, hour, minute, Math.min(second, 59));
            ZoneOffset offset =
                    zone instanceof ZoneOffset fixed ? fixed : zone.getRules().getOffset(local);
            return local.toEpochSecond(offset) * SECOND_MICROS;
        } catch (DateTimeException e) {
            return SmppTime.NONE; // the 31st of a month that has 30 days
        }
    }

    private static int two(byte[] d, int at) {
        return (d[at] - '0') * 10 + d[at + 1] - '0';
    }
}
