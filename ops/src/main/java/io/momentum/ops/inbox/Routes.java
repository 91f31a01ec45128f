package io.momentum.ops.inbox;

import io.momentum.ops.access.Right;
import io.momentum.ops.api.Caller;
import io.momentum.ops.api.Pages;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where pages register what they answer to. Every route but those to sign in asks first who it is, then whether that one may,
 * and of a form whether it is ours; only then the handler runs, on a thread that may block.
 */
public final class Routes {

    /** A million recipients with a few fields each. */
    static final long FILE_MAX = 100L << 20;

    /** Files that come at a time. */
    static final int UPLOADS_MAX = 2;

    private static final String BY_ITSELF = "momentum.by-itself";
    private static final Logger LOG = LoggerFactory.getLogger(Routes.class);

    private final Router router;
    private final Vertx vertx;
    private final Predicate<Runnable> work;
    private final Site site;
    private final BodyHandler body = BodyHandler.create(false).setBodyLimit(Pages.FORM_MAX);
    private final BodyHandler files;
    private final Semaphore uploads = new Semaphore(UPLOADS_MAX);

    Routes(Router router, Vertx vertx, Predicate<Runnable> work, Site site) {
        this.router = router;
        this.vertx = vertx;
        this.work = work;
        this.site = site;
        files = BodyHandler.create(site.uploads().directory().toString())
                .setBodyLimit(FILE_MAX)
                .setDeleteUploadedFilesOnEnd(true);
    }

    Site site() {
        return site;
    }

    // ---- for those who are signed in

    /**
     * A page, or a part of one.
     *
     * @param path below {@code /inbox}, with {@code :name} for parameters
     * @param right whoever has it nowhere is refused; for one thing, the operation that the handler asks decides
     */
    void get(String path, Right right, Handler handler) {
        router.get(Inbox.ROOT + path).handler(context -> admit(context, right, handler));
    }

    /** A form that changes something, or a search. */
    void post(String path, Right right, Handler handler) {
        router.post(Inbox.ROOT + path)
                .handler(Routes::refuseOtherSites)
                .handler(context -> body.handle(context))
                .handler(context -> admit(context, right, handler));
    }

    /** What a page asks or sends by itself as long as it is open, such as a stream: nobody stays signed in by it. */
    void byItself(HttpMethod method, String path, Right right, Handler handler) {
        var route = router.route(method, Inbox.ROOT + path);
        if (method.equals(HttpMethod.POST))
            route.handler(Routes::refuseOtherSites).handler(context -> body.handle(context));
        route.handler(context -> {
            context.put(BY_ITSELF, true);
            admit(context, right, handler);
        });
    }

    /**
     * A form with a file. It is kept for the time of the request; of whoever has not signed in, or may not, nothing is read, and of more
     * than {@value #UPLOADS_MAX} at a time neither.
     */
    void upload(String path, Right right, Handler handler) {
        router.post(Inbox.ROOT + path)
                .handler(Routes::refuseOtherSites)
                .handler(context -> {
                    Optional<Visit> visit = visit(context);
                    if (visit.isEmpty()) toSignIn(context);
                    else if (!visit.get().caller().mayAny(right)) refuse(context, visit.get(), 403, "FORBIDDEN");
                    else if (!uploads.tryAcquire()) refuse(context, visit.get(), 429, "BUSY");
                    else {
                        context.addEndHandler(ended -> uploads.release());
                        context.next();
                    }
                })
                .handler(context -> files.handle(context))
                .handler(context -> admit(context, right, handler));
    }

    private void admit(RoutingContext context, Right right, Handler handler) {
        Optional<Visit> known = visit(context);
        if (known.isEmpty()) {
            toSignIn(context);
            return;
        }
        Visit visit = known.get();
        if (context.request().method().equals(HttpMethod.POST)
                && !carries(context.request(), visit.session().csrf())) {
            work(context, v -> problem(visit, 403, new JsonObject().put("code", "FORM_EXPIRED")));
            return;
        }
        if (visit.caller().mayAny(right)) work(context, v -> viewOf(visit, handler));
        else work(context, v -> problem(visit, 403, new JsonObject().put("code", "FORBIDDEN")));
    }

    /** Before what was sent is read: the connection ends with it. */
    private void refuse(RoutingContext context, Visit visit, int status, String code) {
        context.response().putHeader("Connection", "close");
        work(context, v -> problem(visit, status, new JsonObject().put("code", code)));
    }

    private Optional<Visit> visit(RoutingContext context) {
        Optional<Session> session = session(context);
        Optional<Caller> caller = session.flatMap(each -> site.api().signIns().caller(each.badge()));
        // Whoever must not be here any more is not here again when a person of that name may.
        if (session.isPresent() && caller.isEmpty())
            Cookies.read(context.request(), Cookies.SESSION).ifPresent(site.sessions()::end);
        return session.flatMap(each -> caller.map(who -> new Visit(site, context, each, who)));
    }

