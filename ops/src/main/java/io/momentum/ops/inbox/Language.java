package io.momentum.ops.inbox;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A language that the inbox speaks. */
public enum Language {
    EN("en", "English"),
    ES("es", "Español");

    private final String code;
    private final String ownName;

    Language(String code, String ownName) {
        this.code = code;
        this.ownName = ownName;
    }

    /** Two letters, as in {@code lang}. */
    public String code() {
        return code;
    }

    /** As those who speak it call it. */
    public String ownName() {
        return ownName;
    }

    Locale locale() {
        return Locale.of(code);
    }

    static Optional<Language> of(String code) {
        for (Language each : values()) {
            if (each.code.equals(code)) return Optional.of(each);
        }
        return Optional.empty();
    }

    /** What a browser would rather read, as RFC 9110 section 12.5.4 has it; English where it says nothing that we speak. */
    static Language preferred(@Nullable String accepted) {
        if (accepted == null) return EN;
        try {
            List<Locale> ours = List.of(EN.locale(), ES.locale());
            Locale found = Locale.lookup(Locale.LanguageRange.parse(accepted), ours);
            return found == null ? EN : of(found.getLanguage()).orElse(EN);
        } catch (IllegalArgumentException e) {
            return EN;
        }
    }
}
