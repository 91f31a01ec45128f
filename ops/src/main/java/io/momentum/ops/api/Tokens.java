package io.momentum.ops.api;

import io.momentum.gateway.session.Swapped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who may use the API. Any thread. */
final class Tokens {

    private static final String SCHEME = "Bearer ";

    private final Directory directory;
    private final List<TokenConfig> fixed;
    private final Swapped<List<TokenConfig>> all = new Swapped<>(List.of());

    /** Takes the tokens that stay whatever the configuration says. */
    Tokens(Directory directory, List<TokenConfig> fixed) {
        this.directory = directory;
        this.fixed = List.copyOf(fixed);
    }

    void replace(List<TokenConfig> configured) {
        List<TokenConfig> both = new ArrayList<>(fixed);
        both.addAll(configured);
        all.set(List.copyOf(both));
    }

    /** Whom an Authorization header names. Looks at every token, so that the time tells nothing about where it stands. */
    Optional<Caller> caller(String authorization) {
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) return Optional.empty();
        return caller(TokenHash.of(authorization.substring(SCHEME.length()).strip()));
    }

    Directory directory() {
        return directory;
    }

    /** Whom a token names. */
    Optional<Caller> caller(TokenHash presented) {
        Optional<Caller> found = Optional.empty();
        for (TokenConfig token : all.get()) {
            if (token.hash().equals(presented)) {
                found = Optional.of(new Caller(token.name(), token.role(), token.account()));
            }
        }
        return found.isPresent() ? found : directory.caller(presented, Instant.now());
    }
}
