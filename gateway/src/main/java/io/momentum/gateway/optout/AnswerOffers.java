package io.momentum.gateway.optout;

import io.momentum.gateway.optout.OptOutWords.Word;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The keywords that a message of ours offers as answers about something else: "Prioridad ALTA/MEDIA/BAJA?", "Reply CANCEL to cancel
 * your visit". Cautious, because such a word then closes nothing at once: it must stand beside a word of its rules ({@code beside}),
 * or before what they say ({@code offer}), and nowhere else in the message, so that "BAJA para no recibir más" is never one. Immutable.
 */
final class AnswerOffers {

    /** In characters: no SMS is longer. */
    private static final int TEXT_MAX = 2_000;
    /** How far our own messages can be named behind an offer: "to cancel your visit reminders". */
    private static final int TALK_AHEAD = 6;

    /** Words from one answer to the next: "ALTA, 2 MEDIA o 3 BAJA". */
    private static final int APART_MAX = 3;

    private static final int KEYWORD = 1;
    private static final int TELLING = 2;

    private final Rulebook rules;
    private final PlainWords telling;

    AnswerOffers(Rulebook rules) {
        this.rules = rules;
        Map<String, Integer> words = new HashMap<>();
        rules.offerable().forEach(word -> words.merge(word, KEYWORD, (x, y) -> x | y));
        rules.tellingOffers().forEach(word -> words.merge(word, TELLING, (x, y) -> x | y));
        telling = new PlainWords(words);
    }

    /** Whether it is worth a look: most messages are not. */
    boolean mayBeIn(byte[] pdu) {
        return telling.in(pdu) == (KEYWORD | TELLING);
    }

    Set<String> in(String text) {
        if (text.isEmpty() || text.length() > TEXT_MAX) return Set.of();
        Tokens tokens = Tokens.of(text, rules.lexicon());
        Set<String> offered = new TreeSet<>();
        Set<String> otherwise = new TreeSet<>();
        for (int i = 0; i < tokens.count(); i++) {
            if (!rules.isOfferable(tokens.id(i))) continue;
            String word = rules.lexicon().word(tokens.id(i));
            int behind = told(tokens, i);
            if (behind > i) offered.add(word);
            else if (isAmongOthers(tokens, i)) offered.add(word);
            else otherwise.add(word);
            // "Reply CANCEL to cancel your visit" says it once.
            if (behind > i) i = behind - 1;
        }
        offered.removeAll(otherwise);
        return Set.copyOf(offered);
    }

    /** The word behind what an answer is for; the answer itself where nothing says so. */
    private int told(Tokens tokens, int answer) {
        int end = sentenceEnd(tokens, answer + 1);
        long found = rules.offers().longest(tokens, answer + 1, end);
        if (found == Phrases.NONE) return answer;
        int behind = Phrases.end(found);
        for (int i = behind; i < Math.min(end, behind + TALK_AHEAD); i++)
            if (rules.is(Word.TALK, tokens.id(i))) return answer;
        return behind;
    }

    private static int sentenceEnd(Tokens tokens, int from) {
        int end = from;
        while (end < tokens.count() && !tokens.beginsSentence(end)) end++;
        return end;
    }

    /** Whether such a word stands beside it, over other keywords if need be, and nothing says what the answer is for. */
    private boolean isAmongOthers(Tokens tokens, int answer) {
        if (!endsOption(tokens, answer)) return false;
        return isBeside(tokens, answer, -1) || isBeside(tokens, answer, 1);
    }

    private boolean endsOption(Tokens tokens, int answer) {
        int behind = answer + 1;
        return behind >= tokens.count() || tokens.beginsThought(behind) || isBetween(tokens, behind);
    }

    private boolean isBeside(Tokens tokens, int answer, int step) {
        int last = answer;
        boolean parted = false;
        for (int i = answer + step; i >= 0 && i < tokens.count(); i += step) {
            parted |= tokens.beginsThought(step < 0 ? i + 1 : i) || isBetween(tokens, i);
            if (isBetween(tokens, i)) continue;
            if (!parted || Math.abs(i - last) > APART_MAX) return false;
            if (rules.isBeside(tokens.id(answer), tokens.id(i))) return true;
            if (!rules.isOfferable(tokens.id(i))) return false;
            last = i;
            parted = false;
        }
        return false;
    }

    /** What stands between answers: "or", or the number of one. */
    private boolean isBetween(Tokens tokens, int word) {
        return tokens.lengthOf(word) == 1 || rules.is(Word.JOIN, tokens.id(word));
    }
}
