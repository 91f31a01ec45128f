package io.momentum.gateway.optout;

import io.momentum.gateway.optout.Verdict.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Whether a whole text is a keyword, beside courtesy: as it is, with its letters spaced, or with digits and signs for letters that
 * they look like. A keyword that is written almost right leaves a doubt. Immutable.
 */
final class WholeText {

    /** Letters of a keyword that is spelled out. */
    private static final int WORDS_MAX = 24;

    private static final String IMITATIONS = "01345@$7";
    private static final int TYPO_MIN = 4;
    private static final int TYPO_LETTER_MIN = 5;
    private static final int TYPO_MAX = 16;
    private static final int STRETCHED_MIN = 3;

    private final Rulebook rules;

    WholeText(Rulebook rules) {
        this.rules = rules;
    }

    /** What it is; null where it is nothing whole. */
    @Nullable
    Verdict of(Tokens tokens, boolean northAmerica) {
        int[] kept = new int[WORDS_MAX];
        int count = 0;
        for (int i = 0; i < tokens.count(); i++) {
            long courtesy = rules.courtesies().longest(tokens, i, tokens.count());
            if (courtesy != Phrases.NONE) {
                i = Phrases.end(courtesy) - 1;
                continue;
            }
            if (count == WORDS_MAX) return null;
            kept[count++] = i;
        }
        if (count == 0) return null;
        var text = new Kept(tokens, kept, count);
        Verdict verdict = attempt(text, (char) 0, northAmerica);
        if (verdict == null && text.imitates()) {
            verdict = attempt(text, 'i', northAmerica);
            if (verdict == null) verdict = attempt(text, 'l', northAmerica);
        }
        return verdict == null ? doubt(text) : verdict;
    }

    private @Nullable Verdict attempt(Kept text, char one, boolean northAmerica) {
        int[] ids = new int[text.count];
        for (int i = 0; i < ids.length; i++) ids[i] = one == 0 ? text.tokens.id(text.kept[i]) : text.imitated(i, one);
        Verdict verdict = exactly(ids, northAmerica);
        if (verdict != null || text.count < 3 || !text.isSpaced()) return verdict;
        return exactly(new int[] {text.joined(one)}, northAmerica);
    }

    private @Nullable Verdict exactly(int[] ids, boolean northAmerica) {
        Verdict verdict = exactly(rules.optOuts(), Kind.KEYWORD, ids);
        if (verdict == null) verdict = exactly(rules.optIns(), Kind.OPT_IN, ids);
        if (verdict == null) verdict = exactly(rules.helps(), Kind.HELP, ids);
        if (verdict == null && northAmerica) verdict = exactly(rules.northAmerica(), Kind.KEYWORD, ids);
        return verdict;
    }

    private @Nullable Verdict exactly(Phrases phrases, Kind kind, int[] ids) {
        int owner = phrases.exactly(ids, ids.length);
        if (owner < 0) return null;
        StringBuilder word = new StringBuilder();
        for (int id : ids)
            word.append(word.isEmpty() ? "" : " ").append(rules.lexicon().word(id));
        WordRules found = rules.owner(owner);
        return new Verdict(kind, word.toString(), found.language(), found.name());
    }

    private @Nullable Verdict doubt(Kept text) {
        int[] ids = new int[text.count];
        for (int i = 0; i < ids.length; i++) ids[i] = text.tokens.id(text.kept[i]);
        Verdict alone = exactly(rules.alone(), Kind.AMBIGUOUS, ids);
        return alone != null || text.count > 1 || ids[0] != Lexicon.UNKNOWN ? alone : typo(text.word(0));
    }

    private @Nullable Verdict typo(String written) {
        String word = unstretched(written);
        if (word.length() < TYPO_MIN || word.length() > TYPO_MAX) return null;
        for (String keyword : rules.keywords()) {
            boolean stretched = word.length() < written.length() && word.equals(keyword);
            if (keyword.length() < TYPO_MIN || !(stretched || isAlmost(word, keyword))) continue;
            char[] letters = keyword.toCharArray();
            int id = rules.lexicon().idOf(letters, 0, letters.length);
            Verdict meant = exactly(rules.optOuts(), Kind.AMBIGUOUS, new int[] {id});
            if (meant != null) return new Verdict(Kind.AMBIGUOUS, written, meant.language(), meant.rule());
        }
        return null;
    }

    /** A letter that is written three times or more, once: "stoooop". */
    private static String unstretched(String word) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < word.length(); ) {
            int next = i + 1;
            while (next < word.length() && word.charAt(next) == word.charAt(i)) next++;
            letters.append(word, i, next - i < STRETCHED_MIN ? next : i + 1);
            i = next;
        }
        return letters.toString();
    }

    /** Two neighbours have changed places, a letter is doubled, or, in longer words, one is missing. */
    private static boolean isAlmost(String word, String keyword) {
        int same = 0;
        int most = Math.min(word.length(), keyword.length());
        while (same < most && word.charAt(same) == keyword.charAt(same)) same++;
        return switch (word.length() - keyword.length()) {
            case 0 ->
                same + 1 < most
                        && word.charAt(same) == keyword.charAt(same + 1)
                        && word.charAt(same + 1) == keyword.charAt(same)
                        && word.substring(same + 2).equals(keyword.substring(same + 2));
            case 1 ->
                same > 0
                        && word.charAt(same) == word.charAt(same - 1)
                        && word.substring(same + 1).equals(keyword.substring(same));
            case -1 ->
                same > 0
                        && keyword.length() >= TYPO_LETTER_MIN
                        && word.substring(same).equals(keyword.substring(same + 1));
            default -> false;
        };
    }

    /** The words of a text without those of courtesy. */
    private final class Kept {
        private final Tokens tokens;
        private final int[] kept;
        private final int count;

        Kept(Tokens tokens, int[] kept, int count) {
            this.tokens = tokens;
            this.kept = kept;
            this.count = count;
        }

        boolean isSpaced() {
            for (int i = 0; i < count; i++) if (tokens.lengthOf(kept[i]) != 1) return false;
            return true;
        }

        /** Whether signs stand for letters: 4170 is an answer, not ALTO. */
        boolean imitates() {
            int imitations = 0;
            int real = 0;
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < tokens.lengthOf(kept[i]); j++) {
                    char c = tokens.charOf(kept[i], j);
                    if (IMITATIONS.indexOf(c) >= 0) imitations++;
                    else if (Character.isLetter(c)) real++;
                }
            }
            return imitations > 0 && real >= imitations;
        }

        int imitated(int word, char one) {
            char[] letters = new char[tokens.lengthOf(kept[word])];
            for (int i = 0; i < letters.length; i++) letters[i] = letter(tokens.charOf(kept[word], i), one);
            return rules.lexicon().idOf(letters, 0, letters.length);
        }

        int joined(char one) {
            char[] letters = new char[count];
            for (int i = 0; i < count; i++) letters[i] = letter(tokens.charOf(kept[i], 0), one);
            return rules.lexicon().idOf(letters, 0, letters.length);
        }

        String word(int index) {
            return tokens.words(kept[index], kept[index] + 1);
        }

        /** @param one what a 1 stands for; 0 where signs are what they are */
        private static char letter(char c, char one) {
            if (one == 0) return c;
            return switch (c) {
                case '0' -> 'o';
                case '1' -> one;
                case '3' -> 'e';
                case '4', '@' -> 'a';
                case '5', '$' -> 's';
                case '7' -> 't';
                default -> c;
            };
        }
    }
}
