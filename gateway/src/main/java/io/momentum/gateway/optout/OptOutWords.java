package io.momentum.gateway.optout;

import io.momentum.gateway.optout.Verdict.Kind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a text says about being written to, in four degrees:
 *
 * <ol>
 *   <li>it is a keyword and nothing else: "STOP", "St0p please", "no más";
 *   <li>a thought in it is a phrase that leaves no doubt: "hi, please stop texting me";
 *   <li>it may be one: "stop calling me", "STOP 12345", "stpo", or a phrase with a limit, "stop texting me before nine", or about
 *       something else, "remove me from the schedule";
 *   <li>it begins with a keyword and is about business: "cancel my appointment", "stop by at 5".
 * </ol>
 *
 * What is none of these decides nothing: on real traffic a search for words inside texts is wrong 5,000 times in 100,000. A
 * phrase counts where a thought begins, so that "please don't stop" and "I told him to stop texting me" say nothing. What a text
 * costs grows with its length, and no more. STOP counts in every language. Immutable; any thread may ask.
 */
public final class OptOutWords {

    /** In characters. Who writes more than that has something else to say. */
    private static final int TEXT_MAX = 2_000;
    /** A keyword comes alone. */
    private static final int KEYWORD_TEXT_MAX = 160;
    /** "Hi, ok, can you please just". */
    private static final int LEADS_MAX = 6;
    /** How far a word can be that limits a phrase, or says what a keyword is about. */
    private static final int LOOK_AHEAD = 12;
    /** How far a word can be that says what a phrase is about: "stop sending me the invoice". */
    private static final int OBJECT_AHEAD = 2;

    private final Rulebook rules;
    private final WholeText whole;
    private final AnswerOffers offers;

    private OptOutWords(Rulebook rules) {
        this.rules = rules;
        whole = new WholeText(rules);
        offers = new AnswerOffers(rules);
    }

    /** The words of the languages that the configuration names. */
    public static OptOutWords of(OptOutConfig config) {
        return new OptOutWords(Rulebook.of(config.rules()));
    }

    /** What the text says. */
    public Verdict classify(String text) {
        return classify(text, 0);
    }

    /** What the text says, from a number: those of +1 have the words that the law of the United States names. */
    public Verdict classify(String text, long sourceDigits) {
        if (text.isEmpty() || text.length() > TEXT_MAX) return Verdict.NONE;
        Tokens tokens = Tokens.of(text, rules.lexicon());
        if (tokens.count() == 0) return Verdict.NONE;
        boolean northAmerica = sourceDigits / 10_000_000_000L == 1;
        Verdict keyword = text.length() <= KEYWORD_TEXT_MAX ? whole.of(tokens, northAmerica) : null;
        return keyword == null ? thoughts(tokens) : keyword;
    }

    /** Whether a message of ours is worth a look for answers that it offers; one look at each of its octets. */
    public boolean mayOffer(byte[] pdu) {
        return offers.mayBeIn(pdu);
    }

    /** The keywords that a message of ours offers as answers about something else: "Prioridad ALTA/MEDIA/BAJA?". */
    public Set<String> offered(String text) {
        return offers.in(text);
    }

    /**
     * What a verdict comes to where the message that was answered offered words as answers: a keyword among them leaves a doubt, and
     * one for messages again says nothing. STOP stays what it is, and so does what the law of the number's country names.
     *
     * @param offered by {@link #offered}
     */
    public static Verdict inAnswer(Verdict verdict, long sourceDigits, Set<String> offered) {
        if (!offered.contains(verdict.word())) return verdict;
        return switch (verdict.kind()) {
            case KEYWORD -> Rulebook.isLocked(verdict.word(), sourceDigits) ? verdict : verdict.doubted();
            case OPT_IN -> Verdict.NONE;
            case NONE, PHRASE, AMBIGUOUS, BUSINESS, HELP -> verdict;
        };
    }

    private Verdict thoughts(Tokens tokens) {
        Verdict best = Verdict.NONE;
        int end = 0;
        for (int i = 0; i < tokens.count(); i++) {
            if (i == end) end = sentenceEnd(tokens, i);
            boolean begins = tokens.beginsThought(i) || (i > 0 && rules.is(Word.JOIN, tokens.id(i - 1)));
            if (!begins) continue;
            Verdict verdict = thought(tokens, i, end);
            if (verdict == null) continue;
            if (verdict.kind() == Kind.PHRASE) return verdict;
            if (best.kind() == Kind.NONE || best.kind() == Kind.BUSINESS) best = verdict;
        }
        return best;
    }

