package io.momentum.ops.inbox;

import io.momentum.ops.api.InProcess;
import io.momentum.ops.api.Pages;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The inbox as the admin listener serves it. */
public final class Inbox implements Pages {

    static final String ROOT = "/inbox";

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final long SWEEP_MILLIS = 60_000;

    private final Path uploadDirectory;
    private final InboxConfig config;

    /**
     * An inbox.
     *
     * @param uploadDirectory where files lie that people send, for them alone: it is emptied at start
     */
    public Inbox(Path uploadDirectory, InboxConfig config) {
        this.uploadDirectory = uploadDirectory;
        this.config = config;
    }

    @Override
    public void mount(Router router, Vertx vertx, InProcess api, Predicate<Runnable> work) {
        List<Section> sections = Sections.all();
        var assets = new Assets();
        Uploads uploads = uploads();
        vertx.setPeriodic(SWEEP_MILLIS, timer -> {
            boolean _ = work.test(() -> sweep(uploads)); // where all are busy, a minute later
        });
        var site = new Site(api, new Sessions(), uploads, assets, Texts.load(), new Templates(), menu(sections));
        router.get("/").handler(Inbox::lead);
        router.route(ROOT + "*").handler(Headers::set);
        router.get(Assets.ROOT + "*").handler(assets::serve);
        var routes = new Routes(router, vertx, work, site);
        new SignInPages(site, ProviderPages.of(config)).on(routes);
        for (Section section : sections) section.on(routes);
        routes.end();
    }

    private Uploads uploads() {
        try {
            return new Uploads(uploadDirectory);
        } catch (IOException e) {
            throw new UncheckedIOException("no directory for uploads: " + uploadDirectory, e);
        }
    }

    static void sweep(Uploads uploads) {
        try {
            uploads.sweep(System.nanoTime());
        } catch (IOException e) {
            LOG.warn("An uploaded file stays where it is", e);
        }
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
