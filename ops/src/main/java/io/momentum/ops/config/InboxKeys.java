package io.momentum.ops.config;

import io.momentum.ops.inbox.InboxConfig;
import io.momentum.ops.oidc.OidcConfig;
import io.momentum.ops.oidc.OidcConfig.ClientSecret;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads {@code inbox}: where people find it, and by whom they sign in besides. */
final class InboxKeys {

    private static final int SECRET_MAX = 1_000;
    private static final String OPENID = "openid";

    private InboxKeys() {}

    static InboxConfig read(Section section) {
        Optional<URI> publicUrl =
                section.optional("publicUrl", InboxKeys::publicUrl).map(Placed::value);
        Optional<OidcConfig> oidc = oidc(section.section("oidc"), section.has("oidc"));
        if (section.has("oidc") && !section.has("publicUrl"))
            section.problem("oidc", "needs publicUrl: the provider sends browsers back there");
        section.end();
        return new InboxConfig(publicUrl, oidc);
    }

    private static Optional<OidcConfig> oidc(Section section, boolean wanted) {
        var issuer = optional(section, "issuer", InboxKeys::issuer, wanted);
        var clientId = optional(section, "clientId", Values.visible(1, 200), wanted);
        Optional<ClientSecret> secret = section.has("clientSecret")
                ? Secrets.of(section.section("clientSecret"), InboxKeys::secret)
                : Optional.empty();
        List<String> scopes = new ArrayList<>();
        for (var scope : section.list("scopes", Values.visible(1, 100))) scopes.add(scope.value());
        if (scopes.isEmpty()) scopes.addAll(OidcConfig.SCOPES);
        if (!scopes.contains(OPENID)) section.problem("scopes", "must have openid");
        String claim = section.value("claim", Values.visible(1, 100), OidcConfig.EMAIL);
        String name =
                section.optional("name", InboxKeys::name).map(Placed::value).orElse("");
        Path directory = section.source().reading().directory();
        Optional<String> authority = section.optional("ca", file -> WebhookKeys.authority(directory.resolve(file)))
                .map(Placed::value);
        section.end();
        if (issuer.isEmpty() || clientId.isEmpty()) return Optional.empty();
        return Optional.of(new OidcConfig(
                issuer.get().value(), clientId.get().value(), secret, List.copyOf(scopes), claim, name, authority));
    }

    private static <T> Optional<Placed<T>> optional(
            Section section, String key, Function<String, T> parser, boolean required) {
        return required ? section.required(key, parser) : section.optional(key, parser);
    }

    private static URI issuer(String text) {
        return safe(text, "https://id.example.com/realms/acme");
    }

    private static URI publicUrl(String text) {
        String example = "https://momentum.example.com";
        URI url = safe(text, example);
        if (url.getRawPath().isEmpty() || url.getRawPath().equals("/")) return url.resolve("/");
        throw new IllegalArgumentException("must be without a path, such as " + example);
    }

    private static URI safe(String text, String example) {
        URI url = Values.url(text, example);
        boolean plain = url.getUserInfo() == null && url.getRawQuery() == null && url.getRawFragment() == null;
        if (!plain) throw new IllegalArgumentException("must be a URL such as " + example);
        if (!OidcConfig.isSafe(url))
            throw new IllegalArgumentException("must be https: what is said there lets people in");
        return url;
    }

    private static ClientSecret secret(String text) {
        return new ClientSecret(Values.printable(text, SECRET_MAX));
    }

    private static String name(String text) {
        if (!text.isBlank() && text.length() <= 40) return text.strip();
        throw new IllegalArgumentException("must be 1 to 40 characters");
    }
}
