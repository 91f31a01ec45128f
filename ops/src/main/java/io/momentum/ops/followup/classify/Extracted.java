package io.momentum.ops.followup.classify;

import java.util.Optional;

/**
 * What a reply names, for the form of its outcome. As found: the form shows it, a person confirms it.
 *
 * @param when a day or a time
 * @param amount of money
 * @param reference of a payment, an order, a vehicle; upper case
 */
public record Extracted(Optional<Moment> when, Optional<Amount> amount, Optional<String> reference) {

    public static final Extracted NOTHING = new Extracted(Optional.empty(), Optional.empty(), Optional.empty());

    /** @param language "en" reads 3/4 as the 4th of March, any other as the 3rd of April */
    static Extracted from(Folded reply, String language) {
        Optional<Amount> amount = Amount.in(reply.words());
        return new Extracted(
                Moment.in(reply.words(), language), amount, Reference.in(reply.words(), amount.isPresent()));
    }
}
