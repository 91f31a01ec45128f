package io.momentum.ops.inbox;

import io.momentum.ops.api.Addresses;
import io.momentum.ops.api.SignIns.Badge;
import io.momentum.ops.inbox.Underway.Begun;
import io.momentum.ops.oidc.Oidc;
import io.momentum.ops.oidc.Oidc.Identity;
import io.momentum.ops.oidc.OidcConfig;
import io.momentum.ops.oidc.OidcException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signing in by an OpenID provider. A browser is sent there with a state that is good once, for the browser that began; what it brings
 * back names a person that is known here, or nobody comes in.
 *
 * <p>Both ways out of our pages are links, for the content security policy lets no form lead elsewhere. The page that answers a browser
 * that comes back leads on by itself: only what one of our pages asks has the session's cookie.
 */
final class ProviderPages {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderPages.class);
    private static final String BELOW = "/sign-in/oidc";
    private static final String BACK = BELOW + "/back";

    static final String PATH = Inbox.ROOT + BELOW;

    private final Oidc oidc;
    private final URI publicUrl;
    private final Underway underway = new Underway();

    ProviderPages(OidcConfig config, URI publicUrl) {
        this.publicUrl = publicUrl;
        oidc = new Oidc(config, publicUrl.resolve(Inbox.ROOT + BACK), Instant::now);
    }

    /** The one of the configuration, where there is one. */
    static Optional<ProviderPages> of(InboxConfig config) {
        return config.oidc().flatMap(oidc -> config.publicUrl().map(url -> new ProviderPages(oidc, url)));
    }

    /** Of the provider, for people; empty for none. */
    String name() {
        return oidc.config().name();
    }

    void on(Routes routes, SignInPages pages) {
        routes.open(HttpMethod.GET, BELOW, context -> begin(context, pages));
        routes.open(HttpMethod.GET, BACK, context -> back(context, routes.site(), pages));
    }

    /** Where somebody who came by the provider signs out of it too. */
    Optional<URI> signOut(Session session) {
        String proof = session.proof();
        return proof.isEmpty() ? Optional.empty() : oidc.endSession(proof, publicUrl.resolve(SignInPages.PATH));
    }

    private View begin(RoutingContext context, SignInPages pages) {
        HttpServerRequest request = context.request();
        String browser = Cookies.read(request, Cookies.UNDERWAY).orElseGet(Chance::secret);
        String state = Chance.secret();
        var begun = new Begun(
                browser,
                Addresses.of(request).orElse(""),
                Chance.secret(),
                Chance.secret(),
                SignInPages.language(request),
                SignInPages.zone(parameter(context, "zone")),
                System.nanoTime());
        try {
            String language = begun.language().code();
            URI there = oidc.authorization(state, begun.nonce(), begun.verifier(), language);
            underway.begin(state, begun);
            Cookies.setForReturn(request, Cookies.UNDERWAY, browser, Underway.LIFE.toSeconds());
            return View.seeOther(there.toString());
        } catch (OidcException e) {
            return failed(context, pages, begun.language(), e);
        }
    }

    private View back(RoutingContext context, Site site, SignInPages pages) {
        HttpServerRequest request = context.request();
        String state = parameter(context, "state");
        Optional<Begun> known = Cookies.read(request, Cookies.UNDERWAY)
                .flatMap(browser -> underway.take(state, browser, System.nanoTime()));
        // Somebody else's answer, such as one that would sign a visitor in as its sender.
        if (known.isEmpty()) return pages.form(context, 400, SignInPages.language(request), "common.oidc.expired");
        Begun begun = known.get();
        String code = parameter(context, "code");
        if (code.isEmpty()) {
            LOG.warn("Nobody is signed in by {}: it says {}", issuer(), Oidc.word(parameter(context, "error")));
            return pages.form(context, 403, begun.language(), "common.oidc.denied");
        }
        try {
            Identity identity = oidc.redeem(code, parameter(context, "iss"), begun.verifier(), begun.nonce());
            return signIn(context, site, pages, begun, identity);
        } catch (OidcException e) {
            return failed(context, pages, begun.language(), e);
        }
    }

    private View signIn(RoutingContext context, Site site, SignInPages pages, Begun begun, Identity identity) {
        Optional<Badge> badge = site.api().signIns().byProvider(identity.name());
        if (badge.isEmpty()) {
            LOG.warn(
                    "Nobody is signed in by {}: its {} names no person here",
                    issuer(),
                    oidc.config().claim());
            return pages.form(context, 403, begun.language(), "common.oidc.unknown", identity.name());
        }
        HttpServerRequest request = context.request();
        Cookies.clearForReturn(request, Cookies.UNDERWAY);
        pages.begin(request, badge.get(), begun.language(), begun.zone(), identity.idToken());
        return pages.onward(begun.language(), "common.oidc.welcome", Inbox.ROOT);
    }

    private View failed(RoutingContext context, SignInPages pages, Language language, OidcException e) {
        LOG.warn("Nobody is signed in by {}: {}", issuer(), e.getMessage());
        int status = switch (e.kind()) {
            case UNREACHABLE, BUSY -> 503;
            case DENIED, UNBELIEVED, CLOCK, NAMELESS -> 403;
        };
        return pages.form(
                context,
                status,
                language,
                "common.oidc." + e.kind().name().toLowerCase(Locale.ROOT),
                oidc.config().claim());
    }

    private URI issuer() {
        return oidc.config().issuer();
    }

    private static String parameter(RoutingContext context, String name) {
        @Nullable String value = context.queryParams().get(name);
        return value == null ? "" : value;
    }
}
