package io.momentum.ops.config;

import io.momentum.gateway.optout.AnswerTexts;
import io.momentum.gateway.optout.OptOutConfig;
import io.momentum.gateway.optout.ReviewTerms;
import io.momentum.store.calendar.WorkCalendar;
import io.momentum.store.fact.Fact.OptAnswer;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads {@code optOut}: whose words opt out, what is answered, and how long people have where there is a doubt. */
final class OptOutKeys {

    /** In characters: an answer is one SMS in any alphabet of ours, or two. */
    private static final int TEXT_MAX = 160;

    private static final Duration WITHIN_MIN = Duration.ofMinutes(1);
    private static final Duration WITHIN_MAX = Duration.ofDays(10);
    private static final String ANY = "any";

    private final Section section;
    private final OptOutFiles files;

    private OptOutKeys(Section section) {
        this.section = section;
        files = new OptOutFiles(section.source().reading());
    }

    /** @param calendars those that may be named */
    static OptOutConfig read(Section section, Collection<WorkCalendar> calendars) {
        return new OptOutKeys(section).read(calendars);
    }

    private OptOutConfig read(Collection<WorkCalendar> calendars) {
        Map<String, String> known = new HashMap<>();
        for (String language : files.known()) known.put(language, language);
        Set<String> languages = new LinkedHashSet<>(OptOutFiles.usual());
        if (section.has("languages")) {
            languages.clear();
            for (var language : section.list("languages", Values.choice(known))) languages.add(language.value());
        }
        AnswerTexts answers = answers(known);
        ReviewTerms review = review(section.section("review"), calendars);
        section.end();
        return new OptOutConfig(files.read(languages), answers, review);
    }

    private AnswerTexts answers(Map<String, String> known) {
        Map<String, String> languages = new HashMap<>(known);
        languages.put(ANY, "");
        Map<OptAnswer, Map<String, String>> texts = new EnumMap<>(OptAnswer.class);
        Map<String, String> confirmations = texts("confirmations", languages);
        section.optional("confirmation", OptOutKeys::text)
                .ifPresent(text -> confirmations.putIfAbsent("", text.value()));
        texts.put(OptAnswer.CONFIRMATION, confirmations);
        texts.put(OptAnswer.HELP, texts("help", languages));
        texts.put(OptAnswer.WELCOME, texts("welcome", languages));
        texts.values().removeIf(Map::isEmpty);
        return new AnswerTexts(texts);
    }

    private Map<String, String> texts(String key, Map<String, String> languages) {
        Function<String, String> language = Values.choice(languages);
        return new HashMap<>(section.map(key, language, OptOutKeys::text));
    }

    private static String text(String text) {
        if (!text.isBlank() && text.length() <= TEXT_MAX) return text;
        throw new IllegalArgumentException("must be a text of 1 to " + TEXT_MAX + " characters");
    }

    private static ReviewTerms review(Section section, Collection<WorkCalendar> calendars) {
        ReviewTerms usual = ReviewTerms.DEFAULT;
        Duration within = section.value("within", Values.duration(WITHIN_MIN, WITHIN_MAX), usual.within());
        Optional<Placed<String>> named = section.optional("calendar", Values.visible(1, 63));
        section.end();
        WorkCalendar calendar = named.map(name -> calendar(name, calendars)).orElse(usual.calendar());
        return new ReviewTerms(within, calendar);
    }

    private static WorkCalendar calendar(Placed<String> name, Collection<WorkCalendar> calendars) {
        if (name.value().equals(WorkCalendar.ALWAYS.id())) return WorkCalendar.ALWAYS;
        for (WorkCalendar each : calendars) if (each.id().equals(name.value())) return each;
        List<String> ids = calendars.stream().map(WorkCalendar::id).sorted().toList();
        name.problem("followup.calendars has no '%s'%s"
                .formatted(name.value(), ids.isEmpty() ? "" : ", only " + String.join(", ", ids)));
        return ReviewTerms.DEFAULT.calendar();
    }
}
