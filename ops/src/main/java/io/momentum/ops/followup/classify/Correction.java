package io.momentum.ops.followup.classify;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A person said what a reply means.
 *
 * @param operator who
 * @param at when
 */
public record Correction(String text, ReplyContext context, Intent intent, String operator, Instant at) {

    /** One operator's share of what a model may change in one day (UTC). */
    record Share(String operator, LocalDate day) {}

    Share share() {
        return new Share(operator, at.atOffset(ZoneOffset.UTC).toLocalDate());
    }
}
