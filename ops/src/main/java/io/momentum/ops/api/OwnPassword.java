package io.momentum.ops.api;

import io.momentum.gateway.server.Password;
import io.momentum.ops.care.Care;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A person gives itself another password, and proves with the present one that it is no guest at its desk. The first one is given by
 * those who manage people: a token that got lost must not become a password, which lasts.
 */
final class OwnPassword {

    private final Directory directory;
    private final Guesses guesses;
    private final Saved passwords;

    OwnPassword(Care care, Directory directory, Guesses guesses) {
        this.directory = directory;
        this.guesses = guesses;
        passwords = new Saved(care, Directory.PASSWORD);
    }

    Answer change(Call call) {
        String person = call.caller().name();
        String present = call.body().getString("current");
        String wanted = call.body().getString("password");
        String kept = call.caller().isPerson() ? directory.password(person).orElse("") : "";
        if (kept.isEmpty())
            throw Problem.of(409, "NO_PASSWORD", "No password", "Those who manage people give the first one.")
                    .refusal();
        var tried = guesses.check(
                call.origin().visitor(),
                person,
                () -> Password.hashed(kept).matches(present) ? Optional.of(kept) : Optional.empty());
        if (tried.tooMany())
            throw Problem.of(429, "TOO_MANY_TRIES", "Too many tries", "Wait a minute.")
                    .refusal();
        boolean right = tried.right().isPresent();
        if (!right)
            throw Problem.of(403, "WRONG_PASSWORD", "Wrong password", "The present password is another one.")
                    .refusal();
        if (wanted.equals(present))
            throw Problem.unprocessable("SAME_PASSWORD", "It is the present one.")
                    .refusal();
        keep(call, person, kept, Password.hash(wanted));
        return Answer.empty();
    }

    private void keep(Call call, String person, String before, String hash) {
        // Somebody who manages people may have given another one while this was made.
        if (!directory.password(person).filter(before::equals).isPresent())
            throw Problem.of(409, "CHANGED", "Changed meanwhile", "The password is another one now.")
                    .refusal();
        JsonObject next = new JsonObject()
                .put("hash", hash)
                .put("by", call.caller().actor())
                .put("at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        passwords.put(call, person, next, "hash");
        directory.refresh();
    }
}
