package io.momentum.ops.api;

import io.momentum.gateway.server.Password;
import java.util.Optional;

/**
 * Who comes in by other ways than with a token in each request. What proves it is asked again each time: a token that was
 * revoked, a password that was changed, a person that has left ends the stay at once. Any thread.
 */
public final class SignIns {

    /** Compared with where nobody is known, so that the time does not tell who is. */
    private static final Password NOBODY = Password.hashed(Password.hash("nobody"));

    private final Tokens tokens;

    SignIns(Tokens tokens) {
        this.tokens = tokens;
    }

    /**
     * What was proved, and may be kept in memory.
     *
     * @param token its hash; empty where it was a password
     * @param person whose password it was
     * @param password the hash that it fitted
     */
    public record Badge(Optional<TokenHash> token, String person, String password) {

        @Override
        public String toString() {
            return "Badge";
        }
    }

    public Optional<Badge> byToken(String token) {
        TokenHash hash = TokenHash.of(token.strip());
        return tokens.caller(hash).map(who -> new Badge(Optional.of(hash), "", ""));
    }

    /** Takes tens of milliseconds, on purpose. */
    public Optional<Badge> byPassword(String person, String password) {
        Directory directory = tokens.directory();
        String kept = directory.password(person).orElse("");
        boolean fits = (kept.isEmpty() ? NOBODY : Password.hashed(kept)).matches(password);
        if (kept.isEmpty() || !fits) return Optional.empty();
        var badge = new Badge(Optional.empty(), person, kept);
        return caller(badge).map(who -> badge);
    }

    /** Who that is now; empty where it does not hold any more. */
    public Optional<Caller> caller(Badge badge) {
        if (badge.token().isPresent()) return tokens.caller(badge.token().get());
        Directory directory = tokens.directory();
        boolean holds = directory
                .password(badge.person())
                .filter(badge.password()::equals)
                .isPresent();
        return holds ? directory.asCaller(badge.person()) : Optional.empty();
    }

    /** The name of a person for people; the id itself where none is known. */
    public String nameOf(String person) {
        return tokens.directory().person(person).map(who -> who.name()).orElse(person);
    }
}
