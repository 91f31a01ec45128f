package io.momentum.gateway.optout;

import io.momentum.gateway.optout.OptOutWords.Word;
import io.momentum.gateway.optout.WordRules.Kind;
import io.momentum.gateway.optout.WordRules.Line;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rules of all languages in force, ready to be asked. Immutable. */
final class Rulebook {

    /** The words that 47 CFR 64.1200(a)(10) names: in force for numbers of +1 whatever languages are chosen. */
    private static final List<String> NORTH_AMERICA =
            List.of("stop", "quit", "end", "revoke", "opt out", "cancel", "unsubscribe");

    private static final WordRules LOCKED = locked();

    /** Words that say one thing, whatever they answer. */
    private static final Set<String> PLAIN = Set.of(
            "stop",
            "stopall",
            "stop2quit",
            "unsubscribe",
            "unsub",
            "optout",
            "quit",
            "revoke",
            "desuscribir",
            "descadastrar",
            "desabonner",
            "desinscrire");

    /**
     * And those that the law or the operators of a country name, by its calling code: the FCC and the CRTC; CRC Resolución 5050 of
     * 2016; Anatel; the operators of Mexico.
     */
    private static final Map<String, Set<String>> NAMED = Map.of(
            "1", Set.of("end", "cancel", "arret"),
            "57", Set.of("salir", "cancelar"),
            "55", Set.of("sair"),
            "52", Set.of("alto"));

    private final List<WordRules> owners;
    private final Lexicon lexicon;
    private final Map<Kind, Phrases> phrases;
    private final Phrases northAmerica;
    private final byte[] sorts;
    private final List<String> keywords;
    private final Set<String> offerable;
    private final Set<Integer> offerableIds = new HashSet<>();
    private final Set<String> tellingOffers;
    private final Set<Long> beside;

    private Rulebook(Draft draft) {
        owners = List.copyOf(draft.owners);
        lexicon = draft.words.build();
        phrases = new EnumMap<>(Kind.class);
        draft.phrases.forEach((kind, builder) -> phrases.put(kind, builder.build()));
        northAmerica = draft.northAmerica.build();
        sorts = new byte[lexicon.size()];
        draft.sorts.forEach((id, bits) -> sorts[id] = bits.byteValue());
        keywords = List.copyOf(draft.keywords);
        offerable = Set.copyOf(draft.offerable);
        for (String word : offerable) offerableIds.add(lexicon.idOf(word.toCharArray(), 0, word.length()));
        tellingOffers = Set.copyOf(draft.tellingOffers);
        beside = Set.copyOf(draft.beside);
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

    /** Words that opt out or in alone, and may answer something else. */
    Set<String> offerable() {
        return offerable;
    }

    boolean isOfferable(int id) {
        return offerableIds.contains(id);
    }

    /** Words of which one stands wherever a keyword is offered as an answer. */
    Set<String> tellingOffers() {
        return tellingOffers;
    }

    /** Whether a message that has the one beside the other offers the first, a keyword, as an answer. */
    boolean isBeside(int keyword, int other) {
        return beside.contains(pair(keyword, other));
    }

    private static long pair(int keyword, int other) {
        return (long) keyword << 32 | other;
    }

    Phrases offers() {
        return of(Kind.OFFER);
    }

    /** Whether it opts out whatever was asked. */
    static boolean isLocked(String word, long digits) {
        if (!isSingle(word) || PLAIN.contains(word)) return true;
        String number = Long.toString(digits);
        return NAMED.entrySet().stream()
                .anyMatch(each ->
                        number.startsWith(each.getKey()) && each.getValue().contains(word));
    }

    private static boolean isSingle(String word) {
        return word.indexOf(' ') < 0;
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
        private final Set<String> offerable = new TreeSet<>();
        private final Set<String> tellingOffers = new TreeSet<>();
        private final Set<Long> beside = new HashSet<>();

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
                case BESIDE -> beside(pattern);
                default -> {
                    boolean single = pattern.items().size() == 1;
                    List<String> first = pattern.items().getFirst().words();
                    if (single && kind == Kind.OPTOUT) keywords.addAll(first);
                    if (single && (kind == Kind.OPTOUT || kind == Kind.OPTIN)) offerable(first);
                    if (kind == Kind.OFFER) tellingOffers.addAll(lastNeeded(pattern));
                    Objects.requireNonNull(phrases.get(kind)).add(pattern, words, owners.size() - 1);
                }
            }
        }

        private void offerable(List<String> words) {
            for (String word : words) if (!PLAIN.contains(word)) offerable.add(word);
        }

        private void beside(Pattern pattern) {
            List<String> others = pattern.items().getLast().words();
            tellingOffers.addAll(others);
            for (String word : pattern.items().getFirst().words())
                for (String other : others) beside.add(pair(words.add(word), words.add(other)));
        }

        private static List<String> lastNeeded(Pattern pattern) {
            return pattern.items().reversed().stream()
                    .filter(item -> !item.optional())
                    .findFirst()
                    .map(Pattern.Item::words)
                    .orElse(List.of());
        }

        private void sort(Pattern pattern, Word sort) {
            for (Pattern.Item item : pattern.items())
                for (String word : item.words()) sorts.merge(words.add(word), sort.bit(), (x, y) -> x | y);
        }
    }
}
