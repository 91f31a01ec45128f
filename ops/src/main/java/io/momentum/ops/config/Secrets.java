package io.momentum.ops.config;

import io.momentum.gateway.carrier.CarrierConfig.Secret;
import io.momentum.gateway.server.Password;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Passwords: written down as they are, hashed, or fetched from a file, the environment or a systemd credential. */
final class Secrets {

    /** Longer than any SMPP peer takes (9 octets by the standard, more by habit); a limit for files that are not passwords. */
    private static final int BYTES_MAX = 1024;

    private static final int LENGTH_MAX = 64;

    private Secrets() {}

    /** What an ESME must know: a hash will do, also one that comes from a file, the environment or a credential. */
    static Optional<Password> ofAccount(Section account) {
        Section section = account.section("password");
        var hash = section.optional("hash", Password::hashed);
        var plain = section.optional("plain", text -> Password.plain(notEmpty(password(text))));
        return one(
                account,
                section,
                Stream.concat(
                        Stream.of(hash, plain),
                        fetched(
                                section,
                                text -> Password.isHash(text)
                                        ? Password.hashed(text)
                                        : Password.plain(notEmpty(password(text))))));
    }

    /** What we tell an SMSC: it needs the password itself. */
    static Optional<Secret> ofCarrier(Section carrier) {
        Section section = carrier.section("password");
        var plain = section.optional("plain", text -> new Secret(password(text)));
        return one(
                carrier,
                section,
                Stream.concat(Stream.of(plain), fetched(section, text -> new Secret(password(text)))));
    }

    /** The value of an HTTP header, where there is one. */
    static Optional<Secret> header(Section owner, String key) {
        if (!owner.has(key)) return Optional.empty();
        Section section = owner.section(key);
        var plain = section.optional("plain", text -> new Secret(headerValue(text)));
        var others = fetched(section, text -> new Secret(headerValue(text)));
        return one(owner, key, section, Stream.concat(Stream.of(plain), others));
    }

    private static String headerValue(String text) {
        if (!text.isEmpty() && text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) return text;
        throw new IllegalArgumentException("must be visible ASCII characters");
    }

    /** What others are told or shown, where the mapping itself says where it is. */
    static <T> Optional<T> of(Section section, Function<String, T> parser) {
        List<Optional<Placed<T>>> found = Stream.concat(
                        Stream.of(section.optional("plain", parser)), fetched(section, parser))
                .toList();
        section.end();
        if (section.size() != 1) section.problem("must have exactly one of " + section.knownKeys());
        return found.stream().flatMap(Optional::stream).map(Placed::value).findFirst();
    }

    /** A secret that stands in a file, the environment or a credential, never in the configuration itself. */
    static <T> Optional<T> text(Section owner, String key, Function<String, T> parser) {
        Section section = owner.section(key);
        List<Optional<Placed<T>>> found = fetched(section, parser).toList();
        section.end();
        if (section.size() != 1) owner.problem(key, "must have exactly one of " + section.knownKeys());
        return found.stream().flatMap(Optional::stream).map(Placed::value).findFirst();
    }

    private static <T> Stream<Optional<Placed<T>>> fetched(Section section, Function<String, T> parser) {
        Reading reading = section.source().reading();
        return Stream.of(
                section.optional(
                        "file",
                        name -> parser.apply(contents(reading.directory().resolve(name)))),
                section.optional("env", name -> parser.apply(variable(reading, name))),
                section.optional("credential", name -> parser.apply(contents(credential(reading, name)))));
    }

    private static <T> Optional<T> one(Section owner, Section section, Stream<Optional<Placed<T>>> found) {
        return one(owner, "password", section, found);
    }

    private static <T> Optional<T> one(Section owner, String key, Section section, Stream<Optional<Placed<T>>> found) {
        section.end();
        if (!owner.has(key)) {
            owner.problem("'" + key + "' is missing");
            return Optional.empty();
        }
        if (section.size() != 1) owner.problem(key, "must have exactly one of " + section.knownKeys());
        return found.flatMap(Optional::stream).map(Placed::value).findFirst();
    }

    private static String variable(Reading reading, String name) {
        String value = reading.environment().get(name);
        if (value == null) throw new IllegalArgumentException("the environment has no variable '" + name + "'");
        return value;
    }

    private static Path credential(Reading reading, String name) {
        String directory = reading.environment().get("CREDENTIALS_DIRECTORY");
        if (directory == null) {
            throw new IllegalArgumentException(
                    "no credentials here: CREDENTIALS_DIRECTORY is set by systemd's LoadCredential=");
        }
        if (name.contains("/") || name.startsWith("."))
            throw new IllegalArgumentException("must be a name, not a path");
        return Path.of(directory, name);
    }

    private static String contents(Path file) {
        try {
            if (Files.size(file) > BYTES_MAX) throw new IllegalArgumentException(file + " is too long for a password");
            return Files.readString(file, StandardCharsets.UTF_8).stripTrailing();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + " is not a text", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(FileProblems.explain(file, e), e);
        }
    }

    private static String notEmpty(String text) {
        if (text.isEmpty()) throw new IllegalArgumentException("must not be empty");
        return text;
    }

    private static String password(String text) {
        if (text.length() <= LENGTH_MAX && text.chars().allMatch(c -> c >= ' ' && c != 0x7f && c <= 0xff)) return text;
        throw new IllegalArgumentException("must be at most " + LENGTH_MAX + " Latin-1 characters");
    }
}
