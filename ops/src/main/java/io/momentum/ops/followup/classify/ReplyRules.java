package io.momentum.ops.followup.classify;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is certain without a model, read from a file: whole replies, and phrases that mean one thing wherever they stand. */
public final class ReplyRules {

    private static final String ANY = "*";
    /** Words that a whole reply may have besides. */
    private static final Set<String> COURTESY = Set.of(
            "please", "pls", "plz", "thanks", "thank", "you", "thx", "gracias", "grax", "porfa", "xfa", "por", "favor");

    private static final int NOT_REACH = 2;

    private final Map<String, Map<String, Intent>> wholes;
    private final List<Phrase> phrases;
    private final Map<Asked, List<String>> asking;
    private final Map<String, Intent> verbs;
    private final String version;

    /** @param text padded by blanks */
    private record Phrase(Intent intent, String text) {}

    /**
     * A rule that holds.
     *
     * @param reason for people
     */
    record Match(Intent intent, String reason) {}

    private ReplyRules(
            Map<String, Map<String, Intent>> wholes,
            List<Phrase> phrases,
            Map<Asked, List<String>> asking,
            Map<String, Intent> verbs,
            String version) {
        this.wholes = wholes;
        this.phrases = List.copyOf(phrases);
        this.asking = asking;
        this.verbs = Map.copyOf(verbs);
        this.version = version;
    }

    /**
     * Reads a file of rules: kind of match, meaning, what was asked or "*", and words divided by "|"; with tabs between.
     *
     * @throws WrongLine where a line is wrong
     */
    public static ReplyRules parse(String name, String file) {
        Map<String, Map<String, Intent>> wholes = new HashMap<>();
        List<Phrase> phrases = new ArrayList<>();
        Map<Asked, List<String>> asking = new EnumMap<>(Asked.class);
        Map<String, Intent> verbs = new HashMap<>();
        for (TextTable.Row row : new TextTable(name, file).rows(4)) {
            for (String words : row.cells().get(3).split("\\|", -1)) {
                if (words.isEmpty() || !Folded.of(words).text().equals(words)) {
                    throw row.wrong("not folded: '" + words + "'");
                }
                String meaning = row.cells().get(1);
                switch (row.cells().get(0)) {
                    case "whole" ->
                        wholes.computeIfAbsent(asked(row), each -> new HashMap<>())
                                .put(words, intent(row, meaning));
                    case "phrase" -> phrases.add(new Phrase(intent(row, meaning), " " + words + " "));
                    case "answer" -> verbs.put(words, intent(row, meaning));
                    case "asked" ->
                        asking.computeIfAbsent(kind(row, meaning), each -> new ArrayList<>())
                                .add(" " + words + " ");
                    default ->
                        throw row.wrong("no match is called '" + row.cells().get(0) + "'");
                }
            }
        }
        return new ReplyRules(
                wholes, phrases, asking, verbs, "rules-" + Digest.name(Digest.add(Digest.start(0), file)));
    }

    private static String asked(TextTable.Row row) {
        String asked = row.cells().get(2);
        return asked.equals(ANY) ? ANY : kind(row, asked).toString();
    }

    private static Asked kind(TextTable.Row row, String name) {
        return Asked.named(name).orElseThrow(() -> row.wrong("no message asks '" + name + "'"));
    }

    private static Intent intent(TextTable.Row row, String name) {
        return Intent.named(name).orElseThrow(() -> row.wrong("no intent is called '" + name + "'"));
    }

    public String version() {
        return version;
    }

    /** The rule for the whole reply, the more special one first. */
    Optional<Match> whole(Folded reply, ReplyContext context) {
        if (reply.isQuestion()) return marksOnly(reply);
        String said = bare(reply);
        Intent offered = context.answers().get(said);
        if (offered != null) return Optional.of(new Match(offered, "answer '" + said + "' that was offered"));
        Intent meant = wholes.getOrDefault(context.asked().toString(), Map.of()).get(said);
        if (meant != null) return Optional.of(new Match(meant, "'" + said + "' to " + context.asked()));
        Intent always = wholes.getOrDefault(ANY, Map.of()).get(said);
        if (always != null) return Optional.of(new Match(always, "whole reply '" + said + "'"));
        return unspoken(reply);
    }

    /** The reply without signs and courtesy; courtesy alone stays. */
    private static String bare(Folded reply) {
        StringBuilder plain = new StringBuilder();
        StringBuilder polite = new StringBuilder();
        for (String word : reply.words()) {
            if (word.isEmpty() || !Character.isLetterOrDigit(word.codePointAt(0))) continue;
            StringBuilder to = COURTESY.contains(word) ? polite : plain;
            to.append(to.isEmpty() ? "" : " ").append(word);
        }
        return plain.isEmpty() ? polite.toString() : plain.toString();
    }

    private static Optional<Match> marksOnly(Folded reply) {
        boolean only = reply.words().stream().noneMatch(word -> Character.isLetterOrDigit(word.codePointAt(0)));
        return only ? Optional.of(new Match(Intent.QUESTION, "only a question mark")) : Optional.empty();
    }

    private static Optional<Match> unspoken(Folded reply) {
        boolean speaks = reply.text().codePoints().anyMatch(Character::isLetterOrDigit);
        if (speaks || reply.text().contains("👎")) return Optional.empty();
        boolean emoji = reply.text().codePoints().anyMatch(c -> c > 0xFF);
        return Optional.of(
                emoji ? new Match(Intent.NO_ACTION, "only emoji") : new Match(Intent.UNINTELLIGIBLE, "no words"));
    }

    /** The first phrase that the reply has, in the order of labels. */
    Optional<Match> phrase(Folded reply) {
        String padded = " " + reply.text() + " ";
        Match best = null;
        for (Phrase phrase : phrases) {
            int at = padded.indexOf(phrase.text);
            if (at < 0 || isDenied(padded, at)) continue;
            boolean stronger = best == null || phrase.intent.label().compareTo(best.intent.label()) < 0;
            if (stronger) best = new Match(phrase.intent, "phrase '" + phrase.text.strip() + "'");
        }
        return Optional.ofNullable(best);
    }

    private static boolean isDenied(String padded, int at) {
        String[] before = padded.substring(0, at).strip().split(" ", -1);
        for (int i = Math.max(0, before.length - NOT_REACH); i < before.length; i++) {
            if (Denial.isDenial(before[i])) return true;
        }
        return false;
    }

    /** What a message asks, and what it offers as answers: "Reply 1 to confirm or 2 to reschedule". */
    public ReplyContext contextOf(String message) {
        Folded folded = Folded.of(message);
        String padded = " " + folded.text() + " ";
        Asked best = Asked.NONE;
        long most = 0;
        for (Map.Entry<Asked, List<String>> each : asking.entrySet()) {
            long count = each.getValue().stream().filter(padded::contains).count();
            if (count > most) {
                most = count;
                best = each.getKey();
            }
        }
        return new ReplyContext(best, OfferedAnswers.in(folded, verbs), -1, "", OptOutTier.NONE);
    }
}
