package io.momentum.ops.api;

import io.vertx.core.json.Json;
import io.vertx.json.schema.common.dsl.SchemaType;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatableRequest;
import io.vertx.openapi.validation.impl.RequestParameterImpl;
import io.vertx.openapi.validation.impl.ValidatableRequestImpl;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Parameters that the contract calls texts are what stands in the request. The validator takes all but a word for JSON, to which
 * {@code +15550100101} and {@code 4.5} are numbers, and {@code say "yes"} an error.
 */
final class PlainTexts {

    private static final Pattern WORD = Pattern.compile("\\w*");

    private PlainTexts() {}

    static ValidatableRequest of(ValidatableRequest request, Operation operation) {
        Map<String, RequestParameter> headers = new HashMap<>(request.getHeaders());
        Map<String, RequestParameter> path = new HashMap<>(request.getPathParameters());
        Map<String, RequestParameter> query = new HashMap<>(request.getQuery());
        for (Parameter parameter : operation.getParameters()) {
            if (parameter.getSchemaType() != SchemaType.STRING) continue;
            String name = parameter.getName();
            switch (parameter.getIn()) {
                case QUERY -> query.computeIfPresent(name, PlainTexts::quoted);
                case PATH -> path.computeIfPresent(name, PlainTexts::quoted);
                case HEADER -> headers.computeIfPresent(name.toLowerCase(Locale.ROOT), PlainTexts::quoted);
                case COOKIE -> {
                    // The API has none.
                }
            }
        }
        return new ValidatableRequestImpl(
                request.getCookies(), headers, path, query, request.getBody(), request.getContentType());
    }

    private static RequestParameter quoted(String name, RequestParameter given) {
        if (!(given.get() instanceof String text) || WORD.matcher(text).matches()) return given;
        return new RequestParameterImpl(Json.encode(text));
    }
}
