package io.momentum.ops.oidc;

import io.momentum.ops.oidc.OidcException.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * HTTP with the provider. An answer has {@value #BODY_MAX} octets and five seconds at most, all of it; redirects are not followed. The
 * provider's address is the operator's, so it may be a private one, other than a webhook's. Any thread that may block.
 */
final class Wire {

    static final int BODY_MAX = 256 << 10;
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient http;

    /** @param authority certificates in PEM; empty for the usual ones */
    Wire(Optional<String> authority) {
        HttpClient.Builder builder =
                HttpClient.newBuilder().connectTimeout(PATIENCE).followRedirects(Redirect.NEVER);
        authority.ifPresent(pem -> builder.sslContext(trusting(pem)));
        http = builder.build();
    }

    /**
     * An answer.
     *
     * @param date what the provider's clock says; empty where it does not say
     */
    record Reply(int status, String type, String body, Optional<Instant> date) {}

    /** What is there; anything but a 200 is trouble. */
    Reply getWhole(URI url) throws OidcException {
        Reply reply = send(request(url).GET().build());
        if (reply.status() != 200) throw new OidcException(Kind.UNREACHABLE, url + " answers " + reply.status());
        return reply;
    }

    /**
     * Sends a form.
     *
     * @param authorization empty for none
     */
    Reply post(URI url, String form, String authorization) throws OidcException {
        HttpRequest.Builder request = request(url)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
        if (!authorization.isEmpty()) request.header("Authorization", authorization);
        return send(request.build());
    }

    private static HttpRequest.Builder request(URI url) {
        return HttpRequest.newBuilder(url)
                .timeout(PATIENCE)
                .header("Accept", "application/json")
                .header("User-Agent", "Momentum");
    }

    private Reply send(HttpRequest request) throws OidcException {
        var bounded = BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), BODY_MAX);
        CompletableFuture<HttpResponse<String>> sent = http.sendAsync(request, bounded);
        String where = request.uri().getScheme() + "://" + request.uri().getAuthority()
                + request.uri().getPath();
        try {
            HttpResponse<String> response = sent.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            String type = response.headers().firstValue("Content-Type").orElse("");
            return new Reply(response.statusCode(), type, response.body(), date(response));
        } catch (ExecutionException e) {
            String why = String.valueOf(e.getCause());
            throw new OidcException(Kind.UNREACHABLE, where + " does not answer as it should: " + why, e);
        } catch (TimeoutException e) {
            throw new OidcException(Kind.UNREACHABLE, where + " takes longer than " + PATIENCE.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OidcException(Kind.UNREACHABLE, "Momentum stops", e);
        } finally {
            sent.cancel(true);
        }
    }

    private static Optional<Instant> date(HttpResponse<?> response) {
        try {
            return response.headers()
                    .firstValue("Date")
                    .map(text -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static SSLContext trusting(String pem) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            var in = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
            int count = 0;
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in))
                store.setCertificateEntry("ca-" + count++, each);
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the configuration has read these certificates before", e);
        }
    }
}
