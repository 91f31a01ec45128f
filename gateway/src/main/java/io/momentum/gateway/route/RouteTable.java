package io.momentum.gateway.route;

import io.momentum.store.value.CarrierId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which carriers take a destination: the route with the longest matching prefix, {@code *} where none matches. */
public final class RouteTable {

    private static final String ANY = "*";

    private final Map<String, RouteConfig> byPrefix = new HashMap<>();
    private final int longest;

    public RouteTable(List<RouteConfig> routes) {
        int length = 0;
        for (RouteConfig route : routes) {
            byPrefix.putIfAbsent(route.to(), route);
            if (!route.to().equals(ANY)) length = Math.max(length, route.to().length());
        }
        longest = length;
    }

    /** The carriers for a destination, best first; empty when no route takes it. @see #explain */
    public List<CarrierId> carriersFor(long digits) {
        RouteConfig route = match(digits);
        return route == null ? List.of() : route.carriers();
    }

    /** The rule that takes a destination, for people. */
    public Optional<RouteConfig> explain(long digits) {
        return Optional.ofNullable(match(digits));
    }

    private @org.jspecify.annotations.Nullable RouteConfig match(long digits) {
        if (longest > 0 && digits > 0) {
            String text = Long.toString(digits);
            for (int length = Math.min(longest, text.length()); length > 0; length--) {
                RouteConfig route = byPrefix.get(text.substring(0, length));
                if (route != null) return route;
            }
        }
        return byPrefix.get(ANY);
    }
}
