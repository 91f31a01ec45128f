package io.momentum.ops.followup.sla;

/**
 * Terms as a clock keeps them: their text, and the name by which its facts speak of it. Equal terms have one name.
 *
 * @param name policy, version, and a sum of the text, as {@code gold@3-1f00a2b4}
 */
public record FrozenTerms(Terms terms, String name, String text) {

    static FrozenTerms of(Terms terms) {
        String text = TermsText.of(terms);
        return new FrozenTerms(terms, "%s@%d-%08x".formatted(terms.policy(), terms.version(), text.hashCode()), text);
    }
}
