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
    private final Guesses guesses;

    SignIns(Tokens tokens, Guesses guesses) {
        this.tokens = tokens;
        this.guesses = guesses;
    }

    /** What was proved, and may be kept in memory. */
    public sealed interface Badge {

        /** A token, by its hash. */
        record OfToken(TokenHash token) implements Badge {
            @Override
            public String toString() {
                return "OfToken";
            }
        }

        /**
         * A password.
         *
         * @param hash that it fitted
         */
        record OfPassword(String person, String hash) implements Badge {
            @Override
            public String toString() {
                return "OfPassword";
            }
        }

        /** The word of a provider. */
        record OfProvider(String person) implements Badge {}
    }

    /** Whom a provider names that is believed; empty where nobody here is called so. */
    public Optional<Badge> byProvider(String person) {
        var badge = new Badge.OfProvider(person);
        return caller(badge).map(who -> badge);
    }

    /** What holds back who guesses. */
    public Guesses guesses() {
        return guesses;
    }

    public Optional<Badge> byToken(String token) {
        TokenHash hash = TokenHash.of(token.strip());
        return tokens.caller(hash).map(who -> new Badge.OfToken(hash));
    }

    /** Takes tens of milliseconds, on purpose. */
    public Optional<Badge> byPassword(String person, String password) {
        Directory directory = tokens.directory();
        String kept = directory.password(person).orElse("");
        boolean fits = (kept.isEmpty() ? NOBODY : Password.hashed(kept)).matches(password);
        if (kept.isEmpty() || !fits) return Optional.empty();
        var badge = new Badge.OfPassword(person, kept);
        return caller(badge).map(who -> badge);
    }

    /** Who that is now; empty where it does not hold any more. */
    public Optional<Caller> caller(Badge badge) {
        Directory directory = tokens.directory();
        return switch (badge) {
            case Badge.OfToken proved -> tokens.caller(proved.token());
            case Badge.OfProvider proved -> directory.asCaller(proved.person());
            case Badge.OfPassword proved ->
                directory
                        .password(proved.person())
                        .filter(proved.hash()::equals)
                        .flatMap(same -> directory.asCaller(proved.person()));
        };
    }

    /** Whether somebody has a password, which it may change. */
    public boolean hasPassword(Caller caller) {
        return caller.isPerson() && tokens.directory().password(caller.name()).isPresent();
    }

    /** The same after its person has another password: of one that was proved by the password before, for the new one. */
    public Badge renewed(Badge badge) {
        if (!(badge instanceof Badge.OfPassword proved)) return badge;
        return tokens.directory()
                .password(proved.person())
                .<Badge>map(hash -> new Badge.OfPassword(proved.person(), hash))
                .orElse(badge);
    }

    /** The name of a person for people; the id itself where none is known. */
    public String nameOf(String person) {
        return tokens.directory().person(person).map(who -> who.name()).orElse(person);
    }
}
