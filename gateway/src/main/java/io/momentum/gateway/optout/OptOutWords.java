package io.momentum.gateway.optout;

import io.momentum.gateway.optout.Verdict.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a whole text is a keyword. A keyword beside other words decides nothing here: "stop by at 5", "cancel
 * my appointment" and "el costo es muy alto" are business, and on real traffic a search for words inside texts is wrong
 * 5,000 times in 100,000.
 *
 * <p>STOP counts in every language. Immutable; any thread may ask.
 */
public final class OptOutWords {

    /** One SMS. Keywords come alone. */
    private static final int TEXT_MAX = 160;

    private static final Map<String, Verdict> NORTH_AMERICA = northAmerica();

    private final Map<String, Verdict> words;

    private OptOutWords(Map<String, Verdict> words) {
        this.words = words;
    }

    /** The words of the languages that the configuration names. */
    public static OptOutWords of(OptOutConfig config) {
        Map<String, Verdict> words = new HashMap<>();
        add(words, Kind.OPT_OUT, List.of("STOP"), "en");
        Set<String> unknown = new TreeSet<>(config.languages());
        for (WordList list : WordList.ALL) {
            if (!unknown.remove(list.language())) continue;
            add(words, Kind.OPT_OUT, list.optOut(), list.language());
            add(words, Kind.OPT_IN, list.optIn(), list.language());
            add(words, Kind.HELP, list.help(), list.language());
        }
        if (!unknown.isEmpty()) throw new IllegalArgumentException("no opt-out words for " + unknown);
        return new OptOutWords(Map.copyOf(words));
    }

    private static Map<String, Verdict> northAmerica() {
        Map<String, Verdict> words = new HashMap<>();
        add(words, Kind.OPT_OUT, WordList.NORTH_AMERICA, "en");
        return Map.copyOf(words);
    }

    private static void add(Map<String, Verdict> words, Kind kind, List<String> list, String language) {
        for (String word : list) {
            String key = word.toLowerCase(Locale.ROOT);
            words.putIfAbsent(key, new Verdict(kind, key, language));
        }
    }

    /** What the text says. */
    public Verdict classify(String text) {
        return find(words, text);
    }

    /** What the text says, from a number: those of +1 have the words that the law of the United States names. */
    public Verdict classify(String text, long sourceDigits) {
        Verdict verdict = find(words, text);
        boolean northAmerica = sourceDigits / 10_000_000_000L == 1;
        return verdict.kind() == Kind.NONE && northAmerica ? find(NORTH_AMERICA, text) : verdict;
    }

    private static Verdict find(Map<String, Verdict> words, String text) {
        if (text.isEmpty() || text.length() > TEXT_MAX) return Verdict.NONE;
        String letters = Fold.letters(text);
        Verdict verdict = words.get(Fold.phrase(letters));
        if (verdict == null) verdict = imitated(words, letters);
        return verdict == null ? Verdict.NONE : verdict;
    }

    private static @Nullable Verdict imitated(Map<String, Verdict> words, String letters) {
        String leet = Fold.leet(letters, 'i');
        Verdict verdict = leet.isEmpty() ? null : words.get(leet);
        return verdict != null || leet.isEmpty() ? verdict : words.get(Fold.leet(letters, 'l'));
    }
}
