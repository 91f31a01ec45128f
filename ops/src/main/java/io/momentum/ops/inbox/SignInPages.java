package io.momentum.ops.inbox;

import io.momentum.ops.access.Right;
import io.momentum.ops.api.SignIns;
import io.momentum.ops.api.SignIns.Badge;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Signing in, with a token or a user's password, and out. */
public final class SignInPages {

    static final String PATH = Inbox.ROOT + "/sign-in";

    private static final int OF_ADDRESS_MAX = 20;
    private static final int OF_USER_MAX = 5;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    /** Passwords are slow to check, on purpose: half of the cores at most are left to it. */
    private static final int CHECKS_AT_A_TIME = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private static final int KNOWN_MAX = 10_000;

    private final Attempts ofAddress = new Attempts(OF_ADDRESS_MAX, WINDOW);
    private final Attempts ofUser = new Attempts(OF_USER_MAX, WINDOW);
    private final Semaphore checks = new Semaphore(CHECKS_AT_A_TIME);

    /** Who has signed in, and from where: whoever guesses there does not keep them out. */
    private final Set<Known> known = Collections.newSetFromMap(Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Known, Boolean> eldest) {
            return size() > KNOWN_MAX;
        }
    }));

    private record Known(String address, String user) {}

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
        String address = Addresses.of(request).orElse("");
        String name = user.toLowerCase(Locale.ROOT);
        if (!begin(address, name)) return form(site, context, 429, user, "common.sign-in.too-many");
        if (!name.isEmpty() && !checks.tryAcquire()) {
            takeBack(address, name);
            return form(site, context, 429, user, "common.sign-in.too-many");
        }
        Optional<Badge> badge = badge(site.api().signIns(), user, field(request, "password"));
        if (badge.isEmpty()) return form(site, context, 401, user, "common.sign-in.wrong");
        succeeded(address, name);
        String id = site.sessions().begin(badge.get(), language(request), zone(field(request, "zone")));
        Cookies.set(request, Cookies.SESSION, id, Sessions.MOST.toSeconds());
        Cookies.clear(request, Cookies.VISITOR);
        return View.seeOther(Inbox.ROOT);
    }

    /** Counts an attempt. @return false where it is one too many */
    private boolean begin(String address, String name) {
        long now = System.nanoTime();
        if (!name.isEmpty() && !ofUser.begin(name, now)) return false;
        if (!isLimited(address, name) || ofAddress.begin(address, now)) return true;
        if (!name.isEmpty()) ofUser.takeBack(name);
        return false;
    }

    private void takeBack(String address, String name) {
        if (!name.isEmpty()) ofUser.takeBack(name);
        if (isLimited(address, name)) ofAddress.takeBack(address);
    }

    private void succeeded(String address, String name) {
        if (isLimited(address, name)) ofAddress.takeBack(address);
        if (name.isEmpty()) return;
        ofUser.succeeded(name);
        if (!address.isEmpty()) known.add(new Known(address, name));
    }

    private boolean isLimited(String address, String name) {
        return !address.isEmpty() && !known.contains(new Known(address, name));
    }

    /** Of a user with one of the checks taken, which is given back. */
    private Optional<Badge> badge(SignIns signIns, String user, String password) {
        if (user.isEmpty()) return signIns.byToken(password);
        try {
            return signIns.byPassword(user, password);
        } finally {
            checks.release();
        }
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