    Optional<Session> session(RoutingContext context) {
        boolean acts = !isByItself(context);
        return Cookies.read(context.request(), Cookies.SESSION)
                .flatMap(id -> site.sessions().find(id, acts));
    }

    /** Parts are fetched again and again while a page is open; what somebody does is a link, or a form. */
    private static boolean isByItself(RoutingContext context) {
        boolean fetched = context.request().method().equals(HttpMethod.GET)
                && context.request().getHeader("HX-Request") != null;
        return fetched || context.get(BY_ITSELF) != null;
    }

    /** Whether a form, or what htmx sends, has the session's secret with it. */
    static boolean carries(HttpServerRequest request, String csrf) {
        String sent = Optional.ofNullable(request.getHeader("X-CSRF"))
                .orElseGet(() ->
                        Optional.ofNullable(request.getFormAttribute("csrf")).orElse(""));
        return Chance.same(sent, csrf);
    }

    /** Browsers say where a form was sent from; what is not ours is not even read. */
    static void refuseOtherSites(RoutingContext context) {
        String from = context.request().getHeader("Sec-Fetch-Site");
        boolean ours = from == null || from.equals("same-origin") || from.equals("none");
        if (ours) context.next();
        else
            context.response()
                    .setStatusCode(403)
                    .putHeader("Connection", "close")
                    .end();
    }

    private void toSignIn(RoutingContext context) {
        boolean part = context.request().getHeader("HX-Request") != null;
        if (part)
            context.response()
                    .putHeader("HX-Redirect", SignInPages.PATH)
                    .setStatusCode(401)
                    .end();
        else redirect(context, SignInPages.PATH);
    }

    // ---- for everybody

    /** What is answered before anybody is known; a handler of a form checks it by itself. */
    void open(HttpMethod method, String path, Function<RoutingContext, View> handler) {
        var route = router.route(method, Inbox.ROOT + path);
        if (method.equals(HttpMethod.POST))
            route.handler(Routes::refuseOtherSites).handler(context -> body.handle(context));
        route.handler(context -> work(context, handler));
    }

    /** Whatever else is asked below our root is nowhere. */
    void end() {
        router.route(Inbox.ROOT + "*").failureHandler(this::failed);
        get("/*", Right.READ, visit -> {
            throw NotDone.missing();
        });
    }

    private void failed(RoutingContext context) {
        int status = context.statusCode() < 400 ? 500 : context.statusCode();
        boolean gone = context.response().closed();
        if (status == 500 && !gone) LOG.error("A page failed", context.failure());
        if (!gone && !context.response().ended())
            context.response().setStatusCode(status).end();
    }

    // ---- doing it

    private void work(RoutingContext context, Function<RoutingContext, View> handler) {
        boolean taken = work.test(() -> {
            Runnable answer = answerTo(context, handler);
            vertx.runOnContext(v -> answer.run());
        });
        if (!taken)
            context.response().setStatusCode(503).putHeader("Retry-After", "1").end();
    }

    private Runnable answerTo(RoutingContext context, Function<RoutingContext, View> handler) {
        try {
            View view = handler.apply(context);
            if (!(view instanceof View.Html html)) return () -> answer(context, view);
            Buffer page = Buffer.buffer(site.templates().render(html.template(), html.parameters()));
            return () -> send(context, html.status(), "text/html; charset=utf-8", page);
        } catch (RuntimeException e) {
            LOG.error("A page failed", e);
            return () -> send(
                    context, 500, "text/plain; charset=utf-8", Buffer.buffer("Momentum failed; the log says more.\n"));
        }
    }

    private View viewOf(Visit visit, Handler handler) {
        try {
            return handler.on(visit);
        } catch (NotDone e) {
            return problem(visit, e.status(), e.problem());
        }
    }

    /** A page that says why not; for htmx the part that it shows in the live region. */
    private static View problem(Visit visit, int status, JsonObject problem) {
        String text = Problems.text(visit, problem);
        if (visit.isPart())
            return new View.Html(status, "part/notice", java.util.Map.of("notice", new Notice(text, true)));
        return visit.html(status, "problem", "", visit.t("common.problem"), java.util.Map.of("text", text));
    }

    private static void answer(RoutingContext context, View view) {
        switch (view) {
            case View.SeeOther other -> redirect(context, other.path());
            case View.Bytes file -> {
                context.response().putHeader("Content-Disposition", "attachment; filename=\"" + file.name() + "\"");
                send(context, 200, file.type(), Buffer.buffer(file.content()));
            }
            case View.Given _ -> {
                // Whoever gave it has ended the response.
            }
            case View.Html _ -> throw new IllegalStateException("rendered elsewhere");
        }
    }

    private static void send(RoutingContext context, int status, String type, Buffer content) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) return;
        response.setStatusCode(status).putHeader("Content-Type", type).end(content);
    }

    static void redirect(RoutingContext context, String path) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) return;
        response.setStatusCode(303).putHeader("Location", path).end();
    }
}
