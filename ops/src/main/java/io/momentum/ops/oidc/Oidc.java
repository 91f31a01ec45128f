package io.momentum.ops.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.momentum.gateway.session.Swapped;
import io.momentum.ops.oidc.OidcException.Kind;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A provider, as those use it who sign somebody in. It is asked when it is needed first, so that Momentum starts without it. Any
 * thread that may block.
 */
public final class Oidc {

    static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);

    /** So many are asked about at a time: a provider that hangs must not take the threads of all others. */
    private static final int CALLS_MAX = 8;

    private static final Duration METADATA_LIFE = Duration.ofHours(1);
    private static final Duration KEYS_LIFE = Duration.ofMinutes(15);

    /** Unknown keys make us ask for the set twice within this time at most. */
    private static final Duration KEYS_AGAIN = Duration.ofSeconds(30);

    /** A provider that did not answer is not asked again at once. */
    private static final Duration DOWN = Duration.ofSeconds(2);

    private static final int TOKEN_MAX = 32 << 10;

    private final OidcConfig config;
    private final URI back;
    private final Supplier<Instant> clock;
    private final Wire wire;
    private final ClaimRules rules;
    private final Semaphore calls = new Semaphore(CALLS_MAX);
    private final Swapped<Optional<Known>> known = new Swapped<>(Optional.empty());
    private final Swapped<Instant> downUntil = new Swapped<>(Instant.MIN);

    /** The provider as it last said it was. */
    private record Known(Metadata metadata, DefaultJWTProcessor<SecurityContext> tokens, Instant until) {}

    /**
     * Somebody whom the provider knows.
     *
     * @param name the value of the claim
     * @param idToken what proved it, for signing out
     */
    public record Identity(String name, String idToken) {
        @Override
        public String toString() {
            return "Identity";
        }
    }

    /**
     * A provider that has not been asked yet.
     *
     * @param back where it sends browsers, as it knows it
     */
    public Oidc(OidcConfig config, URI back, Supplier<Instant> clock) {
        this.config = config;
        this.back = back;
        this.clock = clock;
        wire = new Wire(config.authority());
        rules = new ClaimRules(config);
    }

    public OidcConfig config() {
        return config;
    }

    /**
     * Where a browser is sent to sign in.
     *
     * @param verifier kept from the browser's address bar and from the provider until {@link #redeem}, 43 characters or more
     * @param language of the page, as {@code es}
     */
    public URI authorization(String state, String nonce, String verifier, String language) throws OidcException {
        Metadata metadata = calling(this::provider).metadata();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("response_type", "code");
        form.put("client_id", config.clientId());
        form.put("redirect_uri", back.toString());
        form.put("scope", String.join(" ", config.scopes()));
        form.put("state", state);
        form.put("nonce", nonce);
        form.put("code_challenge", challenge(verifier));
        form.put("code_challenge_method", "S256");
        form.put("ui_locales", language);
        return with(metadata.authorization(), form);
    }

    /**
     * Takes what a browser brought back.
     *
     * @param issuer who says so, as it came with the code; empty where nobody did
     */
    public Identity redeem(String code, String issuer, String verifier, String nonce) throws OidcException {
        return calling(() -> {
            Known provider = provider();
            boolean named = provider.metadata.namesItself() || !issuer.isEmpty();
            if (named && !issuer.equals(config.issuer().toString()))
                throw new OidcException(Kind.UNBELIEVED, "the code comes from another provider (iss)");
            String idToken = exchange(provider.metadata, code, verifier);
            JWTClaimsSet claims = verified(provider, idToken);
            return new Identity(rules.check(claims, nonce, clock.get()), idToken);
        });
    }

    /**
     * Where a browser is sent to sign out of the provider too; empty where that has no such place, or was not asked yet.
     *
     * @param after where it comes back to
     */
    public Optional<URI> endSession(String idToken, URI after) {
        Optional<URI> place = known.get().flatMap(each -> each.metadata.endSession());
        Map<String, String> form = new LinkedHashMap<>();
        form.put("id_token_hint", idToken);
        form.put("client_id", config.clientId());
        form.put("post_logout_redirect_uri", after.toString());
        return place.map(url -> with(url, form));
    }

    // ---- the provider

    private interface Asking<T> {
        T ask() throws OidcException;
    }

    private <T> T calling(Asking<T> asking) throws OidcException {
        if (!calls.tryAcquire()) throw new OidcException(Kind.BUSY, "too many sign-ins wait for the provider");
        try {
            return asking.ask();
        } finally {
            calls.release();
        }
    }

    private Known provider() throws OidcException {
        Optional<Known> before = known.get();
        Instant now = clock.get();
        if (before.isPresent() && now.isBefore(before.get().until)) return before.get();
        if (now.isBefore(downUntil.get()))
            throw new OidcException(Kind.UNREACHABLE, "the provider did not answer a moment ago");
        try {
            Known next = known(metadata(), before, now.plus(METADATA_LIFE));
            known.set(Optional.of(next));
            return next;
        } catch (OidcException e) {
            downUntil.set(now.plus(DOWN));
            throw e;
        }
    }

    private Metadata metadata() throws OidcException {
        return Metadata.parse(wire.getWhole(Metadata.place(config.issuer())).body(), config.issuer());
    }

    /** With the keys that are known already, where they are at the same place. */
    private Known known(Metadata metadata, Optional<Known> before, Instant until) throws OidcException {
        Optional<Known> same = before.filter(each -> each.metadata.keys().equals(metadata.keys()));
        return new Known(metadata, same.isPresent() ? same.get().tokens : tokens(metadata.keys()), until);
    }

    private DefaultJWTProcessor<SecurityContext> tokens(URI keys) throws OidcException {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keySet(keys)));
        processor.setJWTClaimsSetVerifier((claims, context) -> {}); // ClaimRules says more of what is wrong
        return processor;
    }

    private JWKSource<SecurityContext> keySet(URI keys) throws OidcException {
        try {
            return JWKSourceBuilder.create(keys.toURL(), this::keys)
                    .cache(KEYS_LIFE.toMillis(), 2 * Wire.PATIENCE.toMillis())
                    .refreshAheadCache(false)
                    .rateLimited(KEYS_AGAIN.toMillis())
                    .build();
        } catch (MalformedURLException e) {
            throw new OidcException(Kind.UNREACHABLE, "its jwks_uri is no URL", e);
        }
    }

    private Resource keys(URL url) throws IOException {
        try {
            Wire.Reply reply = wire.getWhole(URI.create(url.toString()));
            return new Resource(reply.body(), reply.type());
        } catch (OidcException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    // ---- a code, and what it brings

    private String exchange(Metadata metadata, String code, String verifier) throws OidcException {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", back.toString());
        form.put("client_id", config.clientId());
        form.put("code_verifier", verifier);
        String secret = config.clientSecret().map(each -> each.reveal()).orElse("");
        boolean inHeader = !secret.isEmpty() && !metadata.secretInForm();
        if (!secret.isEmpty() && !inHeader) form.put("client_secret", secret);
        String basic = encoded(config.clientId()) + ":" + encoded(secret);
        String authorization = inHeader
                ? "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.US_ASCII))
                : "";
        return idToken(wire.post(metadata.token(), encoded(form), authorization));
    }

    private static String idToken(Wire.Reply reply) throws OidcException {
        Map<String, Object> members;
        try {
            members = JSONObjectUtils.parse(reply.body(), Wire.BODY_MAX);
        } catch (ParseException e) {
            // What it is may be anything, also a token: it is not said.
            throw new OidcException(
                    Kind.UNREACHABLE, "the token endpoint answers %d and no JSON object".formatted(reply.status()), e);
        }
        if (reply.status() != 200)
            throw new OidcException(
                    Kind.DENIED,
                    "the token endpoint answers %d, %s".formatted(reply.status(), word(members.get("error"))));
        if (members.get("id_token") instanceof String token && token.length() <= TOKEN_MAX) return token;
        throw new OidcException(Kind.UNBELIEVED, "the token endpoint gives no ID token; is openid among the scopes?");
    }

    private static JWTClaimsSet verified(Known provider, String idToken) throws OidcException {
        try {
            return provider.tokens.process(SignedJWT.parse(idToken), null);
        } catch (ParseException e) {
            throw new OidcException(Kind.UNBELIEVED, "the ID token is not a signed one", e);
        } catch (RateLimitReachedException e) {
            throw new OidcException(Kind.UNBELIEVED, "the ID token is of an unknown key; the set was just read", e);
        } catch (KeySourceException e) {
            throw new OidcException(Kind.UNREACHABLE, "the keys of the provider cannot be read: " + e.getMessage(), e);
        } catch (BadJOSEException | JOSEException e) {
            throw new OidcException(
                    Kind.UNBELIEVED, "the ID token is not signed with RS256 or ES256 by a key of the provider", e);
        }
    }

    // ---- how it is written

    private static String challenge(String verifier) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return Base64URL.encode(sha.digest(verifier.getBytes(StandardCharsets.US_ASCII)))
                    .toString();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** A code of an error as RFC 6749 has it, and nothing else that a provider, or a visitor, may write. */
    public static String word(@Nullable Object error) {
        return error instanceof String text && text.matches("[A-Za-z0-9_.-]{1,60}") ? text : "no code of an error";
    }

    private static URI with(URI url, Map<String, String> parameters) {
        return URI.create(url + (url.getRawQuery() == null ? "?" : "&") + encoded(parameters));
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(each -> each.getKey() + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
