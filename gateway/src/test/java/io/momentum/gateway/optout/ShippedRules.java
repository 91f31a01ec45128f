package io.momentum.gateway.optout;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The rules that are shipped, as they lie in {@code config/optout}. */
public final class ShippedRules {

    private static final Path DIRECTORY = Path.of("..", "config", "optout");

    private ShippedRules() {}

    /** All four languages, without answers. */
    public static OptOutConfig config() {
        return new OptOutConfig(rules("en", "es", "pt", "fr"), AnswerTexts.NONE, ReviewTerms.DEFAULT);
    }

    static OptOutWords words(String... languages) {
        List<WordRules> rules = languages.length == 0 ? config().rules() : rules(languages);
        return OptOutWords.of(new OptOutConfig(rules, AnswerTexts.NONE, ReviewTerms.DEFAULT));
    }

    private static List<WordRules> rules(String... languages) {
        return Stream.of(languages).map(ShippedRules::rules).toList();
    }

    private static WordRules rules(String language) {
        Path file = DIRECTORY.resolve(language + ".tsv");
        try {
            return WordRules.parse(file.toString(), language, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> lines(String resource) throws IOException {
        try (InputStream in = ShippedRules.class.getResourceAsStream("/optout/" + resource)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }
}
