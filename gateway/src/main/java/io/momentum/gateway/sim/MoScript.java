package io.momentum.gateway.sim;

import java.util.List;

/**
 * How the simulated subscribers answer what they receive. An alphanumeric sender cannot be answered.
 *
 * @param replyPercent of the delivered messages that get one of {@code replies}
 * @param stopPercent of the delivered messages that get one of {@code stops}, besides those
 * @param delayMinMillis from the submit to the answer
 */
public record MoScript(
        double replyPercent,
        List<String> replies,
        double stopPercent,
        List<String> stops,
        int delayMinMillis,
        int delayMaxMillis) {

    /** Nobody answers. */
    public static final MoScript SILENT = new MoScript(0, List.of("Yes"), 0, List.of("STOP"), 200, 1_000);

    public MoScript {
        replies = List.copyOf(replies);
        stops = List.copyOf(stops);
        if (replyPercent < 0 || stopPercent < 0 || replyPercent + stopPercent > 100)
            throw new IllegalArgumentException("percentages of answers: 0 to 100 together");
        if (replyPercent > 0 && replies.isEmpty()) throw new IllegalArgumentException("replies: at least one text");
        if (stopPercent > 0 && stops.isEmpty()) throw new IllegalArgumentException("stops: at least one text");
        CarrierOptions.requireRange("answer delay", delayMinMillis, delayMaxMillis);
    }

    public MoScript withReplies(double percent, List<String> texts) {
        return new MoScript(percent, texts, stopPercent, stops, delayMinMillis, delayMaxMillis);
    }

    public MoScript withStops(double percent, List<String> texts) {
        return new MoScript(replyPercent, replies, percent, texts, delayMinMillis, delayMaxMillis);
    }

    public MoScript withDelay(int minMillis, int maxMillis) {
        return new MoScript(replyPercent, replies, stopPercent, stops, minMillis, maxMillis);
    }
}
