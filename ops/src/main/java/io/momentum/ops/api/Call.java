package io.momentum.ops.api;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatedRequest;
import java.util.Map;
import java.util.Optional;

/** One request that fits the contract. The context is for operations that stream; its methods belong to the event loop. */
record Call(Caller caller, ValidatedRequest request, RoutingContext context) {

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
        return Optional.ofNullable(context.request().getHeader(name));
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
