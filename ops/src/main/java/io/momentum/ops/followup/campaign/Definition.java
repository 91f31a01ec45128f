package io.momentum.ops.followup.campaign;

import io.momentum.gateway.codec.Gsm7Fit;
import io.momentum.store.suppression.Purpose;
import io.momentum.store.value.SuppressionScope;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a campaign says, on whose behalf, and when.
 *
 * @param account the account that sends it
 * @param sender the number or name that it comes from
 * @param language of those whose own has no text, or is not known
 * @param texts the text of each language
 * @param category {@code marketing}, {@code reminder}, {@code collections}, {@code service}, {@code alert}, {@code other}
 * @param program the name by which those who get it know who writes
 * @param pacePerSecond messages, 0 for as fast as account and carrier take them
 * @param answers what it asks for
 * @param fromMillis since 1970, when it may begin
 * @param untilMillis when it must have ended
 * @param hours of the day at which it goes, null for all
 * @param replies how many are expected, and who is there to answer; null where nobody said
 * @param fit how far its texts are changed so that they fit the GSM 7-bit alphabet; its account may want more
 * @param matches how messages that ESMEs submit are known as its own
 */
public record Definition(
        String account,
        String sender,
        String language,
        Map<String, String> texts,
        String category,
        String program,
        double pacePerSecond,
        List<String> answers,
        long fromMillis,
        long untilMillis,
        @Nullable Hours hours,
        @Nullable Replies replies,
        Gsm7Fit.Level fit,
        List<Match> matches) {

    /** Hours of each day. Where the first is behind the second they span midnight. */
    public record Hours(LocalTime from, LocalTime until, ZoneId zone) {
        boolean contain(long millis) {
            LocalTime now = Instant.ofEpochMilli(millis).atZone(zone).toLocalTime();
            boolean begun = !now.isBefore(from);
            boolean over = !now.isBefore(until);
            return from.isBefore(until) ? begun && !over : begun || !over;
        }
    }

    /**
     * What is expected to come back.
     *
     * @param percent of those that are written to
     * @param agents who answer
     * @param perHour how many each of them handles in an hour
     */
    public record Replies(double percent, int agents, double perHour) {}

    /**
     * All that it names must fit.
     *
     * @param serviceType empty for any
     * @param tag of a TLV, 0 for none
     * @param account empty for any
     */
    public record Match(String serviceType, int tag, String value, String account, long fromMillis, long untilMillis) {}

    /** Whether its window is over. */
    public boolean isOver(long millis) {
        return millis >= untilMillis;
    }

    /** Whether it may be sent now. */
    public boolean mayGo(long millis) {
        return millis >= fromMillis && !isOver(millis) && (hours == null || hours.contain(millis));
    }

    /** The text for somebody. */
    public Template textFor(Map<String, String> contact) {
        String own = contact.getOrDefault("language", "").toLowerCase(Locale.ROOT);
        String text = texts.get(own);
        if (text == null && own.length() > 2) text = texts.get(own.substring(0, 2));
        if (text == null) text = texts.getOrDefault(language, "");
        return new Template(text);
    }

    /** What its messages are for, as far as opt-outs tell them apart. */
    public Purpose purpose() {
        String named = category.toLowerCase(Locale.ROOT);
        boolean known = named.equals("marketing") || named.equals("collections");
        String family = SuppressionScope.isProgramName(program) ? program : "";
        return new Purpose(known ? named : "notification", family);
    }

    /** Whether it has something to say. */
    public boolean hasText() {
        return !texts.getOrDefault(language, "").isBlank();
    }
}
