package io.momentum.ops.api;

import io.momentum.gateway.server.Cidr;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/** Where visitors are, to count what they try. */
public final class Addresses {

    private Addresses() {}

    /**
     * The address that a visitor is counted as, IPv6 by its network. Behind a proxy on this machine it is the one that the proxy saw: the
     * last of {@code X-Forwarded-For}, for all before it is what the visitor says himself.
     *
     * @return empty where many may be behind it that cannot be told apart: this machine, or a proxy on it that does not say
     */
    public static Optional<String> of(HttpServerRequest request) {
        return of(
                String.valueOf(request.remoteAddress().hostAddress()),
                request.headers().getAll("X-Forwarded-For"));
    }

    static Optional<String> of(String peer, List<String> forwarded) {
        Optional<InetAddress> address = literal(peer);
        if (address.filter(InetAddress::isLoopbackAddress).isPresent() && !forwarded.isEmpty()) {
            String last = forwarded.getLast();
            address = literal(last.substring(last.lastIndexOf(',') + 1).strip());
        }
        return address.filter(each -> !each.isLoopbackAddress())
                .map(each -> Cidr.peer(each).getHostAddress());
    }

    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
