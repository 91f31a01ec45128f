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
 */
record Origin(String uri, String address, Function<String, @Nullable String> headers) {

    static Origin of(HttpServerRequest request) {
        return new Origin(request.uri(), addressOf(request), request::getHeader);
    }

    static String addressOf(HttpServerRequest request) {
        return String.valueOf(request.remoteAddress().hostAddress());
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.apply(name));
    }
}
