package io.momentum.ops.inbox;

import io.momentum.ops.access.Right;
import io.momentum.ops.api.Addresses;
import io.momentum.ops.api.SignIns;
import io.momentum.ops.api.SignIns.Badge;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signing in, with a token, a user's password or by a provider, and out. */
public final class SignInPages {

    static final String PATH = Inbox.ROOT + "/sign-in";

    private final Site site;
    private final Optional<ProviderPages> provider;

    /** @param provider by whom people sign in besides; empty for by nobody */
    SignInPages(Site site, Optional<ProviderPages> provider) {
        this.site = site;
        this.provider = provider;
    }

    /**
     * The form.
     *
     * @param user as it was typed, to be shown again
     * @param provider where one signs in by it; empty where there is none
     * @param providerName for people; empty for none
     */
    public record SignInView(String user, String problem, String provider, String providerName) {}

    /** Where it goes on by itself, and why. */
    public record OnwardView(String text, String url) {}

    void on(Routes routes) {
        provider.ifPresent(each -> each.on(routes, this));
        routes.open(HttpMethod.GET, "/sign-in", context -> form(context, 200, "", ""));
        routes.open(HttpMethod.POST, "/sign-in", this::signIn);
        routes.post("/sign-out", Right.READ, this::signOut);
    }

    private View form(RoutingContext context, int status, String user, String problem) {
        Language language = language(context.request());
        return form(
                context,
                status,
                language,
                user,
                problem.isEmpty() ? "" : site.texts().of(language, problem));
    }

    /** The form, and why somebody has to begin anew. */
    View form(RoutingContext context, int status, Language language, String problem, Object... values) {
        return form(context, status, language, "", site.texts().of(language, problem, values));
    }

    private View form(RoutingContext context, int status, Language language, String user, String problem) {
        HttpServerRequest request = context.request();
        String visitor = Cookies.read(request, Cookies.VISITOR).orElseGet(Chance::secret);
        Cookies.set(request, Cookies.VISITOR, visitor, Duration.ofHours(1).toSeconds());
        Page page = page(language, Chance.seal(visitor), "common.sign-in");
        var view = new SignInView(
                user,
                problem,
                provider.map(each -> ProviderPages.PATH).orElse(""),
                provider.map(ProviderPages::name).orElse(""));
        return new View.Html(status, "sign-in", Map.of("page", page, "view", view));
    }

    /** A page that leads on by itself: where a redirect would not do. */
    View onward(Language language, String key, String url) {
        var view = new OnwardView(site.texts().of(language, key + ".text"), url);
        return new View.Html(200, "onward", Map.of("page", page(language, "", key), "view", view));
    }

    private Page page(Language language, String csrf, String title) {
        return new Page(
                site.texts(),
                site.assets(),
                language,
                ZoneOffset.UTC,
                Optional.empty(),
                "",
                csrf,
                site.texts().of(language, title),
                "",
                List.of(),
                false,
                Optional.empty());
    }

    /** The visitor's, before anybody knows who that is. */
    static Language language(HttpServerRequest request) {
        return Cookies.read(request, Cookies.LANGUAGE)
                .flatMap(Language::of)
                .orElseGet(() -> Language.preferred(request.getHeader("Accept-Language")));
    }

    private View signIn(RoutingContext context) {
        HttpServerRequest request = context.request();
        String user = field(request, "user").strip();
        boolean ours = Cookies.read(request, Cookies.VISITOR)
                .filter(visitor -> Routes.carries(request, Chance.seal(visitor)))
                .isPresent();
        if (!ours) return form(context, 403, user, "common.sign-in.expired");
        SignIns signIns = site.api().signIns();
        String password = field(request, "password");
        String address = Addresses.of(request).orElse("");
        var tried = signIns.guesses().check(address, user, () -> badge(signIns, user, password));
        if (tried.tooMany()) return form(context, 429, user, "common.sign-in.too-many");
        if (tried.right().isEmpty()) return form(context, 401, user, "common.sign-in.wrong");
        begin(request, tried.right().get(), language(request), zone(field(request, "zone")), "");
        return View.seeOther(Inbox.ROOT);
    }

    /**
     * Begins a stay.
     *
     * @param proof of the provider; empty where it was not asked
     */
    void begin(HttpServerRequest request, Badge badge, Language language, ZoneId zone, String proof) {
        String id = site.sessions().begin(badge, language, zone);
        site.sessions().find(id, false).ifPresent(session -> session.proved(proof));
        Cookies.set(request, Cookies.SESSION, id, Sessions.MOST.toSeconds());
        Cookies.clear(request, Cookies.VISITOR);
    }

    private View signOut(Visit visit) {
        HttpServerRequest request = visit.context().request();
        Optional<URI> there = provider.flatMap(each -> each.signOut(visit.session()));
        Cookies.read(request, Cookies.SESSION).ifPresent(site.sessions()::end);
        Cookies.clear(request, Cookies.SESSION);
        Inbox.sweep(site.uploads());
        return there.map(url -> onward(visit.session().language(), "common.oidc.bye", url.toString()))
                .orElseGet(() -> View.seeOther(PATH));
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
