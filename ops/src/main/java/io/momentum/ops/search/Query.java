package io.momentum.ops.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is looked for: all of it must fit.
 *
 * @param number digits of a number, or its last ones; empty for any
 * @param words that were said or noted
 * @param fields values by name; an empty value stands for those that have none
 * @param fromMillis opened then or later, since 1970
 * @param untilMillis opened before then
 */
public record Query(String number, String words, Map<String, String> fields, long fromMillis, long untilMillis) {

    /** What can be looked for by name. */
    public static final List<String> FIELDS = List.of(
            "campaign",
            "list",
            "zone",
            "branch",
            "stage",
            "language",
            "label",
            "owner",
            "team",
            "state",
            "sla",
            "outcome",
            "carrier",
            "account");

    /** Fewer last digits would fit half the world. */
    public static final int DIGITS_MIN = 4;

    public Query {
        fields = Map.copyOf(fields);
        if (!number.isEmpty() && (number.length() < DIGITS_MIN || number.length() > 15))
            throw new IllegalArgumentException("number: at least the last %d digits".formatted(DIGITS_MIN));
    }

    List<String> terms() {
        List<String> terms = new ArrayList<>();
        new TreeMap<>(fields).forEach((name, value) -> terms.add(Terms.term(name, value)));
        for (String word : Words.of(words)) terms.add(Terms.word(word));
        return terms;
    }
}
