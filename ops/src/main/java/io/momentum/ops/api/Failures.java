package io.momentum.ops.api;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.validation.SchemaValidationException;
import io.vertx.openapi.validation.ValidatorErrorType;
import io.vertx.openapi.validation.ValidatorException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What went wrong, as a problem. */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final int ERRORS_MAX = 20;

    private Failures() {}

    static Problem of(Throwable failure) {
        if (failure instanceof Refusal refusal) return refusal.problem();
        if (failure instanceof ValidatorException invalid) return of(invalid);
        LOG.error("A request of the API failed", failure);
        return Problem.fault();
    }

    /** What the router itself found. */
    static Problem of(RoutingContext context) {
        Throwable failure = context.failure();
        int status = context.statusCode();
        return switch (status) {
            case 404 -> Problem.notFound("No such path.");
            case 405 -> Problem.of(405, "METHOD_NOT_ALLOWED", "The path does not know this method", "");
            case 413 -> Problem.tooLarge("At most " + AdminApi.BODY_MAX + " bytes.");
            case 415 -> mediaType("");
            default -> {
                if (status >= 400 && status < 500) yield Problem.badRequest(text(failure));
                yield failure == null ? Problem.fault() : of(failure);
            }
        };
    }

    private static Problem of(ValidatorException invalid) {
        if (invalid.type() == ValidatorErrorType.UNSUPPORTED_VALUE_FORMAT) return mediaType(text(invalid));
        Problem problem = Problem.badRequest(text(invalid));
        if (!(invalid instanceof SchemaValidationException schema)) return problem;
        List<JsonObject> errors = errors(schema.getOutputUnit());
        return errors.isEmpty() ? problem : problem.withErrors(errors);
    }

    static Problem mediaType(String detail) {
        return Problem.of(415, "UNSUPPORTED_MEDIA_TYPE", "The body is of a kind that is not taken here", detail);
    }

    private static List<JsonObject> errors(@Nullable OutputUnit output) {
        List<JsonObject> errors = new ArrayList<>();
        if (output == null || output.getErrors() == null) return errors;
        for (OutputUnit each : output.getErrors()) {
            if (errors.size() == ERRORS_MAX) break;
            errors.add(
                    new JsonObject().put("pointer", each.getInstanceLocation()).put("detail", each.getError()));
        }
        return errors;
    }

    private static String text(@Nullable Throwable failure) {
        return failure == null || failure.getMessage() == null ? "" : failure.getMessage();
    }
}
