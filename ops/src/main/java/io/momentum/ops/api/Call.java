package io.momentum.ops.api;

import io.momentum.gateway.net.Loop;
import io.momentum.ops.access.Right;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatedRequest;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/**
 * One request that fits the contract. The context is for operations that stream; its methods belong to the event loop.
 *
 * @param isStillAdmitted whether the token that it came with is good yet, for answers that last
 */
record Call(
        Caller caller,
        Right right,
        ValidatedRequest request,
        RoutingContext context,
        Origin origin,
        Changes changes,
        BooleanSupplier isStillAdmitted) {

    String path(String name) {
        return text(request.getPathParameters(), name).orElseThrow();
    }

    long msisdn() {
        return Long.parseLong(path("msisdn"));
    }

    Optional<String> query(String name) {
        return text(request.getQuery(), name);
    }

    /** The limit of a page; the contract bounds it. */
    int limit() {
        return query("limit").map(Integer::parseInt).orElse(50);
    }

    Optional<String> header(String name) {
        return origin.header(name);
    }

    /** A time, in microseconds since 1970. */
    OptionalLong micros(String name) {
        Optional<String> text = query(name);
        if (text.isEmpty()) return OptionalLong.empty();
        try {
            return OptionalLong.of(ChronoUnit.MICROS.between(
                    Instant.EPOCH, OffsetDateTime.parse(text.get()).toInstant()));
        } catch (DateTimeParseException | ArithmeticException e) {
            throw Problem.badRequest(name + ": a time such as 2026-12-04T09:00:00Z")
                    .refusal();
        }
    }

    /** The moment as of which something is asked, in microseconds since 1970; empty for now. */
    OptionalLong asOfMicros() {
        OptionalLong asOf = micros("asOf");
        if (asOf.isPresent() && asOf.getAsLong() > Loop.clockMicros())
            throw Problem.badRequest("asOf: that is still to come").refusal();
        return asOf;
    }

    boolean hasBody() {
        RequestParameter body = request.getBody();
        return body != null && !body.isNull() && body.isJsonObject();
    }

    JsonObject body() {
        return request.getBody().getJsonObject();
    }

    private static Optional<String> text(Map<String, RequestParameter> parameters, String name) {
        RequestParameter parameter = parameters.get(name);
        if (parameter == null || parameter.isNull() || parameter.isEmpty()) return Optional.empty();
        return Optional.of(String.valueOf(parameter.get()));
    }
}
