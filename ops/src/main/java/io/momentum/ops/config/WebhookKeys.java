package io.momentum.ops.config;

import io.momentum.ops.event.TypeFilter;
import io.momentum.ops.webhook.Backoff;
import io.momentum.ops.webhook.Mapping;
import io.momentum.ops.webhook.SigningSecret;
import io.momentum.ops.webhook.WebhookConfig;
import io.momentum.ops.webhook.WebhookConfig.Token;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code webhooks}: who is told of what, and how. */
final class WebhookKeys {

    private static final int SECRETS_MAX = 2;
    private static final int ATTEMPTS_MAX = 20;
    private static final int TOKEN_MAX = 1_000;
    private static final Duration TIMEOUT_MAX = Duration.ofSeconds(60);
    private static final Duration WAIT_MAX = Duration.ofDays(7);

    private final Mappings mappings;
    private final Map<String, String> places = new HashMap<>();

    WebhookKeys(Mappings mappings) {
        this.mappings = mappings;
    }

    List<WebhookConfig> read(List<Section> sections) {
        List<WebhookConfig> read = new ArrayList<>();
        for (Section each : sections) webhook(each).ifPresent(read::add);
        return List.copyOf(read);
    }

    private Optional<WebhookConfig> webhook(Section section) {
        var name = section.required("name", WebhookKeys::name);
        var url = section.required("url", WebhookKeys::url);
        List<SigningSecret> secrets = secrets(section);
        TypeFilter types = types(section);
        Mapping mapping = section.optional("template", Values.visible(1, 63))
                .flatMap(mappings::find)
                .orElse(Mapping.CLOUD_EVENT);
        Optional<Token> token =
                section.has("token") ? Secrets.of(section.section("token"), WebhookKeys::token) : Optional.empty();
        int rate = section.value("rate", Values.RATE, WebhookConfig.RATE);
        int concurrency = section.value(
                "concurrency", Values.integer(1, WebhookConfig.CONCURRENCY_MAX), WebhookConfig.CONCURRENCY);
        Duration timeout =
                section.value("timeout", Values.duration(Duration.ofMillis(100), TIMEOUT_MAX), WebhookConfig.TIMEOUT);
        Backoff backoff = backoff(section);
        boolean http = section.value("allowHttp", Values.FLAG, false);
        boolean isPrivate = section.value("allowPrivate", Values.FLAG, false);
        Path directory = section.source().reading().directory();
        String authority = section.optional("ca", file -> authority(directory.resolve(file)))
                .map(Placed::value)
                .orElse(null);
        section.end();
        name.ifPresent(this::isFirst);
        url.ifPresent(placed -> check(placed, http, mapping));
        if (name.isEmpty() || url.isEmpty() || secrets.isEmpty()) return Optional.empty();
        return Optional.of(new WebhookConfig(
                name.get().value(),
                url.get().value(),
                secrets,
                types,
                mapping,
                token,
                rate,
                concurrency,
                timeout,
                backoff,
                http,
                isPrivate,
                authority));
    }

    private void isFirst(Placed<String> name) {
        String first = places.putIfAbsent(name.value(), name.place());
        if (first != null) name.problem("a webhook has this name already, at " + first);
    }

    private static void check(Placed<URI> url, boolean http, Mapping mapping) {
        if (url.value().getScheme().equals("http") && !http)
            url.problem("url: plain HTTP shows texts and numbers to everybody between; 'allowHttp: true' allows it");
        boolean isPath = mapping.equals(Mapping.CLOUD_EVENT) || url.value().getRawQuery() == null;
        if (!isPath) url.problem("url: a template adds its own path to it, so it cannot have a query");
    }

    private static List<SigningSecret> secrets(Section section) {
        List<SigningSecret> secrets = new ArrayList<>();
        List<Section> given = section.sections("secrets");
        for (Section each : given) Secrets.of(each, SigningSecret::parse).ifPresent(secrets::add);
        if (given.isEmpty()) section.problem("'secrets' is missing: a list of one, or of two while a key is changed");
        if (given.size() > SECRETS_MAX) section.problem("secrets", "at most two");
        return List.copyOf(secrets);
    }

    private static TypeFilter types(Section section) {
        if (!section.has("types")) return TypeFilter.ALL;
        List<String> words = new ArrayList<>();
        for (var word : section.list("types", WebhookKeys::type)) words.add(word.value());
        if (section.isEmptyList("types")) section.problem("types", "must name at least one");
        return TypeFilter.of(words);
    }

    private static String type(String text) {
        TypeFilter.of(List.of(text));
        return text;
    }

    private static Backoff backoff(Section section) {
        if (!section.has("attempts")) return Backoff.DEFAULT;
        List<Duration> waits = new ArrayList<>();
        for (var wait : section.list("attempts", Values.duration(Duration.ZERO, WAIT_MAX))) waits.add(wait.value());
        if (waits.isEmpty() || waits.size() > ATTEMPTS_MAX) {
            section.problem("attempts", "must have 1 to " + ATTEMPTS_MAX + " waits, the one before the first included");
            return Backoff.DEFAULT;
        }
        return new Backoff(waits);
    }

    private static String name(String text) {
        if (text.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,62}")) return text;
        throw new IllegalArgumentException("must be 1 to 63 letters, digits, '-' or '_'");
    }

    private static URI url(String text) {
        String example = "https://crm.example.com/momentum";
        URI url = Values.url(text, example);
        boolean isWeb = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        if (!isWeb) throw new IllegalArgumentException("must be a URL such as " + example);
        if (url.getUserInfo() != null || url.getFragment() != null)
            throw new IllegalArgumentException("must have neither a password nor a fragment; see 'token'");
        return url;
    }

    private static Token token(String text) {
        return new Token(Values.printable(text, TOKEN_MAX));
    }

    /** Certificates in PEM. */
    static String authority(Path file) {
        try {
            String pem = Files.readString(file, StandardCharsets.US_ASCII);
            var in = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
            if (CertificateFactory.getInstance("X.509").generateCertificates(in).isEmpty())
                throw new IllegalArgumentException(file + " has no certificate");
            return pem;
        } catch (IOException e) {
            throw new IllegalArgumentException(FileProblems.explain(file, e), e);
        } catch (CertificateException e) {
            throw new IllegalArgumentException(file + " is no certificate in PEM", e);
        }
    }
}
