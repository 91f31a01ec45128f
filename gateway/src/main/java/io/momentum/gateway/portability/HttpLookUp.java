package io.momentum.gateway.portability;

import io.momentum.gateway.portability.LookUpConfig.Http;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A look-up over HTTP: one GET a number. */
final class HttpLookUp implements LookUp {

    static final String PLACE = "{number}";

    private static final int THREADS = 2;
    private static final int BODY_MAX = 16_384;
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int NOT_FOUND = 404;

    private final Http where;
    private final AnswerPattern pattern;
    private final Duration timeout;
    private final ExecutorService threads;
    private final HttpClient client;

    HttpLookUp(Http where, AnswerPattern pattern, Duration timeout) {
        this.where = where;
        this.pattern = pattern;
        this.timeout = timeout;
        var count = new AtomicInteger();
        threads = Executors.newFixedThreadPool(
                THREADS, task -> new Thread(task, "momentum-portability-" + count.incrementAndGet()));
        client = HttpClient.newBuilder()
                .executor(threads)
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public CompletableFuture<Answer> ask(long digits) {
        var request = HttpRequest.newBuilder(URI.create(where.url().replace(PLACE, Long.toString(digits))))
                .timeout(timeout);
        where.authorization().ifPresent(secret -> request.header("Authorization", secret.reveal()));
        return client.sendAsync(request.build(), BodyHandlers.limiting(BodyHandlers.ofString(), BODY_MAX))
                .thenApply(this::read);
    }

    private Answer read(HttpResponse<String> response) {
        int status = response.statusCode();
        if (status == NOT_FOUND || status == NO_CONTENT) return new Answer(null, Long.MAX_VALUE);
        if (status != OK) throw new UncheckedIOException(new IOException("status " + status));
        return pattern.find(response.body())
                .map(network -> new Answer(network, Long.MAX_VALUE))
                .orElseThrow(
                        () -> new Unreadable("an answer of " + response.body().length() + " characters"));
    }

    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
    }
}
