package io.momentum.ops.followup;

import io.momentum.store.value.MessageId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which message a reply answers. SMS has no thread: what is left are the messages that went to the contact lately, and how
 * well each fits. The confidence that comes out is the share of the best one in all that speaks for any, with something set
 * against it for the case that none is meant.
 */
public final class Join {

    private static final double NONE_WEIGHT = 0.06;
    private static final double SAME_SENDER = 6;
    private static final double OTHER_SENDER = 0.15;
    private static final double OFFERED = 4;
    private static final double ASKS = 1.6;
    private static final double DELIVERED = 1.3;
    private static final double FAILED = 0.05;
    private static final double HALF_LIFE_HOURS = 18;
    private static final int ALTERNATIVES_MAX = 4;

    private Join() {}

    /**
     * A message that went to the contact.
     *
     * @param campaign empty for none
     * @param sender its source address, as text
     * @param failed whether it is known not to have arrived
     */
    public record Sent(
            long mtId, long atMicros, String campaign, String sender, String text, boolean delivered, boolean failed) {}

    /**
     * What fits.
     *
     * @param best null where no message went out in time
     * @param confidence 0 to 1000
     */
    public record Joined(@Nullable Sent best, String method, int confidence, List<String> alternatives) {

        static final Joined NOTHING = new Joined(null, "none", 0, List.of());

        public long mtId() {
            return best == null ? 0 : best.mtId();
        }

        public String campaign() {
            return best == null ? "" : best.campaign();
        }
    }

    private record Weighed(Sent sent, double weight) {}

    /**
     * Joins a reply.
     *
     * @param address what the reply was sent to
     * @param sent the messages that may be meant, in any order
     */
    public static Joined of(String text, String address, long atMicros, List<Sent> sent, Duration window) {
        List<Weighed> weighed = new ArrayList<>();
        double sum = NONE_WEIGHT;
        for (Sent one : sent) {
            long age = atMicros - one.atMicros();
            if (age < 0 || age > window.toNanos() / 1_000) continue;
            double weight = weight(text, address, age, one);
            weighed.add(new Weighed(one, weight));
            sum += weight;
        }
        if (weighed.isEmpty()) return Joined.NOTHING;
        weighed.sort(Comparator.comparingDouble(Weighed::weight)
                .thenComparingLong(w -> w.sent().atMicros())
                .thenComparingLong(w -> w.sent().mtId())
                .reversed());
        return best(text, address, weighed, sum);
    }

    private static Joined best(String text, String address, List<Weighed> weighed, double sum) {
        Sent best = weighed.getFirst().sent();
        // Several messages of one campaign are one answer: whichever of them is meant, the campaign is.
        double share = weighed.stream()
                .filter(w -> w.sent().equals(best) || isOf(best.campaign(), w))
                .mapToDouble(Weighed::weight)
                .sum();
        List<String> others = weighed.stream()
                .skip(1)
                .limit(ALTERNATIVES_MAX)
                .map(w -> MessageId.format(w.sent().mtId()) + " "
                        + perMille(
                                w.weight(),
                                w.weight() + NONE_WEIGHT + weighed.getFirst().weight()))
                .toList();
        return new Joined(best, method(text, address, weighed), perMille(share, sum), others);
    }

    private static boolean isOf(String campaign, Weighed w) {
        return !campaign.isEmpty() && w.sent().campaign().equals(campaign);
    }

    private static int perMille(double part, double whole) {
        return (int) Math.round(1000 * part / whole);
    }

    private static String method(String text, String address, List<Weighed> weighed) {
        Sent best = weighed.getFirst().sent();
        if (weighed.size() == 1) return "only";
        if (offers(best.text(), text)) return "option";
        return best.sender().equalsIgnoreCase(address) ? "sender" : "recent";
    }

    private static double weight(String text, String address, long ageMicros, Sent sent) {
        double weight = sent.sender().equalsIgnoreCase(address) ? SAME_SENDER : OTHER_SENDER;
        if (offers(sent.text(), text)) weight *= OFFERED;
        if (asks(sent.text())) weight *= ASKS;
        if (sent.delivered()) weight *= DELIVERED;
        if (sent.failed()) weight *= FAILED;
        double hours = ageMicros / 3.6e9;
        return weight * Math.pow(0.5, hours / HALF_LIFE_HOURS) + 1e-6;
    }

    private static boolean asks(String text) {
        return text.indexOf('?') >= 0 || text.indexOf('¿') >= 0;
    }

    /** Whether a message names the reply as one of its answers: a digit or a short word that stands in it by itself. */
    static boolean offers(String message, String reply) {
        String said = reply.strip().toLowerCase(Locale.ROOT);
        if (said.isEmpty() || said.length() > 12 || said.indexOf(' ') >= 0) return false;
        String words = message.toLowerCase(Locale.ROOT);
        for (int at = words.indexOf(said); at >= 0; at = words.indexOf(said, at + 1)) {
            boolean begins = at == 0 || !Character.isLetterOrDigit(words.charAt(at - 1));
            int end = at + said.length();
            boolean ends = end == words.length() || !Character.isLetterOrDigit(words.charAt(end));
            if (begins && ends) return true;
        }
        return false;
    }
}
