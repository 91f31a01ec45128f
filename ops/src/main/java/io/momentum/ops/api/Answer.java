package io.momentum.ops.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an operation answers: status, headers and body. */
public record Answer(int status, Map<String, String> headers, Buffer body) {

    private static final String CONTENT_TYPE = "Content-Type";

    static Answer json(int status, JsonObject body) {
        return new Answer(status, Map.of(CONTENT_TYPE, "application/json"), body.toBuffer());
    }

    static Answer empty() {
        return new Answer(204, Map.of(), Buffer.buffer());
    }

    static Answer text(String mediaType, String body) {
        return new Answer(200, Map.of(CONTENT_TYPE, mediaType), Buffer.buffer(body));
    }

    static Answer of(Problem problem) {
        Answer answer = new Answer(
                problem.status(),
                Map.of(CONTENT_TYPE, Problem.MEDIA_TYPE),
                problem.toJson().toBuffer());
        return switch (problem.status()) {
            case 401 -> answer.with("WWW-Authenticate", "Bearer realm=\"momentum\"");
            case 429, 503 -> answer.with("Retry-After", "1");
            default -> answer;
        };
    }

    Answer with(String header, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(header, value);
        return new Answer(status, all, body);
    }
}
