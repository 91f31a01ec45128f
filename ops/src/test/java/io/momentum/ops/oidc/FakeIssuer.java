package io.momentum.ops.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * An OpenID provider on loopback, with real keys, that lets everybody in who asks, and lies where a test wants it to. It checks what a
 * provider has to: client, secret, redirect, PKCE, and that a code is used once.
 */
public final class FakeIssuer implements AutoCloseable {

    public static final String CLIENT = "momentum";
    public static final String SECRET = "s3cr&t: of a client";

    /** How ID tokens are signed. */
    public enum Signs {
        RS256,
        ES256,
        NOT_AT_ALL,
        BY_HMAC_OF_THE_PUBLIC_KEY,
        BY_A_STRANGER
    }

    private record Grant(Map<String, String> asked) {}

    private final HttpServer server;
    private final String url;
    private final Map<String, Grant> codes = new ConcurrentHashMap<>();
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private final Map<String, Object> says = new ConcurrentHashMap<>();
    private final List<String> leavesOut = new CopyOnWriteArrayList<>();
    private final List<String> secrets = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ECKey elliptic;
    private final RSAKey stranger;
    private volatile RSAKey rsa;
    private volatile Signs signs = Signs.RS256;
    private volatile String trouble = "";
    private volatile boolean encrypts;
    private volatile String namesItself = "";

