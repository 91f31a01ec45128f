package io.momentum.ops.config;

import io.momentum.gateway.profile.ReceiptProfile;
import io.momentum.store.value.MessageState;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads {@code receipts}: how delivery receipts are written. */
final class ReceiptKeys {

    private ReceiptKeys() {}

    static ReceiptProfile read(Section section, ReceiptProfile base) {
        Map<String, MessageState> stats = new HashMap<>(base.stats());
        stats.putAll(section.map("stats", word -> word.toUpperCase(Locale.ROOT), Values.constant(MessageState.class)));
        Optional<String> pattern = section.optional("pattern", ReceiptKeys::pattern)
                .map(Placed::value)
                .or(base::pattern);
        var profile = new ReceiptProfile(
                section.value("zone", ReceiptKeys::zone, base.zone()),
                stats,
                section.value("textWins", Values.FLAG, base.textWins()),
                section.value("lastFinalWins", Values.FLAG, base.lastFinalWins()),
                pattern,
                section.value(
                        "suspectBefore", Values.duration(Duration.ZERO, Duration.ofHours(1)), base.suspectBefore()),
                section.value("nackUnknown", Values.integer(0, 100), base.nackUnknown()),
                section.value("delivered", Values.constant(ReceiptProfile.Meaning.class), base.delivered()));
        section.end();
        return profile;
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text).normalized();
        } catch (DateTimeException e) {
            throw Values.bad("a time zone such as UTC, +02:00 or Europe/Madrid", text);
        }
    }

    private static String pattern(String text) {
        try {
            Pattern pattern = Pattern.compile(text);
            if (pattern.namedGroups().containsKey("id")) return pattern.pattern();
            throw new IllegalArgumentException("needs a group (?<id>...): a receipt without it names no message");
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("is no regular expression: " + e.getDescription());
        }
    }
}
