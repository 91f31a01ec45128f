package io.momentum.ops.api;

import io.momentum.ops.access.Right;
import io.momentum.ops.access.Role;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.validation.RequestUtils;
import io.vertx.openapi.validation.RequestValidator;
import io.vertx.openapi.validation.ValidatedRequest;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a request: who asks, what for and may they, does it fit the contract; then the operation on a thread of its own,
 * and its answer. All but the operation is on the API's event loop.
 */
final class ApiRouter {

    private static final Logger LOG = LoggerFactory.getLogger(ApiRouter.class);
    private static final String STREAM = "streamConversations";
    private static final String CONTRACT = "getContract";

    private static final String CALLER = "caller";
    private static final String RIGHT = "right";
    private static final String OPERATION = "operation";
    private static final int[] ROUTER_FAILURES = {400, 404, 405, 406, 413, 414, 415, 500};

    private final Vertx vertx;
    private final OpenAPIContract contract;
    private final RequestValidator validator;
    private final Tokens tokens;
    private final Workers workers;
    private final Operations operations;
    private final ApiCounters counters;
    private final Audit audit;
    private final ConversationStreams streams;
    private final Set<String> changing;
    private final FailedLogins failedLogins = new FailedLogins();
    private final RequestRates rates;

    ApiRouter(
            Vertx vertx,
            OpenAPIContract contract,
            Tokens tokens,
            Workers workers,
            Operations operations,
            Audit audit,
            ConversationStreams streams,
            RequestRates rates) {
        this.vertx = vertx;
        this.rates = rates;
        this.contract = contract;
        this.tokens = tokens;
        this.workers = workers;
        this.operations = operations;
        this.audit = audit;
        this.streams = streams;
        changing = contract.operations().stream()
                .filter(each -> !each.getOperationId().equals(CONTRACT) && Entitled.changes(each))
                .map(io.vertx.openapi.contract.Operation::getOperationId)
                .collect(Collectors.toUnmodifiableSet());
        validator = RequestValidator.create(vertx, contract);
        counters = new ApiCounters(
                contract.operations().stream()
                        .map(io.vertx.openapi.contract.Operation::getOperationId)
                        .toList(),
                streams::open,
                streams::cut);
    }

    ApiCounters counters() {
        return counters;
    }

    /** The same operations, for those who ask from within. */
    InProcess inProcess(SignIns signIns) {
        return new InProcess(vertx, contract, validator, operations, audit, streams, signIns);
    }

    Workers workers() {
        return workers;
    }

    Router build() {
        RouterBuilder builder = RouterBuilder.create(vertx, contract);
        builder.rootHandler(this::count);
        BodyHandler body = BodyHandler.create(false).setBodyLimit(AdminApi.BODY_MAX);
        for (OpenAPIRoute route : builder.getRoutes()) {
            var operation = route.getOperation();
            String id = operation.getOperationId();
            route.setDoValidation(false).setDoSecurity(false);
            route.addHandler(context -> admit(context, operation));
            // As a handler of its own kind it would have to stand before whoever refuses.
            Streaming file = operations.files().get(id);
            if (file == null) route.addHandler(context -> body.handle(context));
            Giving giving = operations.giving().get(id);
            route.addHandler(
                    file != null
                            ? context -> takeFile(context, id, file)
                            : giving != null
                                    ? context -> validate(context, id, call -> give(call, id, giving))
                                    : id.equals(STREAM)
                                            ? context -> validate(context, id, this::giveStream)
                                            : context ->
                                                    validate(context, id, call -> work(call, id, operations.get(id))));
            if (file == null && giving == null && !id.equals(STREAM)) operations.get(id);
        }
        Router router = builder.createRouter();
        for (int status : ROUTER_FAILURES) {
            router.errorHandler(status, context -> answer(context, Answer.of(Failures.of(context))));
        }
        return router;
    }

    private void count(RoutingContext context) {
        long since = System.nanoTime();
        context.addEndHandler(done -> {
            String operation = Objects.requireNonNullElse(context.get(OPERATION), ApiCounters.NO_OPERATION);
            counters.answered(operation, context.response().getStatusCode(), System.nanoTime() - since);
        });
        HttpServerResponse response = context.response();
        response.putHeader("Cache-Control", "no-store").putHeader("X-Content-Type-Options", "nosniff");
        context.next();
    }

    // ---- who and whether

