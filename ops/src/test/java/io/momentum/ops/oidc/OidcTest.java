package io.momentum.ops.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.momentum.ops.oidc.FakeIssuer.Signs;
import io.momentum.ops.oidc.OidcConfig.ClientSecret;
import io.momentum.ops.oidc.OidcException.Kind;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said to a provider, and what is made of what it says. */
final class OidcTest {

    private static final URI BACK = URI.create("https://momentum.example.com/inbox/sign-in/oidc/back");
    private static final String VERIFIER = "v".repeat(43);

    private final AtomicReference<Instant> clock = new AtomicReference<>(Instant.now());
    private FakeIssuer issuer;
    private Oidc oidc;

    @BeforeEach
    void start() throws Exception {
        issuer = new FakeIssuer();
        oidc = oidc(FakeIssuer.SECRET);
    }

    private Oidc oidc(String secret) {
        var config = new OidcConfig(
                issuer.url(),
                FakeIssuer.CLIENT,
                Optional.of(new ClientSecret(secret)),
                OidcConfig.SCOPES,
                OidcConfig.EMAIL,
                "",
                Optional.empty());
        return new Oidc(config, BACK, clock::get);
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    private String code() throws Exception {
        String query = issuer.consent(oidc.authorization("state", "nonce", VERIFIER, "en"))
                .getRawQuery();
        return query.replaceAll("code=([^&]+).*", "$1");
    }

    private OidcException fails(Kind kind, String why) {
        var e = assertThrows(OidcException.class, () -> oidc.authorization("state", "nonce", VERIFIER, "en"));
        assertEquals(kind, e.kind(), e.getMessage());
        assertTrue(e.getMessage().contains(why), e.getMessage());
        return e;
    }

    @Test
    void aCodeBringsWhoItIs() throws Exception {
        var identity = oidc.redeem(code(), issuer.url().toString(), VERIFIER, "nonce");
        assertEquals("ana@acme.example", identity.name());
        assertFalse(identity.toString().contains("ana"));
        URI bye = oidc.endSession(identity.idToken(), URI.create("https://momentum.example.com/inbox/sign-in"))
                .orElseThrow();
        assertTrue(bye.getRawQuery().contains("id_token_hint=" + identity.idToken()));
        assertEquals(Optional.empty(), oidc(FakeIssuer.SECRET).endSession("token", BACK), "it was not asked yet");
    }

    @Test
    void whoeverHasTheCodeAloneGetsNothing() throws Exception {
        String code = code();
        var e = assertThrows(
                OidcException.class, () -> oidc.redeem(code, issuer.url().toString(), "w".repeat(43), "nonce"));
        assertEquals("the token endpoint answers 400, invalid_grant", e.getMessage());
        String other = code();
        oidc = oidc("another secret");
        var wrong = assertThrows(
                OidcException.class, () -> oidc.redeem(other, issuer.url().toString(), VERIFIER, "nonce"));
        assertEquals("the token endpoint answers 401, invalid_client", wrong.getMessage());
    }

    @Test
    void anUnknownKeyMakesUsReadTheKeysAgainAndNotOftener() throws Exception {
        redeem();
        assertEquals(1, issuer.asked("keys"));
        issuer.changesItsKey();
        redeem();
        assertEquals(2, issuer.asked("keys"));
        issuer.signs(Signs.BY_A_STRANGER);
        for (int i = 0; i < 3; i++)
            assertEquals(
                    Kind.UNBELIEVED,
                    assertThrows(OidcException.class, this::redeem).kind());
        assertEquals(2, issuer.asked("keys"));
        assertEquals(1, issuer.asked(".well-known/openid-configuration"));
    }

    private void redeem() throws Exception {
        oidc.redeem(code(), issuer.url().toString(), VERIFIER, "nonce");
    }

    @Test
    void whatIsNoProviderIsSaidAndLeftAloneForAMoment() throws Exception {
        Map<String, String> troubles = Map.of(
                "500", "answers 500",
                "huge", "does not answer as it should",
                "html", "its configuration is no JSON object",
                "hangs", "takes longer than 5 s");
        for (Map.Entry<String, String> each : troubles.entrySet()) {
            issuer.hasTrouble(each.getKey());
            fails(Kind.UNREACHABLE, each.getValue());
            int asked = issuer.asked(".well-known/openid-configuration");
            fails(Kind.UNREACHABLE, "did not answer a moment ago");
            assertEquals(asked, issuer.asked(".well-known/openid-configuration"));
            passes(Duration.ofSeconds(3));
        }
        issuer.isHonest();
        issuer.callsItself("https://id.example.com");
        fails(Kind.UNBELIEVED, "another issuer");
        passes(Duration.ofSeconds(3));
        issuer.isHonest();
        assertEquals("state", state(oidc.authorization("state", "nonce", VERIFIER, "en")));
        issuer.close();
        passes(Duration.ofMinutes(59));
        oidc.authorization("state", "nonce", VERIFIER, "en");
        passes(Duration.ofMinutes(2));
        fails(Kind.UNREACHABLE, "does not answer as it should");
    }

    private void passes(Duration time) {
        clock.updateAndGet(now -> now.plus(time));
    }

    private static String state(URI url) {
        return url.getRawQuery().replaceAll(".*&state=([^&]+).*", "$1");
    }

    @Test
    void aTokenEndpointThatBreaksIsNotTakenForARefusal() throws Exception {
        String code = code();
        issuer.hasTrouble("html");
        var e = assertThrows(
                OidcException.class, () -> oidc.redeem(code, issuer.url().toString(), VERIFIER, "nonce"));
        assertEquals(Kind.UNREACHABLE, e.kind());
    }

    @Test
    void endpointsAreForTlsOrThisMachine() throws Exception {
        String json = """
            {"issuer": "https://id.example.com/a", "authorization_endpoint": "https://id.example.com/a/auth",
             "token_endpoint": "%s", "jwks_uri": "https://id.example.com/a/keys",
             "token_endpoint_auth_methods_supported": ["client_secret_post"]}
            """;
        URI place = URI.create("https://id.example.com/a");
        Metadata good = Metadata.parse(json.formatted("https://other.example.com/token?x=1"), place);
        assertTrue(good.secretInForm());
        assertEquals(Optional.empty(), good.endSession());
        for (String url : List.of("http://id.example.com/token", "file:///etc/passwd", "::", "https://x.example/#y"))
            assertThrows(OidcException.class, () -> Metadata.parse(json.formatted(url), place), url);
        assertThrows(OidcException.class, () -> Metadata.parse("{\"issuer\": \"" + place + "\"}", place));
        assertEquals(
                "https://id.example.com/a/.well-known/openid-configuration",
                Metadata.place(place).toString());
    }
}
