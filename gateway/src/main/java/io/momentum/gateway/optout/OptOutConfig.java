package io.momentum.gateway.optout;

import java.util.Optional;
import java.util.Set;

/**
 * How opt-outs by text are recognised and confirmed.
 *
 * @param languages word lists in force, of en, es, pt, fr; STOP is in force whatever is chosen
 * @param confirmation the one text that answers an opt-out; empty for none
 */
public record OptOutConfig(Set<String> languages, Optional<String> confirmation) {
    public static final OptOutConfig DEFAULT = new OptOutConfig(Set.of("en", "es", "pt", "fr"), Optional.empty());
}
