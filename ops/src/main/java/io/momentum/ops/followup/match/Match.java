package io.momentum.ops.followup.match;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;

/**
 * A condition: for each dimension it names, the words of which the subject must have one. It says nothing of the others, so that
 * an empty one takes everything.
 */
public record Match(Map<Dimension, Set<String>> wanted) {

    public static final Match ANY = new Match(Map.of());

    public Match {
        Map<Dimension, Set<String>> sorted = new EnumMap<>(Dimension.class);
        wanted.forEach((dimension, words) -> {
            if (words.isEmpty()) throw new IllegalArgumentException(dimension.word() + ": names nothing");
            sorted.put(dimension, Collections.unmodifiableSet(new TreeSet<>(words)));
        });
        wanted = Collections.unmodifiableMap(sorted);
    }

    /** Whether it takes everything. */
    public boolean isAny() {
        return wanted.isEmpty();
    }

    public boolean takes(Subject subject) {
        return refusal(subject).isEmpty();
    }

    /** Why it does not take the subject, in words; empty where it does. */
    public Optional<String> refusal(Subject subject) {
        for (Map.Entry<Dimension, Set<String>> each : wanted.entrySet()) {
            Optional<String> has = subject.get(each.getKey());
            if (has.filter(each.getValue()::contains).isPresent()) continue;
            String word = each.getKey().word();
            return Optional.of(has.map(value -> "%s is %s, not %s".formatted(word, value, written(each.getValue())))
                    .orElse("%s is not known, wanted is %s".formatted(word, written(each.getValue()))));
        }
        return Optional.empty();
    }

    private static String written(Set<String> words) {
        return String.join(" or ", words);
    }

    /** As a person reads it: {@code zone north or south, label urgency}. */
    @Override
    public String toString() {
        if (isAny()) return "anything";
        StringJoiner all = new StringJoiner(", ");
        wanted.forEach((dimension, words) -> all.add(dimension.word() + " " + written(words)));
        return all.toString();
    }
}
