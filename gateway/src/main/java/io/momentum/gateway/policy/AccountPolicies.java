package io.momentum.gateway.policy;

import java.time.Duration;
import java.util.List;

/**
 * Which rules an account's messages keep to.
 *
 * @param packs their names; empty for none at all
 * @param category what its messages are about
 * @param answersWithin how long after somebody wrote a message to that person counts as an answer; zero for never
 */
public record AccountPolicies(List<String> packs, Category category, Duration answersWithin) {

    public static final AccountPolicies NONE = new AccountPolicies(List.of(), Category.MARKETING, Duration.ofHours(24));

    public AccountPolicies {
        packs = List.copyOf(packs);
    }

    public boolean isOff() {
        return packs.isEmpty();
    }
}
