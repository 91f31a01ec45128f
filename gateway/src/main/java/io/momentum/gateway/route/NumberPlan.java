package io.momentum.gateway.route;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose numbers are which: the longest prefix tells. It knows to whom ranges were allocated, not where single numbers were
 * ported to; for those, a longer prefix overrides. Any thread.
 */
public final class NumberPlan {

    public static final NumberPlan EMPTY = new NumberPlan(List.of());

    /**
     * One range.
     *
     * @param prefix leading digits of the numbers in it, with the country code
     * @param country ISO 3166 alpha-2
     * @param operator for people, may be empty
     */
    public record Entry(String prefix, Network network, String country, String operator) {
        public Entry {
            if (!prefix.matches("[0-9]{1,15}")) {
                throw new IllegalArgumentException("a prefix has 1 to 15 digits, not '" + prefix + "'");
            }
            if (!country.matches("[A-Z]{2}")) {
                throw new IllegalArgumentException("a country has two capital letters, not '" + country + "'");
            }
        }
    }

    private final DigitTrie<Entry> byPrefix = new DigitTrie<>();
    private final List<Entry> entries;

    /** A plan; of two entries with one prefix the later holds. */
    public NumberPlan(List<Entry> entries) {
        this.entries = List.copyOf(entries);
        for (Entry entry : entries) byPrefix.put(entry.prefix(), entry);
    }

    public int size() {
        return entries.size();
    }

    /** Whether any number is of this network, or of any of this country. */
    public boolean knows(Network network) {
        return entries.stream().anyMatch(entry -> network.covers(entry.network()));
    }

    /** Where a number belongs, as far as the plan knows. */
    public Optional<Entry> find(long digits) {
        return Optional.ofNullable(lookUp(digits));
    }

    @Nullable
    Entry lookUp(long digits) {
        return digits <= 0 ? null : byPrefix.longest(digits);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NumberPlan plan && entries.equals(plan.entries);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }
}
