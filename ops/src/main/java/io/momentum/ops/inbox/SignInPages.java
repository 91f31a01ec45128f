package io.momentum.ops.inbox;

import io.momentum.ops.access.Right;
import io.momentum.ops.api.Addresses;
import io.momentum.ops.api.SignIns;
import io.momentum.ops.api.SignIns.Badge;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signing in, with a token or a user's password, and out. */
public final class SignInPages {

    static final String PATH = Inbox.ROOT + "/sign-in";

    /**
     * The form.
     *
     * @param user as it was typed, to be shown again
     */
    public record SignInView(String user, String problem) {}

    void on(Routes routes) {
        Site site = routes.site();
        routes.open(HttpMethod.GET, "/sign-in", context -> form(site, context, 200, "", ""));
        routes.open(HttpMethod.POST, "/sign-in", context -> signIn(site, context));
        routes.post("/sign-out", Right.READ, visit -> {
            HttpServerRequest request = visit.context().request();
            Cookies.read(request, Cookies.SESSION).ifPresent(site.sessions()::end);
            Cookies.clear(request, Cookies.SESSION);
            Inbox.sweep(site.uploads());
            return View.seeOther(PATH);
        });
    }

    private static View form(Site site, RoutingContext context, int status, String user, String problem) {
        HttpServerRequest request = context.request();
        String visitor = Cookies.read(request, Cookies.VISITOR).orElseGet(Chance::secret);
        Cookies.set(request, Cookies.VISITOR, visitor, Duration.ofHours(1).toSeconds());
        Language language = language(request);
        String title = site.texts().of(language, "common.sign-in");
        String text = problem.isEmpty() ? "" : site.texts().of(language, problem);
        var page = new Page(
                site.texts(),
                site.assets(),
                language,
                ZoneOffset.UTC,
                Optional.empty(),
                "",
                Chance.seal(visitor),
                title,
                "",
                List.of(),
                false,
                Optional.empty());
        return new View.Html(status, "sign-in", Map.of("page", page, "view", new SignInView(user, text)));
    }

    private static Language language(HttpServerRequest request) {
        return Cookies.read(request, Cookies.LANGUAGE)
                .flatMap(Language::of)
                .orElseGet(() -> Language.preferred(request.getHeader("Accept-Language")));
    }

    private View signIn(Site site, RoutingContext context) {
        HttpServerRequest request = context.request();
        String user = field(request, "user").strip();
        boolean ours = Cookies.read(request, Cookies.VISITOR)
                .filter(visitor -> Routes.carries(request, Chance.seal(visitor)))
                .isPresent();
        if (!ours) return form(site, context, 403, user, "common.sign-in.expired");
        SignIns signIns = site.api().signIns();
        String password = field(request, "password");
        String address = Addresses.of(request).orElse("");
        var tried = signIns.guesses().check(address, user, () -> badge(signIns, user, password));
        if (tried.tooMany()) return form(site, context, 429, user, "common.sign-in.too-many");
        if (tried.right().isEmpty()) return form(site, context, 401, user, "common.sign-in.wrong");
        String id = site.sessions().begin(tried.right().get(), language(request), zone(field(request, "zone")));
        Cookies.set(request, Cookies.SESSION, id, Sessions.MOST.toSeconds());
        Cookies.clear(request, Cookies.VISITOR);
        return View.seeOther(Inbox.ROOT);
    }

    private static Optional<Badge> badge(SignIns signIns, String user, String password) {
        return user.isEmpty() ? signIns.byToken(password) : signIns.byPassword(user, password);
    }

    private static String field(HttpServerRequest request, String name) {
        @Nullable String value = request.getFormAttribute(name);
        return value == null ? "" : value;
    }

    /** The browser's, where a script could say it. */
    static ZoneId zone(String name) {
        try {
            return name.isEmpty() ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException e) {
            return ZoneOffset.UTC;
        }
    }
}
