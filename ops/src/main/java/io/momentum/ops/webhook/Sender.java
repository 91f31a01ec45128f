package io.momentum.ops.webhook;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Makes one attempt after the other for one subscription. The name is looked up and judged anew for each, and what is connected
 * to is the address that was judged; the certificate is held against the name. Redirects are not followed. Of an answer
 * {@value #BODY_MAX} octets are read.
 */
final class Sender implements AutoCloseable {

    static final int BODY_MAX = 8 * 1024;

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int IDLE_SECONDS = 30;

    private final Vertx vertx;
    private final Executor lookups;
    private final WebhookConfig config;
    private final HttpClient http;

    /** @param lookups where names are looked up, which may take long */
    Sender(Vertx vertx, Executor lookups, WebhookConfig config) {
        this.vertx = vertx;
        this.lookups = lookups;
        this.config = config;
        var options = new HttpClientOptions()
                .setConnectTimeout(
                        (int) Math.min(CONNECT.toMillis(), config.timeout().toMillis()))
                .setKeepAliveTimeout(IDLE_SECONDS)
                .setVerifyHost(true);
        if (config.authority() != null)
            options.setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(config.authority())));
        http = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(config.concurrency()));
    }

    /** Sends; completes with what came back, whatever that is. Any thread. */
    CompletableFuture<Reply> send(Delivery delivery) {
        var reply = new CompletableFuture<Reply>();
        long timer = vertx.setTimer(
                config.timeout().toMillis(), id -> reply.complete(Reply.none("no answer within " + config.timeout())));
        reply.whenComplete((done, failure) -> vertx.cancelTimer(timer));
        try {
            lookups.execute(() -> {
                try {
                    request(delivery, address(delivery.url().getHost()), reply);
                } catch (UnknownHostException e) {
                    reply.complete(
                            Reply.none("no address is known for " + config.url().getHost()));
                } catch (RuntimeException e) {
                    reply.complete(Reply.none(why(e)));
                }
            });
        } catch (RejectedExecutionException e) {
            reply.complete(Reply.none("Momentum stops"));
        }
        return reply;
    }

    private InetAddress address(String host) throws UnknownHostException {
        if (!config.allowHttp() && !config.url().getScheme().equals("https"))
            throw new IllegalArgumentException("plain HTTP is not allowed");
        Optional<String> refusal = Optional.empty();
        for (InetAddress address : InetAddress.getAllByName(bare(host))) {
            refusal = AddressGuard.refusal(address);
            if (config.allowPrivate() || refusal.isEmpty()) return address;
        }
        throw new IllegalArgumentException("not a public address: " + refusal.orElse(host));
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private void request(Delivery delivery, InetAddress address, CompletableFuture<Reply> reply) {
        URI url = delivery.url();
        boolean ssl = url.getScheme().equals("https");
        int port = url.getPort() >= 0 ? url.getPort() : ssl ? 443 : 80;
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        var options = new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, port)))
                .setHost(bare(url.getHost()))
                .setPort(port)
                .setSsl(ssl)
                .setMethod(HttpMethod.valueOf(delivery.method()))
                .setURI(path + query)
                .setFollowRedirects(false);
        delivery.headers().forEach(options::putHeader);
        http.request(options).onComplete(connected -> {
            if (connected.failed()) reply.complete(Reply.none(why(connected.cause())));
            else exchange(connected.result(), delivery.body(), reply);
        });
    }

    private static void exchange(HttpClientRequest request, byte[] body, CompletableFuture<Reply> reply) {
        if (reply.isDone()) {
            request.reset();
            return;
        }
        // What was not read to its end must not come in later over the same connection.
        reply.whenComplete((done, failure) -> {
            if (done == null || done.status() == 0 || done.body().length == BODY_MAX) request.reset();
        });
        request.exceptionHandler(failure -> reply.complete(Reply.none(why(failure))));
        request.response().onSuccess(response -> read(response, reply));
        request.response().onFailure(failure -> reply.complete(Reply.none(why(failure))));
        request.end(Buffer.buffer(body));
    }

    private static void read(HttpClientResponse response, CompletableFuture<Reply> reply) {
        var body = Buffer.buffer();
        long retryAfter = retryAfterMicros(response.getHeader("Retry-After"), Instant.now());
        int status = response.statusCode();
        response.handler(piece -> {
            int room = BODY_MAX - body.length();
            body.appendBuffer(piece.length() > room ? piece.slice(0, room) : piece);
            if (body.length() == BODY_MAX) reply.complete(new Reply(status, retryAfter, body.getBytes(), ""));
        });
        response.exceptionHandler(failure -> reply.complete(Reply.none(why(failure))));
        response.endHandler(end -> reply.complete(new Reply(status, retryAfter, body.getBytes(), "")));
    }

    /** Seconds or a date, as HTTP has it; 0 where it is neither. */
    static long retryAfterMicros(@Nullable String text, Instant now) {
        if (text == null) return 0;
        if (text.matches("[0-9]{1,9}")) return Long.parseLong(text) * 1_000_000;
        try {
            Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Math.max(0, Duration.between(now, at).toMillis() * 1_000);
        } catch (DateTimeException e) {
            return 0; // nothing that could be respected
        }
    }

    private static String why(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    @Override
    public void close() {
        http.close();
    }
}
