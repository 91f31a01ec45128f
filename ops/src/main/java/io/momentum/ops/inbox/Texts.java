package io.momentum.ops.inbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

/** The words of the inbox: groups of messages, each a file for each language. Patterns are those of {@link MessageFormat}. */
final class Texts {

    /** One line for each group of pages; its keys begin with its name. */
    static final List<String> GROUPS = List.of(
            "common", //
            "queue",
            "conversation",
            "bulk",
            "campaign",
            "overview",
            "service",
            "suppression",
            "audit",
            "webhook");

    private final Map<Language, Map<String, String>> byLanguage;

    private Texts(Map<Language, Map<String, String>> byLanguage) {
        this.byLanguage = byLanguage;
    }

    static Texts load() {
        Map<Language, Map<String, String>> all = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            Map<String, String> texts = new TreeMap<>();
            for (String group : GROUPS) texts.putAll(read(group, language));
            all.put(language, texts);
        }
        return new Texts(all);
    }

    static Map<String, String> read(String group, Language language) {
        String name = "messages/%s_%s.properties".formatted(group, language.code());
        try (InputStream in = Texts.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException(name + " is missing");
            var properties = new Properties();
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            Map<String, String> texts = new TreeMap<>();
            properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> in(Language language) {
        return Objects.requireNonNull(byLanguage.get(language));
    }

    boolean has(String key) {
        return in(Language.EN).containsKey(key);
    }

    /** Words with values put in. A key that nobody wrote shows itself: a page must not fail for a word. */
    String of(Language language, String key, Object... values) {
        String pattern = in(language).get(key);
        if (pattern == null) return key;
        return new MessageFormat(pattern, language.locale()).format(values);
    }
}