    private static int sentenceEnd(Tokens tokens, int from) {
        int end = from + 1;
        while (end < tokens.count() && !tokens.beginsSentence(end)) end++;
        return end;
    }

    private @Nullable Verdict thought(Tokens tokens, int from, int end) {
        int point = behindLeads(tokens, from, end);
        long phrase = first(rules.phrases(), tokens, from, point, end);
        long doubt = first(rules.doubts(), tokens, from, point, end);
        // Who goes on speaks of something else: "remove me" and "remove me from", "quiero la baja" and "quiero la baja
        // del seguro".
        boolean doubted = Phrases.end(doubt) > Phrases.end(phrase);
        long begun = doubted ? doubt : phrase;
        if (begun == Phrases.NONE) return tokens.beginsThought(from) ? keyword(tokens, from, point, end) : null;
        long business = first(rules.business(), tokens, from, point, end);
        if (Phrases.end(business) > Phrases.end(begun)) return business(tokens, from, business, end);
        boolean sure = !doubted && !isLimited(tokens, Phrases.end(phrase), end);
        return verdict(sure ? Kind.PHRASE : Kind.AMBIGUOUS, tokens, from, begun);
    }

    /** Who ends a contract may mean our messages too. */
    private Verdict business(Tokens tokens, int from, long business, int end) {
        boolean ours = has(Word.TALK, tokens, Phrases.end(business), end, LOOK_AHEAD);
        return verdict(ours ? Kind.AMBIGUOUS : Kind.BUSINESS, tokens, from, business);
    }

    private boolean isLimited(Tokens tokens, int behind, int end) {
        return has(Word.LIMIT, tokens, behind, end, LOOK_AHEAD)
                || (has(Word.MATTER, tokens, behind, end, OBJECT_AHEAD)
                        && !has(Word.TALK, tokens, behind, end, LOOK_AHEAD));
    }

    private int behindLeads(Tokens tokens, int from, int end) {
        int at = from;
        for (int i = 0; i < LEADS_MAX; i++) {
            long lead = rules.leads().longest(tokens, at, end);
            if (lead == Phrases.NONE) return at;
            at = Phrases.end(lead);
        }
        return at;
    }

    private static long first(Phrases phrases, Tokens tokens, int from, int point, int end) {
        long found = phrases.longest(tokens, from, end);
        return found != Phrases.NONE || point == from ? found : phrases.longest(tokens, point, end);
    }

    /** A thought that begins with a keyword, where the whole text is none. */
    private @Nullable Verdict keyword(Tokens tokens, int from, int point, int end) {
        long keyword = first(rules.optOuts(), tokens, from, point, end);
        if (keyword == Phrases.NONE) return null;
        int behind = Phrases.end(keyword);
        if (behind == end) return verdict(Kind.AMBIGUOUS, tokens, from, keyword);
        // Behind another thought the words are too common: "Have to go now. End of the month is better."
        if (from > 0) return null;
        long business = first(rules.business(), tokens, from, point, end);
        if (business != Phrases.NONE) return verdict(Kind.BUSINESS, tokens, from, business);
        boolean about =
                has(Word.MATTER, tokens, behind, end, LOOK_AHEAD) && !has(Word.TALK, tokens, behind, end, LOOK_AHEAD);
        return verdict(about ? Kind.BUSINESS : Kind.AMBIGUOUS, tokens, from, keyword);
    }

    private boolean has(Word sort, Tokens tokens, int from, int end, int ahead) {
        int to = Math.min(end, from + ahead);
        for (int i = from; i < to; i++) if (rules.is(sort, tokens.id(i))) return true;
        return false;
    }

    private Verdict verdict(Kind kind, Tokens tokens, int from, long found) {
        WordRules owner = rules.owner(Phrases.owner(found));
        return new Verdict(kind, tokens.words(from, Phrases.end(found)), owner.language(), owner.name());
    }

    /** What single words are for. */
    enum Word {
        JOIN(1),
        LIMIT(1 << 1),
        MATTER(1 << 2),
        TALK(1 << 3);

        private final int bit;

        Word(int bit) {
            this.bit = bit;
        }

        int bit() {
            return bit;
        }
    }
}
