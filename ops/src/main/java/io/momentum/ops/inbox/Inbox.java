package io.momentum.ops.inbox;

import io.momentum.ops.api.InProcess;
import io.momentum.ops.api.Pages;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Predicate;

/** The inbox as the admin listener serves it. */
public final class Inbox implements Pages {

    static final String ROOT = "/inbox";

    @Override
    public void mount(Router router, Vertx vertx, InProcess api, Predicate<Runnable> work) {
        List<Section> sections = Sections.all();
        var assets = new Assets();
        var site = new Site(api, new Sessions(), assets, Texts.load(), new Templates(), menu(sections));
        router.get("/").handler(Inbox::lead);
        router.route(ROOT + "*").handler(Headers::set);
        router.get(Assets.ROOT + "*").handler(assets::serve);
        var routes = new Routes(router, vertx, work, site);
        new SignInPages().on(routes);
        for (Section section : sections) section.on(routes);
        routes.end();
    }

    /** Whoever types the address alone into a browser means the inbox; a program hears that there is nothing. */
    private static void lead(RoutingContext context) {
        String accepted = context.request().getHeader("Accept");
        if (accepted != null && accepted.contains("text/html")) Routes.redirect(context, ROOT);
        else context.next();
    }

    private static List<Section.Entry> menu(List<Section> sections) {
        return sections.stream().flatMap(each -> each.menu().stream()).toList();
    }
}
