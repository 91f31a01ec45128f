package io.momentum.ops.oidc;

import com.nimbusds.jwt.JWTClaimsSet;
import io.momentum.ops.oidc.OidcException.Kind;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an ID token has to say, its signature apart (OpenID Connect Core 1.0, 3.1.3.7). Pure. */
record ClaimRules(OidcConfig config) {

    /** How far clocks may be apart. */
    static final Duration SKEW = Duration.ofSeconds(60);

    private static final int NAME_MAX = 200;

    /**
     * Throws where it is not for us, not now, or not of this sign-in.
     *
     * @return whom it names
     */
    String check(JWTClaimsSet claims, String nonce, Instant now) throws OidcException {
        try {
            isForUs(claims);
            isNow(claims, now);
            if (!nonce.equals(claims.getStringClaim("nonce"))) throw unbelieved("the nonce is of another sign-in");
            return name(claims);
        } catch (ParseException e) {
            throw new OidcException(Kind.UNBELIEVED, "a claim of the ID token is of another kind", e);
        }
    }

    private void isForUs(JWTClaimsSet claims) throws OidcException, ParseException {
        if (!config.issuer().toString().equals(claims.getIssuer())) throw unbelieved("it is of another issuer");
        List<String> audience = claims.getAudience();
        if (!audience.contains(config.clientId())) throw unbelieved("it is for another client");
        @Nullable String authorized = claims.getStringClaim("azp");
        boolean ours = authorized == null ? audience.size() == 1 : authorized.equals(config.clientId());
        if (!ours) throw unbelieved("it was given to another client (azp)");
        if (claims.getSubject() == null || claims.getSubject().isEmpty()) throw unbelieved("it has no subject");
    }

    private static void isNow(JWTClaimsSet claims, Instant now) throws OidcException {
        Instant expires = time(claims.getExpirationTime(), "exp");
        Instant issued = time(claims.getIssueTime(), "iat");
        if (!now.minus(SKEW).isBefore(expires)) throw clock("the ID token ended", expires, now);
        if (issued.isAfter(now.plus(SKEW))) throw clock("the ID token begins later (iat)", now, issued);
        @Nullable Date from = claims.getNotBeforeTime();
        if (from != null && from.toInstant().isAfter(now.plus(SKEW)))
            throw clock("the ID token begins later (nbf)", now, from.toInstant());
    }

    private static Instant time(@Nullable Date date, String claim) throws OidcException {
        if (date == null) throw unbelieved("it has no " + claim);
        return date.toInstant();
    }

    private String name(JWTClaimsSet claims) throws OidcException, ParseException {
        String claim = config.claim();
        @Nullable String name = claims.getStringClaim(claim);
        if (name == null || name.isBlank() || name.length() > NAME_MAX)
            throw new OidcException(Kind.NAMELESS, "the ID token has no claim '" + claim + "' that names somebody");
        if (!claim.equals(OidcConfig.EMAIL)) return name;
        // Where it is not verified, anybody may have written anybody's there.
        if (!"true".equals(String.valueOf(claims.getClaim("email_verified"))))
            throw new OidcException(Kind.NAMELESS, "the provider has not verified the email (email_verified)");
        return name.toLowerCase(Locale.ROOT);
    }

    private static OidcException unbelieved(String detail) {
        return new OidcException(Kind.UNBELIEVED, "the ID token is not believed: " + detail);
    }

    private static OidcException clock(String what, Instant from, Instant until) {
        long apart = Duration.between(from, until).toSeconds();
        return new OidcException(Kind.CLOCK, "%s, %d s away from our clock".formatted(what, apart));
    }
}