    public FakeIssuer() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        url = "http://localhost:" + server.getAddress().getPort() + "/realm";
        namesItself = url;
        rsa = key();
        stranger = key();
        elliptic = new ECKeyGenerator(Curve.P_256).keyID("elliptic").generate();
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        on("/realm/.well-known/openid-configuration", this::configuration);
        on("/realm/keys", this::keys);
        on("/realm/authorize", this::authorize);
        on("/realm/token", this::token);
        on("/realm/logout", exchange -> answer(exchange, 200, "text/html", "<h1>Signed out there</h1>"));
        server.start();
    }

    private static RSAKey key() throws JOSEException {
        return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
    }

    // ---- what a test wants

    public URI url() {
        return URI.create(url);
    }

    /** Tells the truth again. */
    public void isHonest() {
        says.clear();
        leavesOut.clear();
        signs = Signs.RS256;
        trouble = "";
        encrypts = false;
        namesItself = url;
        asked.clear();
    }

    /** Another value of a claim. */
    public void says(String claim, Object value) {
        says.put(claim, value);
    }

    public void leavesOut(String claim) {
        leavesOut.add(claim);
    }

    public void signs(Signs how) {
        signs = how;
    }

    /** Has another key from now on. */
    public void changesItsKey() throws Exception {
        rsa = key();
    }

    /** Its keys are for other things than signing. */
    public void hasKeysForEncryptionOnly() {
        encrypts = true;
    }

    /** The token endpoint, or all: {@code 500}, {@code huge}, {@code hangs}, {@code html}; empty for none. */
    public void hasTrouble(String kind) {
        trouble = kind;
    }

    /** As its configuration names the issuer. */
    public void callsItself(String name) {
        namesItself = name;
    }

    /** How often a path was asked for, below {@code /realm/}. */
    public int asked(String path) {
        return asked.getOrDefault("/realm/" + path, 0);
    }

    /** What must be in no log: codes, tokens, verifiers. */
    public List<String> secrets() {
        return secrets;
    }

    /** What the browser would do with the page of {@code authorize}: it consents. @return where it is sent back */
    public URI consent(URI authorization) throws Exception {
        return URI.create(back(parameters(authorization.getRawQuery())));
    }

    // ---- what it serves

    private interface Serving {
        void serve(HttpExchange exchange) throws Exception;
    }

    private void on(String path, Serving serving) {
        server.createContext(path, exchange -> {
            asked.merge(exchange.getRequestURI().getPath(), 1, Integer::sum);
            try (exchange) {
                if (trouble.equals("500")) answer(exchange, 500, "text/plain", "it broke");
                else if (trouble.equals("huge")) answer(exchange, 200, "application/json", " ".repeat(1 << 20));
                else if (trouble.equals("hangs")) closing.await();
                else if (trouble.equals("html")) answer(exchange, 200, "text/html", "<html>sign in to the wifi</html>");
                else serving.serve(exchange);
            } catch (Exception e) {
                throw new IOException(e);
            }
        });
    }

    private void configuration(HttpExchange exchange) throws IOException {
        Map<String, Object> json = new HashMap<>();
        json.put("issuer", namesItself);
        json.put("authorization_endpoint", url + "/authorize");
        json.put("token_endpoint", url + "/token");
        json.put("jwks_uri", url + "/keys");
        json.put("end_session_endpoint", url + "/logout");
        json.put("authorization_response_iss_parameter_supported", true);
        answer(exchange, 200, "application/json", JSONObjectUtils.toJSONString(json));
    }

    private void keys(HttpExchange exchange) throws IOException {
        JWK[] all = {rsa.toPublicJWK(), elliptic.toPublicJWK()};
        if (encrypts)
            all = new JWK[] {
                new RSAKey.Builder(rsa.toPublicJWK()).keyUse(KeyUse.ENCRYPTION).build()
            };
        var set = new JWKSet(List.of(all));
        answer(exchange, 200, "application/json", set.toString());
    }

    /** A page that asks for consent, and what follows from it. */
    private void authorize(HttpExchange exchange) throws Exception {
        if (exchange.getRequestMethod().equals("POST")) {
            String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            exchange.getResponseHeaders()
                    .set("Location", back(parameters(parameters(form).get("asked"))));
            exchange.sendResponseHeaders(302, -1);
            return;
        }
        String query = exchange.getRequestURI().getRawQuery().replace("&", "&amp;");
        answer(
                exchange,
                200,
                "text/html",
                "<h1>The provider</h1><form method=post><input type=hidden name=asked value=\"%s\"><button>Allow</button></form>"
                        .formatted(query));
    }

    private String back(Map<String, String> request) throws Exception {
        if (!CLIENT.equals(request.get("client_id")) || !"S256".equals(request.get("code_challenge_method")))
            throw new IllegalArgumentException("not one of ours: " + request);
        String code = UUID.randomUUID().toString();
        codes.put(code, new Grant(request));
        secrets.add(code);
        return "%s?code=%s&state=%s&iss=%s"
                .formatted(request.get("redirect_uri"), code, request.get("state"), encoded(url));
    }

    private void token(HttpExchange exchange) throws Exception {
        Map<String, String> form =
                parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String basic = encoded(CLIENT) + ":" + encoded(SECRET);
        String expected = "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8));
        if (!expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            refuse(exchange, 401, "invalid_client");
            return;
        }
        secrets.add(form.getOrDefault("code_verifier", "none"));
        @Nullable Grant grant = codes.remove(form.getOrDefault("code", ""));
        boolean good = grant != null
                && grant.asked.get("redirect_uri").equals(form.get("redirect_uri"))
                && grant.asked.get("code_challenge").equals(challenge(form.getOrDefault("code_verifier", "")));
        if (!good) {
            refuse(exchange, 400, "invalid_grant");
            return;
        }
        String idToken = idToken(grant.asked.getOrDefault("nonce", ""));
        secrets.add(idToken);
        String json = JSONObjectUtils.toJSONString(
                Map.of("access_token", "an access token", "token_type", "Bearer", "id_token", idToken));
        answer(exchange, 200, "application/json", json);
    }

    private void refuse(HttpExchange exchange, int status, String error) throws IOException {
        answer(exchange, status, "application/json", "{\"error\":\"%s\"}".formatted(error));
    }

    private static String challenge(String verifier) throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
        return Base64URL.encode(digest).toString();
    }

    // ---- what it says of people

    private String idToken(String nonce) throws Exception {
        Instant now = Instant.now();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", url);
        claims.put("sub", "4711");
        claims.put("aud", CLIENT);
        claims.put("iat", Date.from(now));
        claims.put("exp", Date.from(now.plusSeconds(300)));
        claims.put("nonce", nonce);
        claims.put("email", "ana@acme.example");
        claims.put("email_verified", true);
        claims.putAll(says);
        leavesOut.forEach(claims::remove);
        var builder = new JWTClaimsSet.Builder();
        claims.forEach((name, value) -> builder.claim(name, value instanceof Instant at ? Date.from(at) : value));
        JWTClaimsSet set = builder.build();
        return switch (signs) {
            case RS256 -> signed(JWSAlgorithm.RS256, rsa.getKeyID(), new RSASSASigner(rsa), set);
            case ES256 -> signed(JWSAlgorithm.ES256, elliptic.getKeyID(), new ECDSASigner(elliptic), set);
            case NOT_AT_ALL -> new PlainJWT(set).serialize();
            case BY_HMAC_OF_THE_PUBLIC_KEY ->
                signed(
                        JWSAlgorithm.HS256,
                        rsa.getKeyID(),
                        new MACSigner(rsa.toRSAPublicKey().getEncoded()),
                        set);
            case BY_A_STRANGER -> signed(JWSAlgorithm.RS256, stranger.getKeyID(), new RSASSASigner(stranger), set);
        };
    }

    private static String signed(JWSAlgorithm algorithm, String key, JWSSigner signer, JWTClaimsSet claims)
            throws JOSEException {
        var jwt = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(key).build(), claims);
        jwt.sign(signer);
        return jwt.serialize();
    }

    // ---- how it is written

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String each : String.valueOf(query).split("&")) {
            String[] pair = each.split("=", 2);
            parameters.put(pair[0], pair.length == 1 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** It is not there any more. */
    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
