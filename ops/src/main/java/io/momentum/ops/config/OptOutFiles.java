package io.momentum.ops.config;

import io.momentum.gateway.optout.AnswerTexts;
import io.momentum.gateway.optout.OptOutConfig;
import io.momentum.gateway.optout.ReviewTerms;
import io.momentum.gateway.optout.WordRules;
import io.momentum.gateway.optout.WrongRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The opt-out rules of each language: {@code optout/LANGUAGE.tsv} beside the configuration, else the shipped file of that name.
 * A directory may add languages that are not shipped.
 */
public final class OptOutFiles {

    private static final String DIRECTORY = "optout";
    private static final String ENDING = ".tsv";

    /** A word of two languages belongs to the first. */
    private static final List<String> SHIPPED = List.of("en", "es", "pt", "fr");

    private final Reading reading;
    private final Path directory;

    OptOutFiles(Reading reading) {
        this.reading = reading;
        directory = reading.directory().resolve(DIRECTORY);
    }

    /** All shipped languages, no answers, and the usual time for reviews. */
    public static OptOutConfig shipped() {
        List<WordRules> rules = SHIPPED.stream()
                .map(language -> WordRules.parse(nameOf(language), language, text(language)))
                .toList();
        return new OptOutConfig(rules, AnswerTexts.NONE, ReviewTerms.DEFAULT);
    }

    /** The languages that are in force where none are named. */
    static List<String> usual() {
        return SHIPPED;
    }

    /** The languages that there are rules for. */
    Set<String> known() {
        Set<String> known = new LinkedHashSet<>(SHIPPED);
        if (!Files.isDirectory(directory)) return known;
        try {
            known.addAll(Shipped.namesIn(directory, ENDING));
        } catch (IOException | UncheckedIOException e) {
            new Source(directory.toString(), "", reading).problem("cannot be listed: " + e.getMessage());
        }
        return known;
    }

    /** The rules of some languages, in the order of the shipped ones, then of their names. */
    List<WordRules> read(Collection<String> languages) {
        List<WordRules> rules = new ArrayList<>();
        for (String language : known()) {
            if (languages.contains(language)) read(language).ifPresent(rules::add);
        }
        return List.copyOf(rules);
    }

    private Optional<WordRules> read(String language) {
        Path file = directory.resolve(language + ENDING);
        try {
            if (!Files.exists(file)) return Optional.of(WordRules.parse(nameOf(language), language, text(language)));
            return Optional.of(WordRules.parse(file.toString(), language, Files.readString(file)));
        } catch (WrongRule e) {
            reading.add(new Problem(e.file(), e.line(), 1, e.why(), ""));
        } catch (IOException e) {
            new Source(file.toString(), "", reading).problem(FileProblems.explain(file, e));
        }
        return Optional.empty();
    }

    private static String nameOf(String language) {
        return "shipped " + DIRECTORY + "/" + language + ENDING;
    }

    private static String text(String language) {
        return Shipped.text(DIRECTORY, language, ENDING);
    }
}
