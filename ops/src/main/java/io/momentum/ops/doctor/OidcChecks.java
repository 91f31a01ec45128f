package io.momentum.ops.doctor;

import io.momentum.ops.oidc.Inspection;
import io.momentum.ops.oidc.OidcConfig;
import io.momentum.ops.oidc.OidcException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The provider by which people sign in: whether it answers, is who it should be, has a key for us, and knows the time. */
final class OidcChecks {

    private final Optional<OidcConfig> oidc;
    private final Supplier<Instant> clock;

    OidcChecks(Optional<OidcConfig> oidc, Supplier<Instant> clock) {
        this.oidc = oidc;
        this.clock = clock;
    }

    List<Finding> all() {
        return oidc.map(this::of).orElseGet(List::of);
    }

    private List<Finding> of(OidcConfig config) {
        URI place = Inspection.place(config);
        try {
            Inspection found = Inspection.of(config, clock);
            return List.of(
                    Finding.ok("inbox.oidc", config.issuer() + " answers and calls itself so"),
                    keys(found),
                    time(found.ahead()));
        } catch (OidcException e) {
            return List.of(Finding.fail("inbox.oidc", String.valueOf(e.getMessage()), todo(e, place)));
        }
    }

    private static String todo(OidcException e, URI place) {
        return switch (e.kind()) {
            case UNBELIEVED -> "compare inbox.oidc.issuer with what the provider says, to the letter: curl -s " + place;
            default ->
                "curl -v " + place + "; see the firewall and the resolver, and inbox.oidc.ca where its certificate is"
                        + " of an authority of your own";
        };
    }

    private static Finding keys(Inspection found) {
        if (found.usableKeys() > 0)
            return Finding.ok(
                    "inbox.oidc keys", "%d of %d can sign for us".formatted(found.usableKeys(), found.keys()));
        return Finding.fail(
                "inbox.oidc keys",
                "none of its %d keys can sign an ID token for us".formatted(found.keys()),
                "let the provider sign ID tokens of this client with RS256 or ES256");
    }

    private static Finding time(Optional<Duration> ahead) {
        String check = "inbox.oidc clock";
        if (ahead.isEmpty()) return Finding.skipped(check, "the provider does not tell the time");
        long seconds = ahead.get().toSeconds();
        String said =
                "the provider's clock is %d s %s ours".formatted(Math.abs(seconds), seconds < 0 ? "behind" : "before");
        String todo = "chronyc tracking, here; else ask the provider: ID tokens are refused beyond %d s"
                .formatted(Inspection.SKEW_MAX.toSeconds());
        Duration apart = ahead.get().abs();
        if (apart.compareTo(Inspection.SKEW_MAX) > 0) return Finding.fail(check, said, todo);
        if (apart.compareTo(Inspection.SKEW_MAX.dividedBy(2)) > 0) return Finding.warn(check, said, todo);
        return Finding.ok(check, said);
    }
}
