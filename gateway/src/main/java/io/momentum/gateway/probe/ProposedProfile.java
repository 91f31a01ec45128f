package io.momentum.gateway.probe;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a probe learned, as a profile that a carrier can name. */
public final class ProposedProfile {

    private ProposedProfile() {}

    /**
     * The file's text: each key with what was seen above it, and what needs a look at the handset.
     *
     * @param base the profile in force, whose other rules stay
     */
    public static String text(String carrier, String base, Lessons lessons, LocalDate day) {
        var text = new StringBuilder();
        text.append("## Learned by 'momentum probe %s' on %s: %d of %d submits taken, %d receipts.\n"
                .formatted(carrier, day, lessons.accepted(), lessons.sent(), lessons.receipts()));
        text.append("""
                ## Look at the handset: it must show the message of three parts as one, and @, pound, $, _, braces, brackets and
                ## euro. If some are missing or wrong, add: text: { outbound: latin1 }, or ascii.
                """);
        if (!base.equals("default")) extend(text, base);
        Map<String, List<Lesson>> sections = new LinkedHashMap<>();
        for (Lesson lesson : lessons.all()) {
            lesson.rule()
                    .ifPresentOrElse(
                            rule -> sections.computeIfAbsent(section(rule.key()), key -> new ArrayList<>())
                                    .add(lesson),
                            () -> text.append("## ").append(lesson.observed()).append('\n'));
        }
        sections.forEach((section, inIt) -> append(text, section, inIt));
        return text.toString();
    }

    private static void extend(StringBuilder text, String base) {
        text.append("## What could not be seen is as before.\nextends: ")
                .append(base)
                .append('\n');
    }

    private static void append(StringBuilder text, String section, List<Lesson> lessons) {
        text.append('\n');
        boolean nested = lessons.stream()
                .flatMap(lesson -> lesson.rule().stream())
                .anyMatch(rule -> rule.key().contains("."));
        if (nested) text.append(section).append(":\n");
        for (Lesson lesson : lessons) {
            Lesson.Rule rule = lesson.rule().orElseThrow();
            String indent = nested ? "  " : "";
            text.append(indent).append("## ").append(lesson.observed()).append('\n');
            if (rule.differs())
                text.append(indent).append("## Was: ").append(rule.inForce()).append('\n');
            String key = rule.key().substring(rule.key().indexOf('.') + 1);
            text.append(indent).append(key).append(": ").append(rule.value()).append('\n');
        }
    }

    private static String section(String key) {
        int dot = key.indexOf('.');
        return dot < 0 ? key : key.substring(0, dot);
    }
}
