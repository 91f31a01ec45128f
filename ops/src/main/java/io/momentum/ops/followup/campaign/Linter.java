package io.momentum.ops.followup.campaign;

import io.momentum.gateway.optout.OptOutWords;
import io.momentum.gateway.optout.Verdict;
import io.momentum.ops.followup.campaign.Definition.Replies;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What is wrong or doubtful about a campaign before anybody gets it. An error stops it unless whoever sends it insists; a
 * warning is only said.
 */
public final class Linter {

    private static final Set<String> AGREEMENT = Set.of("YES", "SI", "SÍ", "SIM", "OUI", "UNSTOP");
    private static final double SUPPRESSED_MUCH = 0.2;

    private final OptOutWords words;
    private final List<Finding> findings = new ArrayList<>();

    /** How much it weighs. */
    public enum Level {
        ERROR,
        WARNING
    }

    /**
     * One thing.
     *
     * @param code stable, for programs
     */
    public record Finding(Level level, String code, String text) {}

    private Linter(OptOutWords words) {
        this.words = words;
    }

    /** Looks at all of it. Errors first. */
    public static List<Finding> check(Definition d, Audience a, OptOutWords words, long nowMillis) {
        var linter = new Linter(words);
        linter.answers(d);
        linter.texts(d);
        linter.sender(d);
        linter.window(d, nowMillis);
        linter.audience(d, a);
        linter.encoding(a);
        linter.replies(d, a);
        linter.findings.sort((x, y) -> x.level().compareTo(y.level()));
        return List.copyOf(linter.findings);
    }

    @SuppressWarnings("AnnotateFormatMethod") // both are written here
    private void error(String code, String text, Object... with) {
        findings.add(new Finding(Level.ERROR, code, text.formatted(with)));
    }

    @SuppressWarnings("AnnotateFormatMethod") // both are written here
    private void warning(String code, String text, Object... with) {
        findings.add(new Finding(Level.WARNING, code, text.formatted(with)));
    }

    // ---- what it says

    private void answers(Definition d) {
        for (String answer : d.answers()) {
            Verdict.Kind kind = words.classify(answer).kind();
            switch (kind) {
                case KEYWORD, PHRASE ->
                    error("RESERVED_ANSWER", "Who answers %s gets no message any more: ask for another word.", answer);
                case AMBIGUOUS ->
                    warning(
                            "RESERVED_ANSWER",
                            "Who answers %s may not want more messages: somebody must look.",
                            answer);
                case OPT_IN -> warning("RESERVED_ANSWER", "%s is read as the wish to get messages again.", answer);
                case HELP -> warning("RESERVED_ANSWER", "%s is read as a call for help.", answer);
                case NONE, BUSINESS -> {
                    if (AGREEMENT.contains(answer.toUpperCase(Locale.ROOT)))
                        warning("RESERVED_ANSWER", "Some carriers read %s as consent; a digit is safer.", answer);
                }
            }
        }
    }

    private void texts(Definition d) {
        if (!d.hasText()) error("NO_TEXT", "There is no text in the campaign's own language, %s.", d.language());
        if (!d.category().equals("marketing")) return;
        d.texts().forEach((language, text) -> {
            if (!saysHowToEnd(text))
                error("NO_OPT_OUT", "The text in %s does not say how to get no more: \"Reply STOP to end.\"", language);
        });
    }

