package io.momentum.gateway.policy;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A message that wants to leave.
 *
 * @param digits the recipient, E.164
 * @param packs those that its account keeps to
 * @param zone where the recipient is known to be, which is better than what the number tells
 * @param answers whether it goes to somebody who has just written to its sender
 * @param override who lets it leave whatever the packs say, and why
 */
public record Ask(
        long digits,
        Category category,
        List<String> packs,
        Optional<ZoneId> zone,
        boolean answers,
        Optional<Waiver> override) {

    /**
     * A decision of the compliance role.
     *
     * @param reason not blank
     */
    public record Waiver(String by, String reason) {
        public Waiver {
            if (by.isBlank() || reason.isBlank())
                throw new IllegalArgumentException("an override needs its author and a reason");
        }
    }

    /** A message of which nothing else is known. */
    public static Ask of(long digits, Category category, List<String> packs) {
        return new Ask(digits, category, packs, Optional.empty(), false, Optional.empty());
    }

    public Ask in(ZoneId known) {
        return new Ask(digits, category, packs, Optional.of(known), answers, override);
    }

    public Ask answering() {
        return new Ask(digits, category, packs, zone, true, override);
    }

    public Ask overridden(String by, String reason) {
        return new Ask(digits, category, packs, zone, answers, Optional.of(new Waiver(by, reason)));
    }
}
