package io.momentum.gateway.intake;

import io.momentum.gateway.codec.Gsm7Fit;
import java.time.Duration;
import java.util.Optional;

/**
 * What an account wants done with its messages before they are taken.
 *
 * @param country whose numbers it writes in national form
 * @param takesNational whether numbers in national form go on as they are where there is no country; an opt-out does not hold
 *     for a number in another form than the one it came from
 * @param repeats what becomes of a message that comes again; empty where each is another one
 * @param fit how far texts are changed so that they fit the GSM 7-bit alphabet
 */
public record IntakeRules(Optional<Country> country, boolean takesNational, Optional<Repeats> repeats, Fit fit) {

    public static final IntakeRules DEFAULT =
            new IntakeRules(Optional.empty(), false, Optional.empty(), new Fit(Gsm7Fit.Level.OFF, false));

    /**
     * What becomes of a message that comes again.
     *
     * @param within after the first was accepted, 1 second to a day
     * @param most messages that are remembered, the oldest forgotten first; about 200 octets each
     */
    public record Repeats(Duration within, int most, Answer answer) {}

    /** What whoever submits a message again is told. */
    public enum Answer {
        /** The status {@link Repeated#STATUS}. */
        REFUSE,
        /** What the first was told: accepted, with the first one's id. */
        ANSWER
    }

    /**
     * Which texts are made to fit.
     *
     * @param submits those of submit_sm too, not only those that come as text
     */
    public record Fit(Gsm7Fit.Level level, boolean submits) {}
}
