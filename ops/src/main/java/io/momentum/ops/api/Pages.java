package io.momentum.ops.api;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.function.Predicate;

/** What else the admin listener serves beside the API. */
@FunctionalInterface
public interface Pages {

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
