package io.momentum.ops.inbox;

import io.momentum.ops.api.Answer;
import io.momentum.ops.api.Ask;
import io.momentum.ops.api.Caller;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request of somebody who is signed in. */
final class Visit {

    private final Site site;
    private final RoutingContext context;
    private final Session session;
    private final Caller caller;

    Visit(Site site, RoutingContext context, Session session, Caller caller) {
        this.site = site;
        this.context = context;
        this.session = session;
        this.caller = caller;
    }

    RoutingContext context() {
        return context;
    }

    Session session() {
        return session;
    }

    Site site() {
        return site;
    }

    /** Who reads, and what it may. */
    Caller caller() {
        return caller;
    }

    /** Whether what it came in with still holds; for answers that last. */
    boolean isStillSignedIn() {
        return site.api()
                        .signIns()
                        .caller(session.badge())
                        .filter(caller::equals)
                        .isPresent()
                && !session.isOver(System.nanoTime());
    }

    // ---- what is asked

    /** A parameter of the path; the route has it. */
    String path(String name) {
        return Optional.ofNullable(context.pathParam(name)).orElse("");
    }

    /** A parameter of the URL; empty where it is not given. */
    String query(String name) {
        @Nullable String value = context.queryParams().get(name);
        return value == null ? "" : value.strip();
    }

    /** A field of the form; empty where it is not given. */
    String form(String name) {
        @Nullable String value = fields().get(name);
        return value == null ? "" : value.strip();
    }

    /** All values of a field, as of boxes that were ticked. */
    List<String> forms(String name) {
        return fields().getAll(name);
    }

    /** A file that came with the form, where it lies until the answer is given; empty where none was chosen. */
    Optional<Path> upload(String name) {
        return context.fileUploads().stream()
                .filter(each -> each.name().equals(name) && each.size() > 0)
                .map(each -> Path.of(each.uploadedFileName()))
                .findFirst();
    }

    private MultiMap fields() {
        return context.request().formAttributes();
    }

    /** Whether htmx fetches a part of a page. */
    boolean isPart() {
        return context.request().getHeader("HX-Request") != null
                && context.request().getHeader("HX-Boosted") == null;
    }

    // ---- asking

    /** Asks an operation; whatever it answers. */
    Answer ask(Ask ask) {
        return site.api().ask(caller, context, ask);
    }

    /** Asks an operation that must be done; where it is not, the request ends with why. */
    JsonObject read(Ask ask) {
        return done(ask(ask));
    }

    /** Hands a file to an operation that reads one. */
    JsonObject take(Ask ask, InputStream file) {
        return done(site.api().take(caller, context, ask, file));
    }

    /**
     * Lets an operation write its answer, such as a file that may be long, as the answer to this request. Where it refuses, what
     * it has already said of a file is taken back: the page that says why is to be read, not saved.
     */
    View give(Ask ask) {
        site.api().give(caller, context, ask).ifPresent(refusal -> {
            context.response().headers().remove("Content-Disposition");
            context.response().setChunked(false);
            done(refusal);
        });
        return new View.Given();
    }

    private static JsonObject done(Answer answer) {
        JsonObject json = answer.body().length() == 0 ? new JsonObject() : new JsonObject(answer.body());
        if (answer.status() >= 400) throw new NotDone(answer.status(), json);
        return json;
    }

    /** The ETag of a conversation is needed to change it as it was seen. */
    static String tag(JsonObject conversation) {
        return "\"" + conversation.getInteger("version") + "\"";
    }

    // ---- answering

    /** A day, as its reader counts days. */
    String day(Instant at) {
        return Times.day(at, session.zone(), session.language());
    }

    /** Words. */
    String t(String key, Object... values) {
        return site.texts().of(session.language(), key, values);
    }

    /** Says something on the next page. */
    void say(String key, Object... values) {
        session.say(new Notice(t(key, values), false));
    }

    /** Says on the next page that something was not done. */
    void refuse(String text) {
        session.say(new Notice(text, true));
    }

    /**
     * A page.
     *
     * @param place the menu's entry where it is
     */
    View html(String template, String place, String title, Object view) {
        return html(200, template, place, title, Map.of("view", view));
    }

    View html(int status, String template, String place, String title, Map<String, Object> parameters) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("page", page(title, place, session.takeNotice()));
        return new View.Html(status, template, all);
    }

    /** A part of a page, which has no title; what is to be said once waits for a whole one. */
    View part(String template, Object view) {
        return new View.Html(200, template, Map.of("page", page("", "", Optional.empty()), "view", view));
    }

    private Page page(String title, String place, Optional<Notice> notice) {
        String name = caller.isPerson() ? site.api().signIns().nameOf(caller.name()) : caller.name();
        List<Section.Entry> menu =
                site.menu().stream().filter(each -> caller.mayAny(each.right())).toList();
        return new Page(
                site.texts(),
                site.assets(),
                session.language(),
                session.zone(),
                Optional.of(caller),
                name,
                session.csrf(),
                title,
                place,
                menu,
                session.keys(),
                notice);
    }
}
