package io.momentum.gateway.optout;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The opt-out rules of one language, as they are written in a file: a kind and a pattern a line, divided by a tab.
 *
 * @param language en, es, pt, fr
 * @param version of the file; a verdict names it
 */
public record WordRules(String language, int version, List<Line> lines) {

    /** What a pattern is for. */
    public enum Kind {
        /** The whole message is it: an opt-out at once. */
        OPTOUT,
        /** The whole message is it: messages are wanted again. */
        OPTIN,
        /** The whole message is it: a call for help. */
        HELP,
        /** Says nothing beside a keyword: "please". */
        COURTESY,
        /** May stand before what somebody wants: "can you". */
        LEAD,
        /** Behind it another thought begins: "but". */
        JOIN,
        /** Begins a thought that is an opt-out at once: "stop texting me". */
        PHRASE,
        /** A word behind a phrase that makes it doubtful: "until". */
        LIMIT,
        /** Begins a thought that may be an opt-out: "stop calling me". */
        DOUBT,
        /** The whole message may be an opt-out: "who is this". */
        ALONE,
        /** Begins a message that looks like an opt-out and is business: "stop by". */
        BUSINESS,
        /** A word that makes what follows a keyword business: "appointment". */
        MATTER,
        /** A word for messages, that leaves a doubt in spite of business: "reminders". */
        TALK,
        /** A keyword, and a word beside which a message of ours offers it as an answer: "baja media". */
        BESIDE,
        /** Behind a keyword, in a message of ours, it tells what that answers: "to cancel your visit". */
        OFFER
    }

    /** One rule. */
    record Line(Kind kind, Pattern pattern) {}

    private static final String VERSION = "version";
    private static final Map<String, Kind> KINDS = new TreeMap<>();

    static {
        for (Kind kind : Kind.values()) KINDS.put(kind.name().toLowerCase(Locale.ROOT), kind);
    }

    public WordRules {
        lines = List.copyOf(lines);
    }

    /**
     * Reads a file.
     *
     * @param file its name, for messages
     * @throws WrongRule for the first line that is no rule
     */
    public static WordRules parse(String file, String language, String text) {
        int version = 0;
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) continue;
            int tab = line.indexOf('\t');
            if (tab < 0) throw new WrongRule(file, number, "a kind and a pattern, divided by a tab");
            String word = line.substring(0, tab);
            String pattern = line.substring(tab + 1).strip();
            if (word.equals(VERSION)) version = version(file, number, pattern);
            else lines.add(line(file, number, kind(file, number, word), pattern));
        }
        if (version == 0) throw new WrongRule(file, 1, "no version");
        return new WordRules(language, version, lines);
    }

    private static Kind kind(String file, int number, String word) {
        Kind kind = KINDS.get(word);
        if (kind == null) throw new WrongRule(file, number, "'" + word + "' is none of " + KINDS.keySet());
        return kind;
    }

    private static Line line(String file, int number, Kind kind, String text) {
        try {
            Pattern pattern = Pattern.parse(text);
            boolean two =
                    pattern.items().size() == 2 && pattern.items().stream().noneMatch(Pattern.Item::optional);
            if (kind == Kind.BESIDE && !two) throw new IllegalArgumentException("a keyword, and a word beside it");
            return new Line(kind, pattern);
        } catch (IllegalArgumentException e) {
            throw new WrongRule(file, number, String.valueOf(e.getMessage()));
        }
    }

    private static int version(String file, int number, String text) {
        try {
            int version = Integer.parseInt(text);
            if (version > 0) return version;
        } catch (NumberFormatException e) {
            throw new WrongRule(file, number, "version: a number from 1");
        }
        throw new WrongRule(file, number, "version: a number from 1");
    }

    /** How a verdict names these rules. */
    String name() {
        return "optout-" + language + "@" + version;
    }
}
