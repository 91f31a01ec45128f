package io.momentum.ops.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jwt.JWTClaimsSet;
import io.momentum.ops.oidc.OidcException.Kind;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class ClaimRulesTest {

    private static final Instant NOW = Instant.parse("2026-12-04T09:00:00Z");
    private static final URI ISSUER = URI.create("https://id.example.com/realm");

    private static ClaimRules rules(String claim) {
        return new ClaimRules(
                new OidcConfig(ISSUER, "momentum", Optional.empty(), List.of("openid"), claim, "", Optional.empty()));
    }

    private static JWTClaimsSet claims(Consumer<JWTClaimsSet.Builder> other) {
        var builder = new JWTClaimsSet.Builder()
                .issuer(ISSUER.toString())
                .audience("momentum")
                .subject("4711")
                .issueTime(Date.from(NOW))
                .expirationTime(Date.from(NOW.plusSeconds(300)))
                .claim("nonce", "n")
                .claim("email", "Ana@Acme.example")
                .claim("email_verified", true)
                .claim("preferred_username", "ana");
        other.accept(builder);
        return builder.build();
    }

    private static String named(String claim, Consumer<JWTClaimsSet.Builder> other) throws OidcException {
        return rules(claim).check(claims(other), "n", NOW);
    }

    private static void refused(Kind kind, Consumer<JWTClaimsSet.Builder> other) {
        var e = assertThrows(OidcException.class, () -> named("email", other));
        assertEquals(kind, e.kind(), e.getMessage());
    }

    private static Date in(long seconds) {
        return Date.from(NOW.plusSeconds(seconds));
    }

    @Test
    void aTokenForUsNamesAPersonAndAddressesInLowerCase() throws Exception {
        assertEquals("ana@acme.example", named("email", token -> {}));
        assertEquals("ana", named("preferred_username", token -> token.claim("email_verified", null)));
        assertEquals("4711", named("sub", token -> {}));
        assertEquals("ana@acme.example", named("email", token -> token.claim("email_verified", "true")));
    }

    @Test
    void itIsOfThisIssuerForThisClientAndThisSignIn() throws Exception {
        refused(Kind.UNBELIEVED, token -> token.issuer("https://id.example.com/other"));
        refused(Kind.UNBELIEVED, token -> token.issuer(ISSUER + "/"));
        refused(Kind.UNBELIEVED, token -> token.audience("somebody"));
        refused(Kind.UNBELIEVED, token -> token.audience(List.of()));
        refused(Kind.UNBELIEVED, token -> token.audience(List.of("momentum", "somebody")));
        refused(
                Kind.UNBELIEVED,
                token -> token.audience(List.of("momentum", "somebody")).claim("azp", "somebody"));
        refused(Kind.UNBELIEVED, token -> token.claim("azp", "somebody"));
        named("email", token -> token.audience(List.of("somebody", "momentum")).claim("azp", "momentum"));
        refused(Kind.UNBELIEVED, token -> token.claim("nonce", "another"));
        refused(Kind.UNBELIEVED, token -> token.claim("nonce", null));
        refused(Kind.UNBELIEVED, token -> token.claim("nonce", 7));
        refused(Kind.UNBELIEVED, token -> token.subject(null));
    }

    @Test
    void itHoldsNowGiveOrTakeAMinute() throws Exception {
        named("email", token -> token.expirationTime(in(-59)).issueTime(in(-300)));
        refused(Kind.CLOCK, token -> token.expirationTime(in(-60)).issueTime(in(-300)));
        named("email", token -> token.issueTime(in(60)).notBeforeTime(in(60)));
        refused(Kind.CLOCK, token -> token.issueTime(in(61)));
        refused(Kind.CLOCK, token -> token.notBeforeTime(in(61)));
        refused(Kind.UNBELIEVED, token -> token.expirationTime(null));
        refused(Kind.UNBELIEVED, token -> token.issueTime(null));
    }

    @Test
    void whatIsNotVerifiedNamesNobody() {
        refused(Kind.NAMELESS, token -> token.claim("email_verified", false));
        refused(Kind.NAMELESS, token -> token.claim("email_verified", null));
        refused(Kind.NAMELESS, token -> token.claim("email", null));
        refused(Kind.NAMELESS, token -> token.claim("email", " "));
        refused(Kind.NAMELESS, token -> token.claim("email", "a".repeat(201)));
        refused(Kind.UNBELIEVED, token -> token.claim("email", List.of("ana@acme.example")));
    }
}