    private void admit(RoutingContext context, io.vertx.openapi.contract.Operation operation) {
        context.put(OPERATION, operation.getOperationId());
        if (operation.getOperationId().equals(CONTRACT)) {
            context.put(CALLER, new Caller("", Role.VIEWER, Optional.empty()));
            context.put(RIGHT, Right.READ);
            context.next();
            return;
        }
        Optional<Caller> caller = Optional.ofNullable(context.request().getHeader(HttpHeaders.AUTHORIZATION))
                .flatMap(tokens::caller);
        if (caller.isEmpty()) {
            answer(context, Answer.of(unknown(context)));
            return;
        }
        if (rates.isOver(caller.get().name(), System.nanoTime())) {
            answer(context, Answer.of(Problem.of(429, "TOO_MANY_REQUESTS", "Too many requests", "Wait a second.")));
            return;
        }
        Right needed = Entitled.rightFor(operation);
        Optional<Problem> refused = Entitled.refused(caller.get(), needed);
        if (refused.isPresent()) {
            answer(context, Answer.of(refused.get()));
            return;
        }
        context.put(RIGHT, needed);
        context.put(CALLER, caller.get());
        context.next();
    }

    private Problem unknown(RoutingContext context) {
        counters.loginFailed();
        String address = context.request().remoteAddress().hostAddress();
        if (failedLogins.failed(String.valueOf(address), System.nanoTime())) {
            return Problem.of(429, "TOO_MANY_FAILURES", "Too many wrong tokens", "Wait a minute.");
        }
        return Problem.of(401, "UNAUTHORIZED", "No token, or none that is known here", "");
    }

    // ---- what

    /** What follows on the event loop once a request fits the contract. */
    private interface Next {
        void with(Call call);
    }

    private void validate(RoutingContext context, String operationId, Next next) {
        Buffer body = Objects.requireNonNullElseGet(context.body().buffer(), Buffer::buffer);
        validate(context, operationId, body, next);
    }

    private void validate(RoutingContext context, String operationId, Buffer body, Next next) {
        var operation = contract.operation(operationId);
        RequestUtils.extract(context.request(), operation, () -> Future.succeededFuture(body))
                .compose(request -> validator.validate(PlainTexts.of(request, operation), operationId))
                .onSuccess(request -> next.with(call(context, request)))
                .onFailure(failure -> answer(context, Answer.of(Failures.of(failure))));
    }

    private Call call(RoutingContext context, ValidatedRequest request) {
        Caller caller = context.get(CALLER);
        String authorization = Objects.requireNonNullElse(context.request().getHeader(HttpHeaders.AUTHORIZATION), "");
        return new Call(
                caller,
                context.<Right>get(RIGHT),
                request,
                context,
                Origin.of(context.request()),
                new Changes(),
                () -> tokens.caller(authorization).filter(caller::equals).isPresent());
    }

    // ---- doing it

    private void work(Call call, String id, Operation operation) {
        RoutingContext context = call.context();
        boolean taken = workers.run(() -> {
            Answer answer = answerOf(call, id, operation);
            vertx.runOnContext(v -> answer(context, answer));
        });
        if (!taken) answer(context, Answer.of(Problem.busy("Too many requests at a time.")));
    }

    private Answer answerOf(Call call, String id, Operation operation) {
        try {
            Answer answer = operation.on(call);
            if (changing.contains(id)) audit.changed(call, id, answer);
            return answer;
        } catch (Exception e) {
            return Answer.of(Failures.of(e));
        }
    }

    /** The body must not be gathered: it is checked by hand and read as it comes. */
    private void takeFile(RoutingContext context, String id, Streaming file) {
        String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("text/csv")) {
            answer(context, Answer.of(Failures.mediaType("text/csv")));
            return;
        }
        var body = new BodyStream(context.request(), vertx.getOrCreateContext(), SuppressionImport.BYTES_MAX);
        validate(context, id, Buffer.buffer("-"), call -> work(call, id, c -> file.take(c, body)));
    }

    private void give(Call call, String id, Giving giving) {
        RoutingContext context = call.context();
        boolean taken = workers.run(() -> {
            try {
                giving.give(call, () -> audit.taken(call, id));
            } catch (Exception e) {
                vertx.runOnContext(v -> broken(context, e));
            }
        });
        if (!taken) answer(context, Answer.of(Problem.busy("Too many requests at a time.")));
    }

    /** What comes is written on the event loop; it lasts until the client or its token has gone. */
    private void giveStream(Call call) {
        try {
            streams.open(call, call.isStillAdmitted());
        } catch (Refusal e) {
            answer(call.context(), Answer.of(e.problem()));
        }
    }

    /** A response that has begun can only be broken off, so that the client does not take it for a whole one. */
    private static void broken(RoutingContext context, Exception failure) {
        if (context.response().headWritten()) {
            LOG.warn("An answer was broken off: {}", failure.toString());
            context.request().connection().close();
            return;
        }
        answer(context, Answer.of(Failures.of(failure)));
    }

    private static void answer(RoutingContext context, @Nullable Answer answer) {
        HttpServerResponse response = context.response();
        if (answer == null || response.ended() || response.closed()) return;
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        // Whoever was refused need not send the rest of the body: it could be endless.
        if (!context.request().isEnded() && hasBody(context.request())) response.putHeader("Connection", "close");
        response.end(answer.body());
    }

    private static boolean hasBody(HttpServerRequest request) {
        return request.headers().contains(HttpHeaders.CONTENT_LENGTH)
                || request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }
}
