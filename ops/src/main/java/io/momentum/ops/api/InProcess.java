package io.momentum.ops.api;

import io.momentum.ops.access.Right;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.RequestValidator;
import io.vertx.openapi.validation.ValidatedRequest;
import io.vertx.openapi.validation.impl.RequestParameterImpl;
import io.vertx.openapi.validation.impl.ValidatableRequestImpl;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * The operations of the contract, asked from within the process by somebody who has signed in. Nothing differs from the way over
 * HTTP but the transport: the same contract, the same rights, the same audit, so that a page can do nothing that its reader could
 * not do with a token of his own.
 */
public final class InProcess {

    private static final String JSON = "application/json";
    /** What stands for a file when its request is held against the contract: the file itself is read later. */
    private static final Buffer FILE = Buffer.buffer("-");

    private final Vertx vertx;
    private final OpenAPIContract contract;
    private final RequestValidator validator;
    private final Operations operations;
    private final Audit audit;
    private final ConversationStreams streams;
    private final SignIns signIns;

    InProcess(
            Vertx vertx,
            OpenAPIContract contract,
            RequestValidator validator,
            Operations operations,
            Audit audit,
            ConversationStreams streams,
            SignIns signIns) {
        this.vertx = vertx;
        this.contract = contract;
        this.validator = validator;
        this.operations = operations;
        this.audit = audit;
        this.streams = streams;
        this.signIns = signIns;
    }

    public SignIns signIns() {
        return signIns;
    }

    /**
     * Asks, and waits for the answer: on a thread that may block. A refusal is an answer too, with the status and the problem
     * that the API would give.
     *
     * @param context the request that it is asked for
     */
    public Answer ask(Caller caller, RoutingContext context, Ask ask) {
        try {
            Operation operation = operation(ask);
            Call call = call(caller, context, ask, operation, json(ask), JSON);
            Answer answer = operations.get(ask.operation()).on(call);
            if (Entitled.changes(operation)) audit.changed(call, ask.operation(), answer);
            return answer;
        } catch (Exception e) {
            return Answer.of(Failures.of(e));
        }
    }

    /**
     * Asks an operation that reads a file.
     *
     * @param file read to its end at most, and not closed
     */
    public Answer take(Caller caller, RoutingContext context, Ask ask, InputStream file) {
        try {
            Streaming taking = Objects.requireNonNull(operations.files().get(ask.operation()), ask.operation());
            Call call = call(caller, context, ask, operation(ask), FILE, "text/csv");
            Answer answer = taking.take(call, file);
            audit.changed(call, ask.operation(), answer);
            return answer;
        } catch (Exception e) {
            return Answer.of(Failures.of(e));
        }
    }

    /**
     * Lets an operation that writes its answer bit by bit write it into a response. A refusal comes back and nothing is written.
     *
     * @return empty where the answer has been given
     */
    public Optional<Answer> give(Caller caller, RoutingContext context, Ask ask) {
        try {
            Giving giving = Objects.requireNonNull(operations.giving().get(ask.operation()), ask.operation());
            Call call = call(caller, context, ask, operation(ask), json(ask), JSON);
            giving.give(call, () -> audit.taken(call, ask.operation()));
            return Optional.empty();
        } catch (Exception e) {
            if (!context.response().headWritten()) return Optional.of(Answer.of(Failures.of(e)));
            vertx.runOnContext(v -> context.request().connection().close());
            return Optional.empty();
        }
    }

    /**
     * Shows what changes in a list as server-sent events, until the client has gone or may not look any more.
     *
     * @param known whether it may
     * @return empty where it has begun
     */
    public Optional<Answer> stream(Caller caller, RoutingContext context, Ask ask, BooleanSupplier known) {
        try {
            Call call = call(caller, context, ask, operation(ask), json(ask), JSON);
            var begun = new CompletableFuture<Boolean>();
            vertx.runOnContext(v -> {
                try {
                    streams.open(call, known);
                    begun.complete(true);
                } catch (RuntimeException e) {
                    begun.completeExceptionally(e);
                }
            });
            Waiting.forResult(begun);
            return Optional.empty();
        } catch (Exception e) {
            return Optional.of(Answer.of(Failures.of(e)));
        }
    }

    private Operation operation(Ask ask) {
        return Objects.requireNonNull(contract.operation(ask.operation()), ask.operation());
    }

    private static Buffer json(Ask ask) {
        return ask.body() == null ? Buffer.buffer() : ask.body().toBuffer();
    }

    private Call call(
            Caller caller, RoutingContext context, Ask ask, Operation operation, Buffer body, String contentType) {
        Right needed = Entitled.rightFor(operation);
        Entitled.refused(caller, needed).ifPresent(problem -> {
            throw problem.refusal();
        });
        Map<String, String> headers = new HashMap<>();
        ask.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        var origin = new Origin(
                uri(ask, operation),
                Origin.addressOf(context.request()),
                Origin.visitorOf(context.request()),
                name -> headers.get(name.toLowerCase(Locale.ROOT)));
        return new Call(
                caller, needed, valid(ask, operation, body, contentType), context, origin, new Changes(), () -> true);
    }

    /** Holds it against the contract, on the event loop: the validator is that one's. */
    private ValidatedRequest valid(Ask ask, Operation operation, Buffer body, String contentType) {
        var request = new ValidatableRequestImpl(
                Map.of(),
                parameters(ask.headers()),
                parameters(ask.path()),
                parameters(ask.query()),
                new RequestParameterImpl(body),
                contentType);
        var valid = new CompletableFuture<ValidatedRequest>();
        vertx.runOnContext(v -> validator
                .validate(PlainTexts.of(request, operation), ask.operation())
                .onSuccess(valid::complete)
                .onFailure(valid::completeExceptionally));
        return Waiting.forResult(valid);
    }

    private static Map<String, RequestParameter> parameters(Map<String, String> texts) {
        Map<String, RequestParameter> parameters = new HashMap<>();
        texts.forEach((name, value) -> parameters.put(name, new RequestParameterImpl(value)));
        return parameters;
    }

    /** As it would have been asked over HTTP. */
    private static String uri(Ask ask, Operation operation) {
        String uri = operation.getOpenAPIPath();
        for (Map.Entry<String, String> each : ask.path().entrySet())
            uri = uri.replace("{" + each.getKey() + "}", encoded(each.getValue()));
        StringBuilder whole = new StringBuilder(uri);
        ask.query()
                .forEach((name, value) -> whole.append(whole.indexOf("?") < 0 ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(encoded(value)));
        return whole.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
