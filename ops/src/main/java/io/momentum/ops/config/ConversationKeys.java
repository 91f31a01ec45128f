package io.momentum.ops.config;

import io.momentum.ops.followup.Outcome;
import io.momentum.ops.followup.Rules;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code followup.conversations} and {@code followup.learning}. */
final class ConversationKeys {

    private static final Duration MONTHS_MAX = Duration.ofDays(92);
    private static final String OFF = "off";

    private ConversationKeys() {}

    static Rules read(Section section) {
        Rules usual = Rules.DEFAULT;
        var rules = new Rules(
                section.value("zone", CalendarKeys::zone, usual.zone()),
                section.value("joinWindow", Values.duration(Duration.ofMinutes(1), MONTHS_MAX), usual.joinWindow()),
                section.value("reopenWithin", Values.duration(Duration.ZERO, MONTHS_MAX), usual.reopenWithin()),
                section.value(
                        "duplicateWithin", Values.duration(Duration.ZERO, Duration.ofDays(1)), usual.duplicateWithin()),
                section.value("promiseGrace", Values.integer(0, 30), usual.promiseGrace()),
                outcomes(section));
        section.end();
        return rules;
    }

    /** Those of the product, and a team's own: one of the same code takes its place. */
    private static List<Outcome> outcomes(Section section) {
        List<Outcome> all = new ArrayList<>(Outcome.STANDARD);
        for (Section each : section.sections("outcomes")) {
            Optional<Placed<String>> code = each.required("code", ConversationKeys::word);
            List<String> required = each.list("required", ConversationKeys::word).stream()
                    .map(Placed::value)
                    .toList();
            boolean isFinal = each.value("final", Values.FLAG, true);
            boolean isPositive = each.value("positive", Values.FLAG, false);
            each.end();
            if (code.isEmpty()) continue;
            all.removeIf(known -> known.code().equals(code.get().value()));
            all.add(new Outcome(code.get().value(), required, isFinal, isPositive));
        }
        return all;
    }

    private static String word(String text) {
        if (text.matches("[a-z][a-z0-9_]{0,62}")) return text;
        throw Values.bad("a word such as visit_booked", text);
    }

    static Optional<LocalTime> learning(Section section, Optional<LocalTime> usual) {
        Optional<LocalTime> at = section.value("at", ConversationKeys::time, usual);
        section.end();
        return at;
    }

    private static Optional<LocalTime> time(String text) {
        if (text.equals(OFF)) return Optional.empty();
        try {
            return Optional.of(LocalTime.parse(text));
        } catch (DateTimeParseException e) {
            throw Values.bad("a time such as \"03:00\", or off", text);
        }
    }
}
