package io.momentum.ops.api;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.function.Predicate;

/** What else the admin listener serves beside the API. */
@FunctionalInterface
public interface Pages {

    /**
     * Octets of a form at most: a text of 10,000 characters, of which each is up to nine as browsers encode them, and a few fields.
     */
    int FORM_MAX = 128 << 10;

    /**
     * Puts its routes beside those of the API, once, at start.
     *
     * @param work runs a task on a thread that may block; false when too many run already
     */
    void mount(Router router, Vertx vertx, InProcess api, Predicate<Runnable> work);

    /** Nothing else. */
    static Pages none() {
        return (router, vertx, api, work) -> {};
    }
}
