package io.momentum.ops.followup;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Pattern;

/** Amounts of money as people and programs write them into a form, without a currency: {@code 120.50}. Pure. */
public final class Amounts {

    /** Sums of it stay far within a long of hundredths. */
    private static final BigDecimal MAX = BigDecimal.valueOf(1_000_000_000_000L);

    private static final Pattern WRITTEN = Pattern.compile("\\d{1,13}(\\.\\d{1,6})?");

    /** A number with more digits than this on either side of its point is no amount, and would take long to work with. */
    private static final int DIGITS_MAX = 30;

    private Amounts() {}

    /** The amount that is written, more than nothing and at most a million millions; empty for anything else. */
    public static Optional<BigDecimal> of(String text) {
        if (!WRITTEN.matcher(text).matches()) return Optional.empty();
        return Optional.of(new BigDecimal(text)).filter(value -> value.signum() > 0 && value.compareTo(MAX) <= 0);
    }

    /** In hundredths, whatever a fact has in the place of an amount; 0 for what is none. */
    public static long hundredths(String text) {
        try {
            BigDecimal value = new BigDecimal(text.length() <= 2 * DIGITS_MAX ? text : "0");
            boolean vast = Math.abs((long) value.scale()) > DIGITS_MAX || value.precision() > 2 * DIGITS_MAX;
            if (vast || value.signum() <= 0 || value.compareTo(MAX) > 0) return 0;
            return value.movePointRight(2).setScale(0, RoundingMode.HALF_EVEN).longValue();
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
