package io.momentum.gateway.server;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many connections there may be: in all and unbound, and of both from one address. Any thread; bounded by the number of
 * connections that it lets in.
 */
final class ConnectionLimits {

    private final ServerConfig config;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger unbound = new AtomicInteger();
    private final Map<InetAddress, Count> byAddress = new ConcurrentHashMap<>();

    private record Count(int connections, int unbound) {
        Count plus(int moreConnections, int moreUnbound) {
            return new Count(connections + moreConnections, unbound + moreUnbound);
        }
    }

    ConnectionLimits(ServerConfig config) {
        this.config = config;
    }

    /** Takes a place for a connection that has not bound. */
    boolean tryOpen() {
        boolean full = connections.incrementAndGet() > config.maxConnections();
        boolean crowded = unbound.incrementAndGet() > config.maxUnbound();
        if (!full && !crowded) return true;
        connections.decrementAndGet();
        unbound.decrementAndGet();
        return false;
    }

    /** Takes a place among the connections from its address, once that is known. */
    boolean tryOpenFrom(InetAddress address) {
        AccessConfig access = config.access();
        Count now = byAddress.merge(Cidr.peer(address), new Count(1, 1), (was, one) -> was.plus(1, 1));
        if (now.connections() <= access.maxPerAddress() && now.unbound() <= access.maxUnboundPerAddress()) return true;
        add(address, -1, -1);
        return false;
    }

    void bound(InetAddress address) {
        unbound.decrementAndGet();
        add(address, 0, -1);
    }

    /** The connection has gone. */
    void closed(boolean wasBound) {
        connections.decrementAndGet();
        if (!wasBound) unbound.decrementAndGet();
    }

    /** A connection that {@link #tryOpenFrom} took has gone. */
    void closedFrom(InetAddress address, boolean wasBound) {
        add(address, -1, wasBound ? 0 : -1);
    }

    private void add(InetAddress address, int moreConnections, int moreUnbound) {
        byAddress.computeIfPresent(Cidr.peer(address), (who, was) -> {
            Count now = was.plus(moreConnections, moreUnbound);
            return now.connections() <= 0 ? null : now;
        });
    }

    int connections() {
        return connections.get();
    }

    int unbound() {
        return unbound.get();
    }
}