    /** A word that ends messages, written so that it is seen. */
    private boolean saysHowToEnd(String text) {
        for (String word : new Template(text).fixedText().split("[^\\p{L}]+", -1)) {
            boolean shown = word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT));
            if (shown && words.classify(word).kind() == Verdict.Kind.KEYWORD) return true;
        }
        return false;
    }

    private void sender(Definition d) {
        boolean named = d.sender().chars().anyMatch(Character::isLetter);
        if (named) {
            if (!d.answers().isEmpty())
                warning("NO_REPLY_ADDRESS", "Nobody can answer %s: a name takes no replies.", d.sender());
            return;
        }
        if (d.program().isBlank()) {
            warning("NO_IDENTITY", "The number %s says nothing, and no program is named.", d.sender());
            return;
        }
        d.texts().forEach((language, text) -> {
            if (!text.toLowerCase(Locale.ROOT).contains(d.program().toLowerCase(Locale.ROOT)))
                warning("NO_IDENTITY", "The text in %s does not say who writes: %s.", language, d.program());
        });
    }

    private void window(Definition d, long nowMillis) {
        if (d.isOver(nowMillis)) error("WINDOW_OVER", "Its window is over.");
    }

    // ---- whom it goes to

    private void audience(Definition d, Audience a) {
        if (a.recipients() == 0) {
            error("NO_RECIPIENTS", "It goes to nobody yet.");
            return;
        }
        a.unfilled().forEach((name, count) -> {
            if (count == a.looked()) error("UNFILLED", "Nothing fills {%s} for anybody.", name);
            else warning("UNFILLED", "Nothing fills {%s} for %s; they are left out.", name, share(count, a));
        });
        if (a.suppressed() == a.looked()) error("SUPPRESSED", "All of them must not be written to.");
        else if (a.suppressed() > SUPPRESSED_MUCH * a.looked())
            warning("SUPPRESSED", "%s must not be written to: the list is old.", share(a.suppressed(), a));
        if (a.noRoute() > 0) warning("NO_ROUTE", "No route takes %s.", share(a.noRoute(), a));
        if (a.tooLong() > 0) warning("TOO_LONG", "The text is too long for the carrier of %s.", share(a.tooLong(), a));
        if (d.pacePerSecond() > 0 && d.untilMillis() != Long.MAX_VALUE) duration(d, a);
    }

    private void duration(Definition d, Audience a) {
        double seconds = a.recipients() / d.pacePerSecond();
        double open = (d.untilMillis() - Math.max(d.fromMillis(), 0)) / 1_000.0;
        if (d.fromMillis() > 0 && seconds > open)
            warning(
                    "WINDOW_SHORT",
                    "At %s a second it takes %d minutes; its window has %d."
                            .formatted(d.pacePerSecond(), Math.round(seconds / 60), Math.round(open / 60)));
    }

    private static String share(long count, Audience a) {
        return "%d of %d".formatted(count, a.looked());
    }

    private void encoding(Audience a) {
        if (a.ucs2() == 0) return;
        String why = a.odd().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(8)
                .map(each -> "%s (%s)".formatted(each.getKey(), point(each.getKey())))
                .reduce((x, y) -> x + " " + y)
                .orElse("the carrier's alphabet");
        String saved = a.fitted() < a.segments()
                ? " Made to fit (gsm7: letters) it takes %d parts instead of %d.".formatted(a.fitted(), a.segments())
                : "";
        warning(
                "UCS2",
                "%s go as UCS-2, 70 characters a part instead of 160, because of %s.%s",
                share(a.ucs2(), a),
                why,
                saved);
    }

    private static String point(String character) {
        return "U+%04X".formatted(character.codePointAt(0));
    }

    private void replies(Definition d, Audience a) {
        Replies r = d.replies();
        if (r == null || a.recipients() == 0) return;
        double expected = a.recipients() * r.percent() / 100;
        double handled = r.agents() * r.perHour();
        double hours = d.pacePerSecond() > 0 ? a.recipients() / d.pacePerSecond() / 3600 : 0;
        double backlog = expected - handled * Math.max(hours, 1);
        if (backlog <= 0) return;
        warning(
                "CAPACITY",
                "%d replies are expected; %d people answer %d in an hour: the last waits %.1f hours.",
                Math.round(expected),
                r.agents(),
                Math.round(handled),
                handled == 0 ? Double.POSITIVE_INFINITY : expected / handled);
    }
}
