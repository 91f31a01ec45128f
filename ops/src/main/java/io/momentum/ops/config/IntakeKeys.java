package io.momentum.ops.config;

import io.momentum.gateway.codec.Gsm7Fit;
import io.momentum.gateway.intake.Country;
import io.momentum.gateway.intake.IntakeRules;
import io.momentum.gateway.intake.IntakeRules.Answer;
import io.momentum.gateway.intake.IntakeRules.Fit;
import io.momentum.gateway.intake.IntakeRules.Repeats;
import io.momentum.ops.contacts.PhoneCountry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The keys of an account that say what is made of its messages before they are taken. */
final class IntakeKeys {

    private static final Map<String, Boolean> NATIONAL = Map.of("refuse", false, "as-they-are", true);
    private static final int MOST = 100_000;

    private IntakeKeys() {}

    static IntakeRules read(Section account) {
        Optional<Country> country = country(account);
        boolean takesNational = account.value("nationalNumbers", Values.choice(NATIONAL), false);
        Optional<Repeats> repeats = repeats(account.section("duplicates"), account.has("duplicates"));
        Fit fit = fit(account.section("gsm7"));
        return new IntakeRules(country, takesNational, repeats, fit);
    }

    /** {@code country} of an account or a carrier. */
    static Optional<Country> country(Section section) {
        return section.optional("country", IntakeKeys::country).map(Placed::value);
    }

    private static Country country(String text) {
        try {
            return PhoneCountry.of(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be a country such as ES or 34, not '%s'".formatted(text), e);
        }
    }

    private static Optional<Repeats> repeats(Section section, boolean isThere) {
        var within = section.optional("within", Values.duration(Duration.ofSeconds(1), Duration.ofDays(1)));
        int most = section.value("most", Values.integer(1, 10_000_000), MOST);
        Answer answer = section.value("answer", Values.constant(Answer.class), Answer.REFUSE);
        section.end();
        if (!isThere) return Optional.empty();
        if (!section.has("within")) section.problem("'within' is missing");
        return within.map(duration -> new Repeats(duration.value(), most, answer));
    }

    private static Fit fit(Section section) {
        var fit = new Fit(
                section.value("fit", Values.constant(Gsm7Fit.Level.class), Gsm7Fit.Level.OFF),
                section.value("submits", Values.FLAG, false));
        section.end();
        return fit;
    }
}
