package io.momentum.ops.cli;

import io.momentum.ops.api.HumanText;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** Asks the admin API; what goes wrong ends the command with a sentence. */
final class ApiCalls {

    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final Duration PATIENCE_WITH_FILES = Duration.ofHours(2);

    private final String url;
    private final String token;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    ApiCalls(String url, String token) {
        this.url = url;
        this.token = token;
    }

    String get(String path) {
        return text(request(path).GET());
    }

    String put(String path, String json) {
        return text(request(path).header("Content-Type", "application/json").PUT(BodyPublishers.ofString(json)));
    }

    String post(String path, String json) {
        return text(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    void delete(String path) {
        text(request(path).DELETE());
    }

    String postCsv(String path, Path file) throws IOException {
        return postCsv(path, BodyPublishers.ofFile(file));
    }

    String postCsv(String path, InputStream in) {
        return postCsv(path, BodyPublishers.ofInputStream(() -> in));
    }

    private String postCsv(String path, BodyPublisher body) {
        return text(request(path)
                .timeout(PATIENCE_WITH_FILES)
                .header("Content-Type", "text/csv")
                .POST(body));
    }

    /** A long answer, to be read as it comes. */
    InputStream stream(String path) throws IOException {
        HttpResponse<InputStream> response =
                send(request(path).timeout(PATIENCE_WITH_FILES).GET(), BodyHandlers.ofInputStream());
        if (response.statusCode() < 300) return response.body();
        try (InputStream body = response.body()) {
            throw failed(response.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) {
        try {
            return HttpRequest.newBuilder(URI.create(url + path))
                    .timeout(PATIENCE)
                    .header("Authorization", "Bearer " + token);
        } catch (IllegalArgumentException e) {
            throw new CommandFailed(
                    ExitCode.USAGE, "the URL " + url + " or the token has characters that it cannot have");
        }
    }

    private String text(HttpRequest.Builder request) {
        HttpResponse<String> response = send(request, BodyHandlers.ofString());
        if (response.statusCode() < 300) return response.body();
        throw failed(response.statusCode(), response.body());
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
        try {
            return http.send(request.build(), body);
        } catch (ConnectException e) {
            throw new CommandFailed(ExitCode.UNAVAILABLE, "nothing listens at " + url + "; does 'momentum run' run?");
        } catch (HttpTimeoutException e) {
            throw new CommandFailed(ExitCode.UNAVAILABLE, url + " does not answer");
        } catch (IOException e) {
            throw new CommandFailed(ExitCode.UNAVAILABLE, "the connection to " + url + " broke: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed(ExitCode.FAILED, "interrupted");
        }
    }

    private static CommandFailed failed(int status, String body) {
        int exitCode = status == 429 || status >= 502 ? ExitCode.UNAVAILABLE : ExitCode.FAILED;
        return new CommandFailed(exitCode, HumanText.problem(body).orElse("the answer was HTTP " + status));
    }
}
