package io.momentum.store.correlation;

import io.momentum.store.fact.Fact.DlrReceived;

/**
 * The two numbers in a receipt. The source is the subscriber with most carriers, the destination with those that leave the
 * addresses of submit_sm as they were.
 *
 * @param source as E.164, 0 where it is none
 * @param destination as E.164, 0 where it is none
 */
public record Numbers(long source, long destination) {

    public static final Numbers NONE = new Numbers(0, 0);

    /** Enough of a number to know it by, whatever prefix a carrier puts before it or takes away. */
    private static final long SEVEN_DIGITS = 10_000_000L;

    private static final long SEVEN_DIGITS_LEAST = 1_000_000L;

    public static Numbers of(DlrReceived receipt) {
        long source = receipt.reading().sourceDigits();
        long destination = receipt.reading().destinationDigits();
        return source == 0 && destination == 0 ? NONE : new Numbers(source, destination);
    }

    public boolean isEmpty() {
        return source == 0 && destination == 0;
    }

    /** Whether one of them is this subscriber's: the same, or the same in the last seven digits. */
    public boolean have(long subscriber) {
        return same(subscriber, source) || same(subscriber, destination);
    }

    private static boolean same(long one, long other) {
        if (one == 0 || other == 0) return false;
        if (one == other) return true;
        return Math.min(one, other) >= SEVEN_DIGITS_LEAST && one % SEVEN_DIGITS == other % SEVEN_DIGITS;
    }
}
