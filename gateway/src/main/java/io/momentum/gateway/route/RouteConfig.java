package io.momentum.gateway.route;

import io.momentum.store.value.CarrierId;
import java.util.List;

/**
 * Which carriers take a destination.
 *
 * @param to {@code *} or the leading digits of the destination
 * @param carriers in order of preference: the first that is bound, else the first
 */
public record RouteConfig(String to, List<CarrierId> carriers) {
    public RouteConfig {
        if (!to.equals("*") && !to.matches("[0-9]{1,15}")) {
            throw new IllegalArgumentException("to: '*' or leading digits of the destination, not '" + to + "'");
        }
        if (carriers.isEmpty()) throw new IllegalArgumentException("carriers: at least one");
    }
}
