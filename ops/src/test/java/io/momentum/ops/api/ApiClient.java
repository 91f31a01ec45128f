package io.momentum.ops.api;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Asks the API as one bearer. */
record ApiClient(String url, String token, HttpClient http) {

    ApiClient(String url, String token) {
        this(url, token, HttpClient.newHttpClient());
    }

    ApiClient as(String other) {
        return new ApiClient(url, other, http);
    }

    Reply get(String path) throws Exception {
        return send(request(path).GET());
    }

    Reply delete(String path) throws Exception {
        return send(request(path).DELETE());
    }

    Reply put(String path, JsonObject body) throws Exception {
        return send(request(path).header("Content-Type", "application/json").PUT(json(body)));
    }

    Reply post(String path, JsonObject body) throws Exception {
        return send(request(path).header("Content-Type", "application/json").POST(json(body)));
    }

    Reply postOnce(String path, String key, JsonObject body) throws Exception {
        return send(once(path, key, body));
    }

    CompletableFuture<Reply> postOnceLater(String path, String key, JsonObject body) {
        return http.sendAsync(once(path, key, body).build(), BodyHandlers.ofString())
                .thenApply(Reply::new);
    }

    private HttpRequest.Builder once(String path, String key, JsonObject body) {
        return request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(json(body));
    }

    Reply postAs(String path, String mediaType, String body) throws Exception {
        return send(request(path).header("Content-Type", mediaType).POST(BodyPublishers.ofString(body)));
    }

    Reply send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return new Reply(http.send(request.build(), BodyHandlers.ofString()));
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(20));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private static BodyPublisher json(JsonObject body) {
        return BodyPublishers.ofString(body.encode());
    }

    /** What came back. Whatever a test asks for: what the contract says of the answer holds. */
    record Reply(HttpResponse<String> response) {

        Reply {
            String type = response.headers().firstValue("Content-Type").orElse("");
            if (response.statusCode() < 300 && type.startsWith("application/json")) {
                List<String> problems = FitsContract.problems(
                        response.request().method(), response.uri().getPath(), response.statusCode(), response.body());
                if (!problems.isEmpty()) throw new AssertionError(response.uri().getPath() + ": " + problems);
            }
        }

        int status() {
            return response.statusCode();
        }

        JsonObject json() {
            return new JsonObject(response.body());
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** The problem's code, after a look at what every problem must have. */
        String problem() {
            if (!header("Content-Type").equals("application/problem+json")) return "no problem: " + response.body();
            JsonObject problem = json();
            boolean whole = problem.getInteger("status") == status()
                    && problem.getString("type").startsWith("urn:momentum:problem:")
                    && !problem.getString("title").isEmpty();
            return whole ? status() + " " + problem.getString("code") : "not whole: " + problem;
        }
    }
}
