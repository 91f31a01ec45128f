package io.momentum.gateway.cause;

/**
 * What one code of a carrier means.
 *
 * @param means the carrier's own words, empty where it has none
 * @param optsOut the carrier says by it that the subscriber wants no messages: the number is suppressed
 */
public record Meaning(Cause cause, Retry retry, String means, String advice, boolean optsOut) {

    public static final Meaning UNKNOWN = of(Cause.UNKNOWN);

    /** The usual meaning of a cause. */
    public static Meaning of(Cause cause) {
        return new Meaning(cause, cause.retry(), "", cause.advice(), false);
    }
}
