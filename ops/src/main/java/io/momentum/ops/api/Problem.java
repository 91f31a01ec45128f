package io.momentum.ops.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why a request was not done, as RFC 9457 has it.
 *
 * @param code stable, for programs; also names the {@code type}
 * @param more members of its own, JSON values
 */
public record Problem(int status, String code, String title, String detail, Map<String, Object> more) {

    static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(int status, String code, String title, String detail) {
        return new Problem(status, code, title, detail, Map.of());
    }

    /** The same, with one more member. */
    Problem with(String name, Object value) {
        Map<String, Object> members = new LinkedHashMap<>(more);
        members.put(name, value);
        return new Problem(status, code, title, detail, members);
    }

    Problem withErrors(List<JsonObject> errors) {
        return with("errors", new JsonArray(errors));
    }

    Refusal refusal() {
        return new Refusal(this);
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject()
                .put(
                        "type",
                        "urn:momentum:problem:"
                                + code.toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
                .put("title", title)
                .put("status", status);
        if (!detail.isEmpty()) json.put("detail", detail);
        json.put("code", code);
        more.forEach(json::put);
        return json;
    }

    // ---- the usual ones

    static Problem badRequest(String detail) {
        return of(400, "BAD_REQUEST", "The request is not what the contract asks for", detail);
    }

    static Problem forbidden(String detail) {
        return of(403, "FORBIDDEN", "The token does not allow this", detail);
    }

    static Problem notFound(String detail) {
        return of(404, "NOT_FOUND", "There is nothing here", detail);
    }

    static Problem tooLarge(String detail) {
        return of(413, "TOO_LARGE", "The body is too large", detail);
    }

    static Problem unprocessable(String code, String detail) {
        return of(422, code, "The request cannot be done", detail);
    }

    static Problem busy(String detail) {
        return of(503, "BUSY", "Not now", detail);
    }

    static Problem fault() {
        return of(500, "FAULT", "Momentum failed", "The log says more.");
    }
}
