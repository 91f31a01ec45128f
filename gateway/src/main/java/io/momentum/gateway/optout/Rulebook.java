package io.momentum.gateway.optout;

import io.momentum.gateway.optout.OptOutWords.Word;
import io.momentum.gateway.optout.WordRules.Kind;
import io.momentum.gateway.optout.WordRules.Line;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The rules of all languages in force, ready to be asked. Immutable. */
final class Rulebook {

    /** The words that 47 CFR 64.1200(a)(10) names: in force for numbers of +1 whatever languages are chosen. */
    private static final List<String> NORTH_AMERICA =
            List.of("stop", "quit", "end", "revoke", "opt out", "cancel", "unsubscribe");

    private static final WordRules LOCKED = locked();

    private final List<WordRules> owners;
    private final Lexicon lexicon;
    private final Map<Kind, Phrases> phrases;
    private final Phrases northAmerica;
    private final byte[] sorts;
    private final List<String> keywords;

    private Rulebook(Draft draft) {
        owners = List.copyOf(draft.owners);
        lexicon = draft.words.build();
        phrases = new EnumMap<>(Kind.class);
        draft.phrases.forEach((kind, builder) -> phrases.put(kind, builder.build()));
        northAmerica = draft.northAmerica.build();
        sorts = new byte[lexicon.size()];
        draft.sorts.forEach((id, bits) -> sorts[id] = bits.byteValue());
        keywords = List.copyOf(draft.keywords);
    }

    private static WordRules locked() {
        return new WordRules("en", 1, List.of(new Line(Kind.OPTOUT, Pattern.parse("stop"))));
    }

    static Rulebook of(List<WordRules> languages) {
        var draft = new Draft();
        languages.forEach(draft::add);
        draft.add(LOCKED);
        for (String word : NORTH_AMERICA)
            draft.northAmerica.add(Pattern.parse(word), draft.words, draft.owners.size() - 1);
        return new Rulebook(draft);
    }

    Lexicon lexicon() {
        return lexicon;
    }

    Phrases optOuts() {
        return of(Kind.OPTOUT);
    }

    Phrases optIns() {
        return of(Kind.OPTIN);
    }

    Phrases helps() {
        return of(Kind.HELP);
    }

    Phrases courtesies() {
        return of(Kind.COURTESY);
    }

    Phrases leads() {
        return of(Kind.LEAD);
    }

    Phrases phrases() {
        return of(Kind.PHRASE);
    }

    Phrases doubts() {
        return of(Kind.DOUBT);
    }

    Phrases alone() {
        return of(Kind.ALONE);
    }

    Phrases business() {
        return of(Kind.BUSINESS);
    }

    Phrases northAmerica() {
        return northAmerica;
    }

    /** Words that opt out alone. */
    List<String> keywords() {
        return keywords;
    }

    boolean is(Word sort, int id) {
        return (sorts[id] & sort.bit()) != 0;
    }

    WordRules owner(int index) {
        return owners.get(index);
    }

    private Phrases of(Kind kind) {
        return Objects.requireNonNull(phrases.get(kind));
    }

    private static final class Draft {
        private final List<WordRules> owners = new ArrayList<>();
        private final Lexicon.Builder words = new Lexicon.Builder();
        private final Map<Kind, Phrases.Builder> phrases = new EnumMap<>(Kind.class);
        private final Phrases.Builder northAmerica = new Phrases.Builder();
        private final Map<Integer, Integer> sorts = new TreeMap<>();
        private final List<String> keywords = new ArrayList<>();

        Draft() {
            for (Kind kind : Kind.values()) phrases.put(kind, new Phrases.Builder());
        }

        void add(WordRules rules) {
            owners.add(rules);
            for (Line line : rules.lines()) add(line.kind(), line.pattern());
        }

        private void add(Kind kind, Pattern pattern) {
            switch (kind) {
                case JOIN -> sort(pattern, Word.JOIN);
                case LIMIT -> sort(pattern, Word.LIMIT);
                case MATTER -> sort(pattern, Word.MATTER);
                case TALK -> sort(pattern, Word.TALK);
                default -> {
                    boolean single = kind == Kind.OPTOUT && pattern.items().size() == 1;
                    if (single) keywords.addAll(pattern.items().getFirst().words());
                    Objects.requireNonNull(phrases.get(kind)).add(pattern, words, owners.size() - 1);
                }
            }
        }

        private void sort(Pattern pattern, Word sort) {
            for (Pattern.Item item : pattern.items())
                for (String word : item.words()) sorts.merge(words.add(word), sort.bit(), (x, y) -> x | y);
        }
    }
}
