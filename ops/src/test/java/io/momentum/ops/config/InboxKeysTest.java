package io.momentum.ops.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.inbox.InboxConfig;
import io.momentum.ops.oidc.OidcConfig;
import io.momentum.ops.oidc.OidcConfig.ClientSecret;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxKeysTest {

    private static final String OIDC = "inbox: { publicUrl: \"https://m.example.com\", oidc: { %s } }\n";
    private static final String LEAST = "issuer: \"https://id.example.com/realms/acme\", clientId: momentum";

    @TempDir
    Path directory;

    private MomentumConfig read(String text) throws Exception {
        Path file = Files.writeString(directory.resolve("momentum.yaml"), text);
        return ConfigFile.read(file, Map.of("OIDC", "from the environment"));
    }

    @Test
    void defaults() throws Exception {
        assertEquals(InboxConfig.NONE, read("host: 1\n").inbox());
        InboxConfig inbox = read(OIDC.formatted(LEAST)).inbox();
        assertEquals(Optional.of(URI.create("https://m.example.com/")), inbox.publicUrl());
        assertEquals(
                new OidcConfig(
                        URI.create("https://id.example.com/realms/acme"),
                        "momentum",
                        Optional.empty(),
                        List.of("openid", "email"),
                        "email",
                        "",
                        Optional.empty()),
                inbox.oidc().orElseThrow());
    }

    @Test
    void everyKeyIsMapped() throws Exception {
        String keys = LEAST + ", clientSecret: { env: OIDC }, scopes: [openid, profile], claim: preferred_username,"
                + " name: Acme";
        MomentumConfig config = read(OIDC.formatted(keys));
        assertEquals(
                new OidcConfig(
                        URI.create("https://id.example.com/realms/acme"),
                        "momentum",
                        Optional.of(new ClientSecret("from the environment")),
                        List.of("openid", "profile"),
                        "preferred_username",
                        "Acme",
                        Optional.empty()),
                config.inbox().oidc().orElseThrow());
        assertFalse(config.inbox().toString().contains("environment"), "it is never printed");
        assertEquals(List.of("inbox"), Reload.between(read("host: 0\n"), config).needsRestart());
        assertEquals(
                "https://10.0.0.7:8443/",
                read("inbox: { publicUrl: \"https://10.0.0.7:8443/\" }")
                        .inbox()
                        .publicUrl()
                        .orElseThrow()
                        .toString());
    }

    @Test
    void mistakesAreToldWithTheirPlace() throws Exception {
        Files.writeString(directory.resolve("none.pem"), "no certificate");
        Map<String, String> mistakes = Map.ofEntries(
                Map.entry("inbox: { oidc: { " + LEAST + " } }", "1:16: oidc: needs publicUrl"),
                Map.entry("inbox: { publicUrl: \"http://m.example.com\" }", "publicUrl: must be https"),
                Map.entry("inbox: { publicUrl: \"https://m.example.com/inbox\" }", "publicUrl: must be without a path"),
                Map.entry("inbox: { publicUrl: m.example.com }", "publicUrl: must be a URL such as"),
                Map.entry(OIDC.formatted("clientId: m"), "'issuer' is missing"),
                Map.entry(OIDC.formatted("issuer: \"https://id.example.com\""), "'clientId' is missing"),
                Map.entry(OIDC.formatted("issuer: \"http://10.0.0.7\", clientId: m"), "issuer: must be https"),
                Map.entry(
                        OIDC.formatted("issuer: \"https://id.example.com?x=1\", clientId: m"), "issuer: must be a URL"),
                Map.entry(OIDC.formatted(LEAST + ", scopes: [email]"), "scopes: must have openid"),
                Map.entry(OIDC.formatted(LEAST + ", clientSecret: {}"), "must have exactly one of"),
                Map.entry(OIDC.formatted(LEAST + ", clientSecret: { plain: \"\" }"), "must be 1 to 1000 ASCII"),
                Map.entry(OIDC.formatted(LEAST + ", ca: none.pem"), "none.pem"),
                Map.entry(OIDC.formatted(LEAST + ", clam: sub"), "unknown key 'clam'"));
        for (Map.Entry<String, String> each : mistakes.entrySet()) {
            var e = assertThrows(ConfigException.class, () -> read(each.getKey() + "\n"), each.getKey());
            String all = e.problems().toString();
            assertTrue(all.contains(each.getValue()), all);
        }
    }
}
