package io.momentum.ops.event;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Which types somebody wants. Immutable. */
public record TypeFilter(Set<EventType> types) {

    /** All that happens, but for tests. */
    public static final TypeFilter ALL = new TypeFilter(EnumSet.complementOf(EnumSet.of(EventType.TEST)));

    public TypeFilter {
        types = Set.copyOf(types);
    }

    /**
     * Out of words: {@code reply.received}, {@code conversation.*}, {@code *}.
     *
     * @throws IllegalArgumentException for a word that means no type
     */
    public static TypeFilter of(Collection<String> words) {
        Set<EventType> types = EnumSet.noneOf(EventType.class);
        for (String word : words) types.addAll(meant(word.strip()));
        return new TypeFilter(types);
    }

    private static Set<EventType> meant(String word) {
        if (word.equals("*")) return ALL.types();
        if (!word.endsWith(".*"))
            return EnumSet.of(EventType.of(word)
                    .orElseThrow(() -> new IllegalArgumentException("no event has the type '" + word + "'")));
        String family = word.substring(0, word.length() - 1);
        Set<EventType> found = Arrays.stream(EventType.values())
                .filter(type -> type.type().startsWith(family) || type.type().startsWith("momentum." + family))
                .collect(Collectors.toSet());
        if (found.isEmpty()) throw new IllegalArgumentException("no event has a type of '" + word + "'");
        return found;
    }

    public boolean wants(EventType type) {
        return types.contains(type);
    }

    /** Whether any of the thousands a second is wanted that messages make. */
    public boolean wantsMessages() {
        return types.stream().anyMatch(EventType::isOfMessage);
    }

    /** What both want. */
    public TypeFilter and(TypeFilter other) {
        return new TypeFilter(types.stream().filter(other::wants).collect(Collectors.toSet()));
    }
}
