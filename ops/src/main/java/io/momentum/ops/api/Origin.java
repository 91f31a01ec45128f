package io.momentum.ops.api;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a request came from.
 *
 * @param uri as the contract has it, for the audit
 * @param address of the client
 * @param visitor as what it tries is counted; empty where many may be behind it
 */
record Origin(String uri, String address, String visitor, Function<String, @Nullable String> headers) {

    static Origin of(HttpServerRequest request) {
        return new Origin(request.uri(), addressOf(request), visitorOf(request), request::getHeader);
    }

    static String addressOf(HttpServerRequest request) {
        return String.valueOf(request.remoteAddress().hostAddress());
    }

    static String visitorOf(HttpServerRequest request) {
        return Addresses.of(request).orElse("");
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.apply(name));
    }
}
