package io.momentum.ops.followup;

import io.momentum.ops.followup.Command.Close;
import io.momentum.ops.followup.Decision.Code;
import io.momentum.ops.followup.Decision.Facts;
import io.momentum.ops.followup.Decision.Refused;
import io.momentum.store.fact.CareFact.ConversationClosed;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Whether a conversation may be closed: with an outcome that is known, and all that this outcome asks for. */
final class Closing {

    private static final int FIELDS_MAX = 30;
    private static final int VALUE_MAX = 2_000;
    /** Ten years: nobody means a later day. */
    static final Duration AHEAD_MAX = Duration.ofDays(3_653);

    private final Rules rules;

    Closing(Rules rules) {
        this.rules = rules;
    }

    Decision decide(Conversation c, Close x, String actor, long nowMicros) {
        if (!c.isOpen())
            return new Refused(
                    Code.CLOSED,
                    "It is closed already.",
                    Map.of("outcome", c.closure().outcome()));
        Optional<Outcome> outcome = rules.outcome(x.outcome());
        if (outcome.isEmpty()) {
            String known = String.join(
                    ", ", rules.outcomes().stream().map(Outcome::code).toList());
            String said = x.outcome().isEmpty() ? "Closing needs an outcome: " : "The outcomes are ";
            return new Refused(Code.OUTCOME_UNKNOWN, said + known + ".", Map.of("outcomes", known));
        }
        return checked(c, outcome.get(), new TreeMap<>(x.fields()), actor, nowMicros);
    }

    private Decision checked(Conversation c, Outcome outcome, Map<String, String> fields, String actor, long now) {
        List<String> missing = new ArrayList<>(outcome.required());
        missing.removeIf(name -> !fields.getOrDefault(name, "").isBlank());
        if (!missing.isEmpty()) {
            String names = String.join(", ", missing);
            return new Refused(Code.FIELDS, outcome.code() + " needs " + names + ".", Map.of("missing", names));
        }
        if (fields.size() > FIELDS_MAX || fields.values().stream().anyMatch(value -> value.length() > VALUE_MAX))
            return new Refused(Code.FIELDS, "At most %d fields of %d characters.".formatted(FIELDS_MAX, VALUE_MAX));
        if (fields.containsKey("amount") && Amounts.of(fields.get("amount")).isEmpty())
            return new Refused(Code.FIELDS, "amount: a positive number such as 120.50.", Map.of("missing", "amount"));
        long until = 0;
        if (wakes(outcome)) {
            Optional<Instant> date = dateOf(fields.getOrDefault("date", ""));
            if (date.isEmpty()) return badDate("a date such as 2026-12-04, or a time with a zone");
            Instant at = date.get();
            Instant today = instant(now);
            boolean promised = outcome.code().equals("payment_promised");
            if (at.isAfter(today.plus(AHEAD_MAX))) return badDate("within ten years");
            if (promised && day(at).isBefore(day(today))) return badDate("today or later");
            if (!promised && !at.isAfter(today)) return badDate("later than now");
            until = promised ? afterGrace(at) : micros(at);
        }
        return new Facts(
                new ConversationClosed(now, actor, c.id(), outcome.code(), fields, until, outcome.verdict(fields)));
    }

    private static boolean wakes(Outcome outcome) {
        return outcome.code().equals("payment_promised") || outcome.code().equals("follow_up_pending");
    }

    private static Refused badDate(String wanted) {
        return new Refused(Code.FIELDS, "date: " + wanted + ".", Map.of("missing", "date"));
    }

    /** A day begins its follow-up at nine; a time is a time. */
    private Optional<Instant> dateOf(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            // Then it is a day.
        }
        try {
            return Optional.of(LocalDate.parse(text)
                    .atTime(LocalTime.of(9, 0))
                    .atZone(rules.zone())
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** The end of the last working day on which the promise may still be kept. */
    private long afterGrace(Instant date) {
        ZonedDateTime day =
                date.atZone(rules.zone()).truncatedTo(ChronoUnit.DAYS).plusDays(1);
        int left = rules.promiseGrace();
        while (left > 0) {
            boolean works = day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
            day = day.plusDays(1);
            if (works) left--;
        }
        return micros(day.toInstant());
    }

    private LocalDate day(Instant instant) {
        return instant.atZone(rules.zone()).toLocalDate();
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }
}
