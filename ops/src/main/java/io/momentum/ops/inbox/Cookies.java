package io.momentum.ops.inbox;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Cookies as they all are here: for our pages alone, out of scripts' reach, but for one not sent from another site. */
final class Cookies {

    static final String SESSION = "momentum_session";
    static final String LANGUAGE = "momentum_language";

    /** What ties a form to sign in with to the browser that got it. */
    static final String VISITOR = "momentum_visitor";

    /** What ties a sign-in that was begun elsewhere to the browser that began it. */
    static final String UNDERWAY = "momentum_underway";

    private Cookies() {}

    static Optional<String> read(HttpServerRequest request, String name) {
        return Optional.ofNullable(request.getCookie(name)).map(Cookie::getValue);
    }

    static void set(HttpServerRequest request, String name, String value, long seconds) {
        add(request, Inbox.ROOT, name, value, CookieSameSite.STRICT, seconds);
    }

    /** One that a browser also sends when another site leads it back to us; for the pages of signing in alone. */
    static void setForReturn(HttpServerRequest request, String name, String value, long seconds) {
        add(request, SignInPages.PATH, name, value, CookieSameSite.LAX, seconds);
    }

    static void clearForReturn(HttpServerRequest request, String name) {
        setForReturn(request, name, "", 0);
    }

    private static void add(
            HttpServerRequest request, String path, String name, String value, CookieSameSite site, long seconds) {
        request.response()
                .addCookie(Cookie.cookie(name, value)
                        .setPath(path)
                        .setHttpOnly(true)
                        .setSameSite(site)
                        .setSecure(isSecure(request))
                        .setMaxAge(seconds));
    }

    static void clear(HttpServerRequest request, String name) {
        set(request, name, "", 0);
    }

    /** Whether the browser speaks TLS: with us, or with the proxy before us. */
    static boolean isSecure(HttpServerRequest request) {
        return request.isSSL() || "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
    }
}
